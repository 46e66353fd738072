import { z } from 'zod'

import type { RestOutcome } from '../rest'
import type { WecomRest } from '../rest'
import { wireContent } from './app-content'
import type { AppContent } from './app-content'

/** Members, departments and tags by their ids; at most 1,000, 100 and 100. */
export interface Receivers {
  readonly users?: readonly string[]
  readonly departments?: readonly string[]
  readonly tags?: readonly string[]
}

/** WeCom took the message. It may have reached only some: errcode 0 with a list of those it did not reach. */
export interface AppSent {
  /** Takes the message back for 24 hours. */
  readonly messageId: string | null
  /** Changes the card once, for 72 hours; null for what cannot be changed. */
  readonly responseCode: string | null
  readonly missed: Missed
}

/** In WeCom's spelling, which is lower case. */
export interface Missed {
  readonly users: readonly string[]
  readonly departments: readonly string[]
  readonly tags: readonly string[]
  readonly withoutLicence: readonly string[]
}

export interface SendOptions {
  /** The same content to the same people within so many seconds is taken and not shown (at most 14,400). */
  readonly onceWithinSeconds?: number
  /** No forwarding, and a watermark with the reader's name. */
  readonly confidential?: boolean
}

/** A card that was shown, to be changed for these people by a code that counts once. */
export interface CardUpdate {
  readonly responseCode: string
  readonly users: readonly string[]
  /** The whole new card, or only what its grey button says from now on. */
  readonly to: { readonly card: Readonly<Record<string, unknown>> } | { readonly button: string }
}

/** The three calls about messages of one app, each made once. */
export class AppMessages {
  constructor(
    private readonly rest: WecomRest,
    private readonly agentId: number,
  ) {}

  /** `POST /cgi-bin/message/send` (DOC 90236). */
  async send(content: AppContent, to: Receivers, options: SendOptions = {}): Promise<RestOutcome<AppSent>> {
    const { onceWithinSeconds, confidential } = options
    const sent = await this.rest.post(
      '/cgi-bin/message/send',
      {
        ...receivers(to),
        agentid: this.agentId,
        ...wireContent(content),
        ...(confidential === true ? { safe: 1 } : {}),
        ...(onceWithinSeconds === undefined
          ? {}
          : { enable_duplicate_check: 1, duplicate_check_interval: onceWithinSeconds }),
      },
      sentShape,
    )
    return sent.kind === 'answered' ? { kind: 'answered', value: toSent(sent.value) } : sent
  }

  /** `POST /cgi-bin/message/update_template_card` (DOC 94888). Answers with those it did not reach. */
  async update(update: CardUpdate): Promise<RestOutcome<readonly string[]>> {
    const { to, users, responseCode } = update
    const answer = await this.rest.post(
      '/cgi-bin/message/update_template_card',
      {
        userids: users,
        agentid: this.agentId,
        response_code: responseCode,
        ...('card' in to ? { template_card: to.card } : { button: { replace_name: to.button } }),
      },
      z.object({ invaliduser: z.array(z.string()).nullish() }),
    )
    return answer.kind === 'answered' ? { kind: 'answered', value: answer.value.invaliduser ?? [] } : answer
  }

  /** `POST /cgi-bin/message/recall` (DOC 94867): within 24 hours, and not from the WeChat plug-in. */
  async recall(messageId: string): Promise<RestOutcome<undefined>> {
    const answer = await this.rest.post('/cgi-bin/message/recall', { msgid: messageId }, z.object({}))
    return answer.kind === 'answered' ? { kind: 'answered', value: undefined } : answer
  }
}

const receivers = ({ users = [], departments = [], tags = [] }: Receivers) => ({
  ...(users.length === 0 ? {} : { touser: users.join('|') }),
  ...(departments.length === 0 ? {} : { toparty: departments.join('|') }),
  ...(tags.length === 0 ? {} : { totag: tags.join('|') }),
})

const list = z.string().nullish()
const sentShape = z.object({
  invaliduser: list,
  invalidparty: list,
  invalidtag: list,
  unlicenseduser: list,
  msgid: z.string().nullish(),
  response_code: z.string().nullish(),
})

const toSent = (body: z.infer<typeof sentShape>): AppSent => ({
  messageId: body.msgid ?? null,
  responseCode: body.response_code ?? null,
  missed: {
    users: split(body.invaliduser),
    departments: split(body.invalidparty),
    tags: split(body.invalidtag),
    withoutLicence: split(body.unlicenseduser),
  },
})

const split = (joined: string | null | undefined): string[] =>
  (joined ?? '').split('|').filter((id) => id !== '')
