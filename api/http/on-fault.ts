import { Fault } from '../../contract/fault'

import { faultAnswer, toFault } from './fault-answer'

import type { Middleware } from 'koa'
import type { HttpLog } from './http-log'

/** The outermost Koa middleware: whatever is thrown below becomes the same JSON a door would have answered. */
export const onFault =
  (log: HttpLog): Middleware =>
  async (context, next) => {
    try {
      await next()
      if (context.status === 404 && context.body === undefined) throw nothingHere()
    } catch (error) {
      const fault = toFault(error)
      const fields = { path: context.path, code: fault.code }
      if (fault.code === 'internal') log.error({ ...fields, err: fault.cause }, 'a page failed')
      else log.debug(fields, 'a request was refused')
      const answer = faultAnswer(fault)
      context.status = answer.status
      context.set(answer.headers)
      context.body = answer.body
    }
  }

const nothingHere = (): Fault =>
  new Fault({
    code: 'not-found',
    message: '这里没有内容。There is nothing at this address.',
    advice: '请检查地址是否拼写正确。Check the spelling of the address.',
  })
