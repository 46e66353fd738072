import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import type { AddressInfo } from 'node:net'

import { watch } from '../../support/loopback-guard.cjs'

describe('O-14 the watch over connections', () => {
  it('notes what leaves the machine, lets loopback pass, and stops when told', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const { seen, stop } = watch()
    // 192.0.2.0/24 belongs to nobody (RFC 5737).
    connect(9, '192.0.2.1')
      .on('error', () => undefined)
      .destroy()
    const udp = createSocket('udp4')
    udp.on('error', () => undefined).send('x', 9, '192.0.2.2', () => udp.close())
    const inside = connect(port, '127.0.0.1')
    await once(inside, 'connect')
    inside.destroy()
    server.close()
    stop()
    connect(9, '192.0.2.3')
      .on('error', () => undefined)
      .destroy()
    expect(seen.loopback).toBe(1)
    expect(seen.outside).toEqual(expect.arrayContaining(['connect 192.0.2.1', 'datagram 192.0.2.2']))
    expect(seen.outside).not.toContain('connect 192.0.2.3')
  })
})
