import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import Koa from 'koa'

/** A Koa route that reads and parses the body and keeps nothing: what HTTP and JSON alone cost. */
export async function startBareKoa(): Promise<{ readonly port: number; close(): void }> {
  const app = new Koa()
  app.use(async (context) => {
    const pieces: Buffer[] = []
    for await (const piece of context.req) pieces.push(piece as Buffer)
    const body: unknown = JSON.parse(Buffer.concat(pieces).toString('utf8'))
    context.body = { accepted: Array.isArray(body) ? body.length : 1 }
  })
  const answer = app.callback()
  const server = createServer((req, res) => void answer(req, res))
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
