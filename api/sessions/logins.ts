import { randomBytes } from 'node:crypto'

import { Fault } from '../../contract/fault'
import type { Platform } from '../../contract/people'
import type { Clock } from '../../contract/ports/clock'
import type { Instant } from '../../contract/quantities'
import { minutes, plus, seconds } from '../../contract/quantities'
import type { Database } from '../database'
import { hashOf } from './hash-of'
import { countLogins, forgetOldLogins, insertLogin, takeLogin } from './login-store.typeorm'

/** What of `api/links` is used here. */
export interface StateSigner {
  sign(purpose: 'login', id: number, expires: Instant): string
  read(
    purpose: 'login',
    token: string,
    now: Instant,
  ): { readonly kind: 'valid' | 'expired'; readonly id: number } | { readonly kind: 'forged' }
}

export interface LoginBegun {
  /** Travels with the browser to the platform and back: letters and digits only, as WeCom asks for. */
  readonly state: string
  /** What the browser holds meanwhile; without it the state is worth nothing. */
  readonly browser: string
}

export interface Logins {
  /** `browser` is what it holds already from another tab. Throws Fault `busy` where too many are under way. */
  begin(platform: Platform, target: string, browser: string | undefined): Promise<LoginBegun>
  /** Where it was to lead. Undefined where it was used, is older than five minutes, forged, or of another browser. */
  finish(platform: Platform, state: string, browser: string | undefined): Promise<string | undefined>
}

export const LOGIN_TAKES = minutes(5)
const MOST_UNDER_WAY = 20_000
/** Length of what a browser holds meanwhile, in characters. */
export const BROWSER_LENGTH = 32

/** Browsers that have gone to a platform to be recognised. Each comes back once. */
export function createLogins(deps: {
  readonly database: Database
  readonly clock: Clock
  readonly signer: StateSigner
}): Logins {
  const { database, clock, signer } = deps
  return {
    begin: async (platform, target, held) => {
      const browser = held ?? randomBytes(24).toString('base64url')
      const id = randomBytes(6).readUIntBE(0, 6)
      const expiresAt = plus(clock.now(), LOGIN_TAKES)
      await database.write(async (tx) => {
        await forgetOldLogins(tx, clock.now())
        if ((await countLogins(tx)) >= MOST_UNDER_WAY) throw tooMany()
        await insertLogin(tx, { id, platform, target, expiresAt, browser: hashOf(browser) })
      })
      return { state: toState(signer.sign('login', id, expiresAt)), browser }
    },
    finish: async (platform, state, browser) => {
      const read = signer.read('login', fromState(state), clock.now())
      if (read.kind !== 'valid' || browser === undefined) return undefined
      const which = { id: read.id, platform, browser: hashOf(browser) }
      return database.write((tx) => takeLogin(tx, which))
    },
  }
}

const toState = (token: string): string => Buffer.from(token).toString('hex')
/** Anything that is no state of ours becomes something that the signer does not believe. */
const fromState = (state: string): string =>
  /^[0-9a-f]{2,128}$/.test(state) ? Buffer.from(state, 'hex').toString('latin1') : ''

const tooMany = (): Fault =>
  new Fault({
    code: 'busy',
    message: '正在登录的人太多。Too many people are logging in at this moment.',
    advice: '请一分钟后再点一次。Tap again in a minute.',
    retryAfter: seconds(60),
  })
