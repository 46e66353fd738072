import type { Context, Middleware } from 'koa'

import { Fault } from '../../contract/fault'
import type { Member } from '../../contract/people'
import { may } from '../people'
import type { Act, Subjects } from '../people'
import type { Tokens } from './tokens.typeorm'

const bearers = new WeakMap<Context, Member>()

/** Lets in who shows a token; what he may do is asked of the same policy as in chat. */
export const authenticate =
  (tokens: Tokens): Middleware =>
  async (context, next) => {
    const token = /^Bearer (\S{1,200})$/.exec(context.get('authorization'))?.[1]
    const member = token === undefined ? undefined : await tokens.bearer(token)
    if (member === undefined) throw unknownToken()
    bearers.set(context as Context, member)
    await next()
  }

/** Throws Fault `forbidden` unless the bearer may. */
export function allow<A extends Act>(context: Context, act: A, subject: Subjects[A]): Member {
  const member = bearers.get(context)
  if (member !== undefined && may(member, act, subject)) return member
  throw new Fault({
    code: 'forbidden',
    message: '此令牌无权做这件事。This token may not do that.',
    advice: '请管理员签发角色合适的令牌。Ask the admin for a token with a fitting role.',
  })
}

const unknownToken = (): Fault =>
  new Fault({
    code: 'unauthenticated',
    message: '没有令牌或令牌无效。No token, or one that is not valid.',
    advice:
      '请在 Authorization 头中带上 Bearer 令牌,用 zhongshu token add 签发。Send Authorization: Bearer …, made by zhongshu token add.',
  })
