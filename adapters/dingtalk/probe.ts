import { randomUUID } from 'node:crypto'

import type { AxiosInstance } from 'axios'
import { TOPIC_CARD, TOPIC_ROBOT } from 'dingtalk-stream'

import type { DirectoryTrouble } from '../../contract/ports/directory'
import type { DingtalkDeps } from './config'
import { apiBaseOf, openApiFor } from './dingtalk-rest'
import type { DingtalkRestConfig } from './dingtalk-rest'
import { troubleOf } from './directory/trouble'
import { createAndDeliver } from './rest/cards'

/** What a question to DingTalk came to that only wanted to know whether it may be asked. */
export type DingtalkProbed =
  | { readonly kind: 'ok' }
  | {
      readonly kind: 'refused'
      /** `stream-refused`: no robot in Stream mode in any published version. */
      readonly trouble: DirectoryTrouble | 'stream-refused' | 'no-template'
      readonly code: string
    }

/** Nobody has this id, so a card that is made for it reaches nobody. */
const NOBODY = 'zhongshu-setup-nobody'
const PATIENCE_MS = 10_000

export interface DingtalkProbe {
  /** Registers a connection and does not open it. */
  stream(): Promise<DingtalkProbed>
  /** Makes a card of the template for nobody: what is wrong with rights or template is said before that. */
  card(cardTemplateId: string): Promise<DingtalkProbed>
}

/** Asks DingTalk what a running hub would, before there is one. */
export const dingtalkProbe = (
  config: DingtalkRestConfig & { readonly robotCode?: string },
  deps: DingtalkDeps & { readonly http: AxiosInstance },
): DingtalkProbe => ({
  stream: () => probeStream(config, deps.http),
  card: async (cardTemplateId) => {
    const outcome = await createAndDeliver(
      openApiFor(config, deps),
      { cardTemplateId, robotCode: config.robotCode ?? config.clientId },
      { outTrackId: `zhongshu-setup-${randomUUID()}`, userId: NOBODY, params: {}, plain: 'Zhongshu 中枢' },
    )
    switch (outcome.kind) {
      case 'shown':
      case 'skipped':
      case 'undelivered':
        return { kind: 'ok' }
      case 'try-later':
        return { kind: 'refused', trouble: troubleOf(outcome.code), code: outcome.code }
      case 'refused':
        return readRefusal(outcome.code)
    }
  },
})

/** A parameter that is wrong only because nobody is nobody is no trouble; a template that is not there is. */
const readRefusal = (code: string): DingtalkProbed => {
  if (/^param\.(template|cardtemplate)/i.test(code)) return { kind: 'refused', trouble: 'no-template', code }
  if (/^param\.(user|openspace)/i.test(code)) return { kind: 'ok' }
  return { kind: 'refused', trouble: troubleOf(code), code }
}

/** `POST /v1.0/gateway/connections/open`: 400 and 401 for credentials, robot, publication and address alike. */
const probeStream = async (config: DingtalkRestConfig, http: AxiosInstance): Promise<DingtalkProbed> => {
  const { clientId, clientSecret } = config
  const subscriptions = [TOPIC_ROBOT, TOPIC_CARD].map((topic) => ({ type: 'CALLBACK', topic }))
  try {
    const { status } = await http.request<unknown>({
      method: 'POST',
      url: `${apiBaseOf(config)}/v1.0/gateway/connections/open`,
      data: { clientId, clientSecret, subscriptions, ua: 'zhongshu-setup' },
      headers: { accept: 'application/json' },
      timeout: PATIENCE_MS,
      maxRedirects: 0,
      validateStatus: () => true,
    })
    if (status === 200) return { kind: 'ok' }
    const trouble = status === 429 ? 'too-fast' : status >= 500 ? 'unreachable' : 'stream-refused'
    return { kind: 'refused', trouble, code: `http-${status}` }
  } catch {
    // The error holds the request with its secret; that there was no answer is all there is to say.
    return { kind: 'refused', trouble: 'unreachable', code: 'no-answer' }
  }
}
