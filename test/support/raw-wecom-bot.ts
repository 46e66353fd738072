import { randomUUID } from 'node:crypto'

import { WebSocket } from 'ws'

export interface Frame {
  readonly cmd?: string
  readonly headers?: { readonly req_id?: string }
  readonly body?: Readonly<Record<string, unknown>>
  readonly errcode?: number
  readonly errmsg?: string
}

/** A bot that says exactly what it is told to say. */
export interface RawBot {
  /** Sends a frame and waits for its acknowledgement. */
  ask(cmd: string, body?: unknown, reqId?: string): Promise<Frame>
  subscribe(over?: Readonly<Record<string, unknown>>): Promise<Frame>
  /** Everything that came without being asked for. */
  readonly heard: Frame[]
  readonly closed: Promise<void>
  sayRaw(text: string): void
  close(): void
}

export const rawBot = async (url: string): Promise<RawBot> => {
  const socket = new WebSocket(url)
  const asked = new Map<string, (frame: Frame) => void>()
  const heard: Frame[] = []
  socket.on('message', (data: Buffer) => {
    const frame = JSON.parse(data.toString()) as Frame
    const answered = asked.get(frame.headers?.req_id ?? '')
    if (frame.cmd === undefined && answered !== undefined) answered(frame)
    else heard.push(frame)
  })
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  const ask: RawBot['ask'] = (cmd, body, reqId = randomUUID()) =>
    new Promise((resolve) => {
      asked.set(reqId, resolve)
      socket.send(JSON.stringify({ cmd, headers: { req_id: reqId }, body }))
    })
  return {
    ask,
    subscribe: (over = {}) => ask('aibot_subscribe', { bot_id: 'bot-1', secret: 'secret-1', ...over }),
    heard,
    closed: new Promise((resolve) => socket.once('close', () => resolve())),
    sayRaw: (text) => socket.send(text),
    close: () => socket.terminate(),
  }
}
