import type Router from '@koa/router'

import { Fault } from '../../contract/fault'
import type { HubDesk } from '../../contract/ports/desk'
import { readJson } from '../http'
import { apiSchemas } from './api-schema'
import { allow } from './authenticate.routes'
import { readAs } from './read-query'

const BODY_LIMIT = 4 * 1024

/** How far a strategy package may act by itself. A token holds no certificate, so it raises no further than to 1. */
export function addAutonomy(router: Router, { desk }: { readonly desk: HubDesk }): void {
  router.get('/strategies/:id/autonomy', async (context) => {
    const asker = allow(context, 'read-strategy', null)
    const id = readAs(apiSchemas.packageId, context.params.id)
    const { limit, before } = readAs(apiSchemas.levelMoves, context.query)
    const standing = (await desk.autonomy(asker))?.find((s) => s.id === id)
    const moves = await desk.autonomyHistory(asker, id, limit, before ?? null)
    if (standing === undefined || moves === null) throw noPackage()
    context.body = { ...standing, moves }
  })

  router.post('/strategies/:id/autonomy', async (context) => {
    const asker = allow(context, 'pause-strategy', null)
    const id = readAs(apiSchemas.packageId, context.params.id)
    const { level } = readAs(apiSchemas.level, await readJson(context.req, BODY_LIMIT))
    if (!(await desk.autonomy(asker))?.some((s) => s.id === id)) throw noPackage()
    const set = await desk.setAutonomy(asker, id, level)
    if (set.kind === 'forbidden') throw mayNotRaise()
    if (set.kind === 'none' || set.kind === 'several') throw noPackage()
    if (set.kind === 'refused') {
      context.status = 409
      context.body = { error: notYet, missing: set.missing }
      return
    }
    context.body = set.kind === 'done' ? { from: set.from, to: set.to } : { from: set.level, to: set.level }
  })
}

const noPackage = (): Fault =>
  new Fault({
    code: 'not-found',
    message: '没有这个策略包,或者没有规则会启动它。No such strategy package, or no rule starts it.',
    advice: '请用 /v1/packages 核对编号。See /v1/packages.',
  })

const mayNotRaise = (): Fault =>
  new Fault({
    code: 'forbidden',
    message: '此令牌只能收权,不能放权。This token may lower the level and not raise it.',
    advice: '放权由总监在聊天里决定:「自主 名称 等级」。Directors raise it in chat: autonomy NAME LEVEL.',
  })

const notYet = {
  code: 'conflict',
  message: '还不能放权,缺的条件见 missing。It cannot be raised yet; missing says why.',
  advice: '放权要证书和履历,见 docs/operations.md。Raising takes a certificate and a record.',
} as const
