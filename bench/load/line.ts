import { connect } from 'node:net'
import type { Socket } from 'node:net'

/** One keep-alive connection with at most one request under way. */
export interface Line {
  busy: boolean
  /** `answered` hears the status, or 0 when the connection broke. */
  send(bytes: Buffer, answered: (status: number) => void): void
  close(): void
}

/** The least of HTTP that two servers of ours need: a status line, a content-length, a body. */
export async function openLine(port: number): Promise<Line> {
  const socket = await connected(port)
  let answered: ((status: number) => void) | undefined
  let read = ''

  const settle = (status: number): void => {
    const tell = answered
    answered = undefined
    line.busy = false
    tell?.(status)
  }
  socket.on('data', (chunk: Buffer) => {
    read = read === '' ? chunk.toString('latin1') : read + chunk.toString('latin1')
    const end = read.indexOf('\r\n\r\n')
    if (end === -1) return
    if (read.length < end + 4 + lengthIn(read, end)) return
    const status = Number(read.slice(9, 12))
    read = ''
    settle(status)
  })
  socket.on('close', () => settle(0))
  socket.on('error', () => settle(0))

  const line: Line = {
    busy: false,
    send: (bytes, tell) => {
      line.busy = true
      answered = tell
      socket.write(bytes)
    },
    close: () => void socket.destroy(),
  }
  return line
}

const lengthIn = (read: string, end: number): number => {
  const found = /content-length: (\d+)/i.exec(read.slice(0, end))
  return Number(found?.[1] ?? 0)
}

const connected = (port: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(socket))
    socket.once('error', reject)
  })
