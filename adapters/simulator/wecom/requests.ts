import { randomUUID } from 'node:crypto'

import type { Callback } from './conversations'
import { Refused } from './refused'
import type { Session } from './session'

/** Something a person did that the bot may answer. */
export interface Request {
  readonly session: Session
  readonly kind: 'message' | 'press' | 'opened'
  /** Where the answer will stand: the person's own conversation or the group. */
  readonly chat: string
  /** Of the pressed card. */
  readonly taskId: string | undefined
  readonly at: number
  /** Messages that its streams became, by stream id. */
  readonly streams: Map<string, { readonly messageId: string; finished: boolean }>
  cardShown: boolean
  answered: boolean
}

/** How long a request may be answered (DOC 101463), in milliseconds. */
const lifetime = { message: 24 * 3_600_000, press: 5_000, opened: 5_000 } as const
const kept = 10_000

/** The req_ids under which things were handed to the bot. They die with the connection they were handed over on. */
export class Requests {
  private readonly byId = new Map<string, Request>()

  /** The req_id of the newly opened request. */
  open(session: Session, { body }: Callback, now: number): string {
    const reqId = randomUUID()
    this.byId.set(reqId, {
      ...aboutOf(body),
      session,
      at: now,
      streams: new Map(),
      cardShown: false,
      answered: false,
    })
    for (const oldest of this.byId.keys()) {
      if (this.byId.size > kept) this.byId.delete(oldest)
      else break
    }
    return reqId
  }

  /** Refuses what no request of this kind can be answered with any more. */
  find(session: Session, reqId: string, kind: Request['kind'], now: number): Request {
    const request = this.byId.get(reqId)
    if (request === undefined || request.session !== session || request.kind !== kind) {
      throw new Refused(846605, 'invalid req_id')
    }
    if (now - request.at > lifetime[kind]) throw new Refused(846605, `answered after ${now - request.at} ms`)
    return request
  }
}

type About = Pick<Request, 'kind' | 'chat' | 'taskId'>

const aboutOf = (body: Callback['body']): About => {
  const { chatid, from, event } = body as {
    chatid?: string
    from: { userid: string }
    event?: { eventtype: string; task_id?: string; template_card_event?: { task_id: string } }
  }
  const kind = event === undefined ? 'message' : event.eventtype === 'enter_chat' ? 'opened' : 'press'
  const taskId = event?.template_card_event?.task_id ?? event?.task_id
  return { kind, chat: chatid ?? from.userid, taskId }
}
