import { createHash, randomBytes } from 'node:crypto'

import { z } from 'zod'

import type { Clock } from '../../../contract/ports/clock'
import type { PageSignature, PageSigner } from '../../../contract/ports/login'
import { seconds } from '../../../contract/quantities'
import type { WecomRest } from '../rest'
import { PageTicket } from './page-ticket'

export interface PageSignerConfig {
  readonly corpId: string
  readonly agentId: number
}

/**
 * Signs addresses for `wx.config` and `wx.agentConfig` (DOC 90506, 94313): SHA-1 of ticket, nonce, second and address,
 * the address without what follows `#`. The two tickets are not the same one (42012).
 */
export const createPageSigner = (
  rest: WecomRest,
  config: PageSignerConfig,
  { clock }: { readonly clock: Clock },
): PageSigner => {
  const ofCorp = new PageTicket(clock, () => rest.get('/cgi-bin/get_jsapi_ticket', {}, ticketShape))
  const ofApp = new PageTicket(clock, () =>
    rest.get('/cgi-bin/ticket/get', { type: 'agent_config' }, ticketShape),
  )
  return {
    sign: async (address) => {
      const [corp, app] = [await ofCorp.get(), await ofApp.get()]
      if (corp.kind !== 'answered') return corp
      if (app.kind !== 'answered') return app
      const url = address.split('#', 1)[0] ?? ''
      const timestamp = Math.floor(clock.now() / seconds(1))
      const signed = (ticket: string): PageSignature => {
        const nonceStr = randomBytes(8).toString('hex')
        return { timestamp, nonceStr, signature: signatureOf({ ticket, nonceStr, timestamp, url }) }
      }
      return {
        kind: 'signed',
        signatures: { ...config, config: signed(corp.value.ticket), agentConfig: signed(app.value.ticket) },
      }
    },
  }
}

export const signatureOf = (parts: {
  readonly ticket: string
  readonly nonceStr: string
  readonly timestamp: number
  readonly url: string
}): string =>
  createHash('sha1')
    .update(
      `jsapi_ticket=${parts.ticket}&noncestr=${parts.nonceStr}&timestamp=${parts.timestamp}&url=${parts.url}`,
    )
    .digest('hex')

const ticketShape = z.object({ ticket: z.string().min(1).max(1_024), expires_in: z.number().positive() })
