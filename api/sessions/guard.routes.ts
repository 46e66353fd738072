import type { Context } from 'koa'

import { Fault } from '../../contract/fault'
import type { Member } from '../../contract/people'
import { cookieLine, cookieOf } from './domain/cookie'
import { TOKEN_LENGTH, WHOLE } from './sessions'
import type { Sessions } from './sessions'

export const sessionCookie = 'zs_session'

/** Asks a request who sends it. */
export interface Guard {
  /** Whose session came along; undefined where there is none that is good. */
  memberAt(context: Context): Promise<Member | undefined>
  /** The same, or Fault `unauthenticated`. */
  member(context: Context): Promise<Member>
  /** Before anything is changed: throws Fault `forbidden` unless a page of our own sends JSON. */
  ownPage(context: Context): void
}

export interface GuardDeps {
  readonly sessions: Sessions
  /** Our own address as browsers have it; null where nobody outside reaches the hub. */
  readonly address: () => string | null
}

export const createGuard = ({ sessions, address }: GuardDeps): Guard => {
  const memberAt = async (context: Context): Promise<Member | undefined> => {
    const token = tokenOf(context)
    return token === undefined ? undefined : sessions.memberAt(token)
  }
  return {
    memberAt,
    member: async (context) => {
      const member = await memberAt(context)
      if (member === undefined) throw notLoggedIn()
      return member
    },
    ownPage: (context) => {
      const own = address()
      // A form of another site can send a cookie's request at most as a form, and never without its own Origin.
      const isOurs = own !== null && context.get('origin') === new URL(own).origin
      if (!isOurs || context.request.type !== 'application/json') throw foreign()
    },
  }
}

export const tokenOf = (context: Context): string | undefined =>
  cookieOf(context.get('cookie'), sessionCookie, TOKEN_LENGTH)

/** Hands a session's token to the browser; null takes it back. */
export function giveSession(context: Context, token: string | null, secure: boolean): void {
  const life = { path: '/', secure, seconds: token === null ? 0 : WHOLE / 1_000 }
  context.append('set-cookie', cookieLine(sessionCookie, token ?? '', life))
}

const notLoggedIn = (): Fault =>
  new Fault({
    code: 'unauthenticated',
    message: '没有登录,或登录已失效。You are not logged in, or no longer.',
    advice: '请重新登录。Log in again.',
  })

const foreign = (): Fault =>
  new Fault({
    code: 'forbidden',
    message: '这个请求不是由中枢自己的页面发出的。This request did not come from a page of the hub’s own.',
    advice:
      '请从中枢的页面操作;若经过代理,PUBLIC_URL 必须与浏览器里的地址一致。Use the hub’s page; PUBLIC_URL must be the address that the browser shows.',
  })
