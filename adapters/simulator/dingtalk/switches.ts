import type { BringMessages } from './bring-messages'
import type { Credentials } from './credentials'
import type { DingtalkFaults } from './faults'
import type { HttpFront } from './http-front'
import type { StreamGateway } from './stream-gateway'

export const switches = (
  gateway: StreamGateway,
  front: HttpFront,
  credentials: Credentials,
  messages: BringMessages,
): DingtalkFaults => ({
  goAway: async () => {
    gateway.stop()
    credentials.forgetAll()
    await front.vanish()
  },
  comeBack: async () => {
    await front.listen()
    gateway.start()
  },
  refuseUpgrades: (on) => void (gateway.refuseUpgrades = on),
  hangHandshakes: (on) => void (gateway.hangHandshakes = on),
  hangOpens: (on) => void (front.hangs = on ? '/v1.0/gateway/connections/open' : undefined),
  answersTo: (messageId) => gateway.answersTo(messageId),
  disturb: (how) => messages.disturb(how),
  failOpens: (status) => void (gateway.failWith = status),
  freeze: () => gateway.freeze(),
  sendGarbage: (text) => gateway.sendGarbage(text),
  announceDisconnect: () => gateway.announceDisconnect(),
  dropConnections: () => gateway.dropConnections(),
  invalidateTokens: () => credentials.forgetAll(),
  loseAnswers: (times, path) => front.loseAnswers(times, path),
  refuseNext: (times, path, status, body) => front.refuseNext({ times, path, status, body }),
  push: (type, topic, data) => gateway.push(type, topic, data),
})
