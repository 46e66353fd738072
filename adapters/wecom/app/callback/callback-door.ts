import { Fault } from '../../../../contract/fault'
import type { Clock } from '../../../../contract/ports/clock'
import type { Door, DoorAnswer, DoorRequest } from '../../../../contract/ports/door'
import { minutes } from '../../../../contract/quantities'
import type { Log } from '../../log'
import { wording } from '../../wording'
import { callbackPath } from '../app-config'
import { BadEnvelope } from './callback-cipher'
import type { CallbackCipher } from './callback-cipher'
import { parseXml, textAt } from './parse-xml'

interface DoorDeps {
  readonly cipher: CallbackCipher
  readonly clock: Clock
  readonly log: Log
  /** Resolves when what was said is kept. */
  readonly hear: (text: string) => Promise<void>
}

/** Older signatures are not taken, nor those from a clock so far ahead. Retries of WeCom come within seconds. */
const window = minutes(10)
/** What WeCom's own plug-in for bots takes. */
const bodyLimit = 1 << 20

/**
 * Where WeCom calls back (接收消息与事件, DOC 90930, DOC 90238).
 *
 * 1. GET proves to the console that the keys are right: its answer is the decrypted echostr and nothing else.
 * 2. POST is answered with 200 and no words as soon as it is kept, long before the five seconds are over; what the
 *    hub has to say comes by message/send.
 * 3. The signature is checked before anything else is looked at, then its age, then the receiver inside.
 * 4. A signed callback that makes no sense is acknowledged: sent again, it would make no more.
 */
export const createCallbackDoor = (deps: DoorDeps): Door => ({
  name: 'wecom-app',
  routes: [
    { method: 'GET', path: callbackPath },
    { method: 'POST', path: callbackPath },
  ],
  bodyLimit,
  handle: (request) =>
    request.method === 'GET' ? Promise.resolve(prove(deps, request)) : take(deps, request),
})

/** A `+` that became a space on its way through a query was a `+`: base64 has no spaces. */
const prove = (deps: DoorDeps, { query }: DoorRequest): DoorAnswer => {
  const echo = (query.get('echostr') ?? '').replaceAll(' ', '+')
  const body = opened(deps, query, echo)
  return { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, body }
}

const take = async (deps: DoorDeps, { query, body }: DoorRequest): Promise<DoorAnswer> => {
  const envelope = parseXml(body.toString('utf8'))
  const encrypted = envelope === undefined ? undefined : textAt(envelope, 'Encrypt')
  if (encrypted === undefined) throw unreadable()
  await deps.hear(opened(deps, query, encrypted.trim()))
  return { status: 200 }
}

const opened = (deps: DoorDeps, query: URLSearchParams, encrypted: string): string => {
  const [signature, timestamp, nonce] = ['msg_signature', 'timestamp', 'nonce'].map(
    (name) => query.get(name) ?? '',
  )
  if (!deps.cipher.isSigned(signature ?? '', timestamp ?? '', nonce ?? '', encrypted)) throw unsigned()
  checkAge(deps, timestamp ?? '')
  try {
    return deps.cipher.open(encrypted)
  } catch (cause) {
    if (!(cause instanceof BadEnvelope)) throw cause
    // Signed with our token and still not for us: the two keys do not belong together.
    deps.log.error(
      { because: cause.because, advice: wording.badCallbackKey },
      'a wecom callback cannot be opened',
    )
    throw unsigned()
  }
}

const checkAge = ({ clock, log }: DoorDeps, timestamp: string): void => {
  const age = /^\d{1,12}$/.test(timestamp) ? clock.now() - Number(timestamp) * 1_000 : Number.NaN
  if (Math.abs(age) <= window) return
  const seconds = Number.isNaN(age) ? null : Math.round(age / 1_000)
  log.warn({ seconds, advice: wording.clockOff }, 'a signed wecom callback is too old or too new')
  throw unsigned()
}

const unsigned = (): Fault =>
  new Fault({
    code: 'unauthenticated',
    message: '回调签名不对或已过期。The callback is not signed as it should be, or too long ago.',
    advice:
      '请核对 WECOM_CALLBACK_TOKEN、WECOM_CALLBACK_AES_KEY 与服务器时间。Check token, key and the clock of the server.',
  })

const unreadable = (): Fault =>
  new Fault({
    code: 'bad-request',
    message: '不是企业微信的回调。This is no callback of WeCom.',
    advice: '此地址只供企业微信「接收消息」使用。This address is for WeCom alone.',
  })
