import { randomUUID } from 'node:crypto'

import type { Callback, Conversations } from './conversations'
import { frameSchema, isShowCommand, subscribeSchema } from './frames'
import { MediaUploads } from './media-uploads'
import { readOrRefuse, Refused } from './refused'
import { Requests } from './requests'
import { Screen } from './screen'
import type { Session } from './session'

export interface ProtocolOptions {
  readonly botId: string
  readonly secret: string
  readonly now: () => number
  /** Whether this chat exists, and whether the bot may push into it. */
  readonly mayPush: (chat: string) => boolean
  /** What a bot did wrong, for the one who develops it. */
  readonly log?: { warn(detail: object, message: string): void } | undefined
}

export interface ProtocolCounters {
  /** Messages of the bot that became visible. */
  readonly shown: number
  /** Acknowledged and not shown, for the rate limit. */
  readonly dropped: number
  /** Cards changed by the answer to a press. */
  readonly updated: number
  readonly refused: number
  readonly heartbeats: number
  /** The newest refusals, oldest first. */
  readonly refusals: readonly { readonly errcode: number; readonly errmsg: string }[]
}

/** What a gateway may do wrong with its answers. */
export interface AckFaults {
  /** Milliseconds before an answer to a send or a reply. */
  slowBy: number
  /** How many of the next such answers get lost. */
  lose: number
  /** Refuse malformed bodies without saying which frame is meant. */
  nameless: boolean
  /** Refuse every subscribe. */
  refuseSubscribes: boolean
}

/** The gateway's side of the long connection: what each frame does, and what is refused. */
export class Protocol {
  readonly faults: AckFaults = { slowBy: 0, lose: 0, nameless: false, refuseSubscribes: false }
  private live: Session | undefined
  private newest: Callback | undefined
  private readonly requests = new Requests()
  private readonly uploads = new MediaUploads()
  private readonly screen: Screen
  private refused = 0
  private heartbeats = 0
  private readonly refusals: { errcode: number; errmsg: string }[] = []

  constructor(
    private readonly options: ProtocolOptions,
    private readonly conversations: Conversations,
  ) {
    const { now, mayPush } = options
    this.screen = new Screen({ conversations, requests: this.requests, uploads: this.uploads, now, mayPush })
  }

  image(mediaId: string): Buffer | undefined {
    return this.uploads.image(mediaId)
  }

  counters(): ProtocolCounters {
    return {
      ...this.screen.counts,
      refused: this.refused,
      heartbeats: this.heartbeats,
      refusals: [...this.refusals],
    }
  }

  /** Whether a bot is there to hear something now. */
  get hears(): boolean {
    return this.live?.reachable === true
  }

  frame(session: Session, data: string): void {
    const read = frameSchema.safeParse(parsed(data))
    if (!read.success) return session.say({ headers: {}, errcode: 40058, errmsg: 'malformed frame' })
    const { cmd, headers, body } = read.data
    try {
      const answer = this.obey(session, cmd, headers.req_id, body)
      this.answer(session, cmd, {
        headers: { req_id: headers.req_id },
        errcode: 0,
        errmsg: 'ok',
        body: answer,
      })
      if (cmd === 'aibot_subscribe') this.handOver()
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused
      this.refuse(session, cmd, headers.req_id, refused)
    }
  }

  closed(session: Session): void {
    if (this.live === session) this.live = undefined
  }

  forgetSubscription(): void {
    if (this.live !== undefined) this.live.subscribed = false
    this.live = undefined
  }

  /** Ends the live connection as a newer one would. */
  kick(): void {
    const { live } = this
    this.live = undefined
    if (live === undefined) return
    const event = { eventtype: 'disconnected_event' }
    live.say({
      cmd: 'aibot_event_callback',
      headers: { req_id: randomUUID() },
      body: this.envelope('event', { event }),
    })
    live.subscribed = false
    live.close()
  }

  /** Kept until a bot is there to take it. */
  post(callback: Callback): void {
    this.conversations.add({ kind: 'waiting', callback })
    this.handOver()
  }

