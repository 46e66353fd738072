/** The size that the head of a PNG says, in pixels. */
export const pngSize = (png: Buffer | undefined) => {
  expect(png?.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a')
  return { width: png?.readUInt32BE(16), height: png?.readUInt32BE(20) }
}
