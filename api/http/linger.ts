import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'

/** A refused upload may be this much longer before the connection is cut. */
const readOnAtMost = 16 * 1024 * 1024

const lingering = new WeakSet<Duplex>()

/** Whether the connection already has its last answer. */
export const isLingering = (socket: Duplex): boolean => lingering.has(socket)

/**
 * Ends an answer whose request is still being sent. Closing at once would reset the connection and the sender
 * would see the reset instead of the answer, so what still comes is thrown away for a bounded time and length.
 */
export const lingerOver = (req: IncomingMessage, res: ServerResponse, ms: number): void => {
  let left = readOnAtMost
  lingering.add(req.socket)
  const end = (): void => {
    clearTimeout(timer)
    if (!res.writableEnded) res.end()
  }
  const cut = (): void => {
    end()
    req.socket.destroy()
  }
  const timer = setTimeout(cut, ms)
  req.on('data', (chunk: Buffer) => {
    left -= chunk.length
    if (left < 0) cut()
  })
  req.on('end', end)
  req.on('close', end)
  req.resume()
}