  /** Once, and only to a bot that is there: presses are never repeated (DOC 101027). */
  postOnce(callback: Callback): void {
    if (this.live?.reachable === true) this.hand(this.live, callback)
  }

  /** Hands the newest message or press over once more, as a platform does that is not sure of its delivery. */
  repeatNewest(): void {
    if (this.live?.reachable === true && this.newest !== undefined) this.hand(this.live, this.newest)
  }

  envelope(msgtype: string, rest: Readonly<Record<string, unknown>>): Callback['body'] {
    return {
      msgid: randomUUID(),
      create_time: Math.floor(this.options.now() / 1_000),
      aibotid: this.options.botId,
      msgtype,
      ...rest,
    }
  }

  sayRaw(text: string): void {
    this.live?.sayRaw(text)
  }

  private obey(session: Session, cmd: string, reqId: string, body: unknown): unknown {
    const now = this.options.now()
    if (cmd === 'aibot_subscribe') return this.subscribe(session, body)
    if (!session.subscribed) throw new Refused(846609, 'not subscribed')
    if (cmd === 'ping') return this.beat()
    if (isShowCommand(cmd)) return this.screen.show(session, cmd, reqId, body)
    if (cmd === 'aibot_respond_update_msg') return this.screen.update(session, reqId, body)
    if (cmd === 'aibot_upload_media_init') return this.uploads.init(body, now)
    if (cmd === 'aibot_upload_media_chunk') return this.uploads.chunk(body)
    if (cmd === 'aibot_upload_media_finish') return this.uploads.finish(body, now)
    throw new Refused(40058, `unknown cmd ${cmd.slice(0, 64)}`)
  }

  private beat(): undefined {
    this.heartbeats += 1
    return undefined
  }

  /** The code for a wrong secret is not documented; 40001 is the platform's word for bad credentials. */
  private subscribe(session: Session, body: unknown): undefined {
    const { bot_id, secret } = readOrRefuse(subscribeSchema, body)
    const right = bot_id === this.options.botId && secret === this.options.secret
    if (!right || this.faults.refuseSubscribes) throw new Refused(40001, 'invalid credential')
    if (this.live !== session) this.kick()
    session.subscribed = true
    this.live = session
    return undefined
  }

  private handOver(): void {
    for (const callback of this.conversations.waitingCallbacks()) {
      if (this.live?.reachable !== true) return
      this.hand(this.live, callback)
      this.conversations.add({ kind: 'handed', msgid: callback.msgid })
    }
  }

  private hand(session: Session, callback: Callback): void {
    this.newest = callback
    const cmd = callback.body.msgtype === 'event' ? 'aibot_event_callback' : 'aibot_msg_callback'
    const req_id = this.requests.open(session, callback, this.options.now())
    session.say({ cmd, headers: { req_id }, body: callback.body })
  }

  private refuse(session: Session, cmd: string, reqId: string, { errcode, message }: Refused): void {
    this.refused += 1
    this.options.log?.warn({ cmd, errcode, errmsg: message }, 'the simulated WeCom refused a frame')
    this.refusals.push({ errcode, errmsg: message })
    if (this.refusals.length > 50) this.refusals.shift()
    const nameless = this.faults.nameless && errcode === 40058
    const headers = nameless ? {} : { req_id: reqId }
    this.answer(session, cmd, { headers, errcode, errmsg: message })
  }

  private answer(session: Session, cmd: string, frame: object): void {
    if (cmd === 'aibot_subscribe' || cmd === 'ping') return session.say(frame)
    if (this.faults.lose > 0) {
      this.faults.lose -= 1
      return
    }
    if (this.faults.slowBy === 0) return session.say(frame)
    setTimeout(() => session.say(frame), this.faults.slowBy).unref()
  }
}

const parsed = (data: string): unknown => {
  try {
    return JSON.parse(data) as unknown
  } catch {
    return undefined
  }
}
