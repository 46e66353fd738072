import type { Gateway, GatewayCounters } from './gateway'
import type { Protocol, ProtocolCounters } from './protocol'

/** Everything that can go wrong on the way, at the press of a button. */
export interface GatewayFaults {
  counters(): GatewayCounters & ProtocolCounters
  /** Cuts every connection without a word. */
  dropConnections(): void
  /** Cuts whoever comes, until `accept`. */
  refuse(): void
  accept(): void
  /** Nobody listens on the port, until `comeBack`. */
  goAway(): Promise<void>
  comeBack(): Promise<void>
  /** Accepts and says nothing; connections of that time stay silent even after `thaw`. */
  freeze(): void
  thaw(): void
  /** TCP connects, the handshake is never answered. */
  hangHandshakes(on: boolean): void
  slowAcks(ms: number): void
  /** The next `count` sends and replies take effect and are not acknowledged. */
  loseAcks(count: number): void
  /** 40058 comes without the req_id of the frame it is about. */
  refuseNamelessly(on: boolean): void
  refuseSubscribes(on: boolean): void
  /** Sends this text, or a handful of broken frames, to the bot. */
  sendGarbage(text?: string): void
  /** The connection stays, but the gateway no longer knows that it subscribed (846609). */
  forgetSubscription(): void
  /** As if the bot had connected elsewhere. */
  kick(): void
  /** Hands the newest message or press over once more, under the same msgid. */
  repeatNewest(): void
}

const garbage = [
  'not json',
  '',
  'null',
  '[]',
  '42',
  '{"cmd":"aibot_msg_callback"}',
  '{"cmd":"aibot_msg_callback","headers":null,"body":{"msgtype":"text"}}',
  '{"cmd":"aibot_msg_callback","headers":{"req_id":"x"},"body":{"msgid":"x","msgtype":"text","text":7,"from":{}}}',
  '{"cmd":"aibot_event_callback","headers":{"req_id":"y"},"body":{"msgtype":"event","event":"nothing"}}',
  '{"cmd":"aibot_event_callback","headers":{"req_id":"z"},"body":{"msgid":"z","msgtype":"event","event":{"eventtype":"template_card_event"},"from":{"userid":"u"}}}',
  '{"headers":{"req_id":"nobody"},"errcode":1,"errmsg":"nobody asked"}',
] // prettier-ignore

export const createFaults = (gateway: Gateway, protocol: Protocol): GatewayFaults => ({
  counters: () => ({ ...gateway.counters(), ...protocol.counters() }),
  dropConnections: () => gateway.drop(),
  refuse: () => gateway.refuse(true),
  accept: () => gateway.refuse(false),
  goAway: () => gateway.leave(),
  comeBack: () => gateway.listen(),
  freeze: () => gateway.freeze(true),
  thaw: () => gateway.freeze(false),
  hangHandshakes: (on) => gateway.hang(on),
  slowAcks: (ms) => {
    protocol.faults.slowBy = ms
  },
  loseAcks: (count) => {
    protocol.faults.lose = count
  },
  refuseNamelessly: (on) => {
    protocol.faults.nameless = on
  },
  refuseSubscribes: (on) => {
    protocol.faults.refuseSubscribes = on
  },
  sendGarbage: (text) => {
    for (const frame of text === undefined ? garbage : [text]) protocol.sayRaw(frame)
  },
  forgetSubscription: () => protocol.forgetSubscription(),
  kick: () => protocol.kick(),
  repeatNewest: () => protocol.repeatNewest(),
})
