import { crc32, deflateSync } from 'node:zlib'

/** Pixels of red, green and blue as PNG (W3C Portable Network Graphics, third edition): truecolour, eight bits. */
export const toPng = (pixels: Uint8Array, width: number, height: number): Uint8Array => {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(filtered(pixels, width * 3, height), { level: 4 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** Each row as its difference from the one above: charts are made of columns and flat areas. */
const filtered = (pixels: Uint8Array, row: number, height: number): Buffer => {
  const lines = Buffer.alloc((row + 1) * height)
  for (let y = 0; y < height; y++) {
    const to = y * (row + 1)
    lines[to] = 2
    const from = y * row
    for (let x = 0; x < row; x++) {
      const above = y === 0 ? 0 : (pixels[from - row + x] ?? 0)
      lines[to + 1 + x] = (pixels[from + x] ?? 0) - above
    }
  }
  return lines
}

const chunk = (type: string, data: Buffer): Buffer => {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(named.length + 8)
  framed.writeUInt32BE(data.length, 0)
  named.copy(framed, 4)
  framed.writeUInt32BE(crc32(named), named.length + 4)
  return framed
}
