import Router from '@koa/router'
import type { Context } from 'koa'

import { Fault } from '../../contract/fault'
import { customerId, decisionId } from '../../contract/ids'
import type { Clock } from '../../contract/ports/clock'
import type { HubDesk } from '../../contract/ports/desk'
import type { PageSigner } from '../../contract/ports/login'
import type { RecordDesk, TimelinePlace } from '../../contract/ports/record-desk'
import type { RecordWords } from '../../contract/ports/record-words'
import { instant } from '../../contract/quantities'
import { readJson } from '../http'
import { languageOf, pageHeaders } from '../sessions'
import type { Guard, PageLanguage } from '../sessions'
import type { PageFiles } from './h5-files'
import { h5Schemas } from './h5-schema'
import { readAs } from './read-query'

export interface H5Deps {
  readonly guard: Guard
  readonly records: RecordDesk
  readonly desk: Pick<HubDesk, 'open' | 'confirm' | 'undo'>
  readonly words: (language: PageLanguage) => RecordWords
  readonly files: PageFiles
  readonly clock: Clock
  readonly language: PageLanguage
  /** Our own address as browsers have it. */
  readonly address: () => string | null
  /** Null where WeCom's app is not set up. */
  readonly signer: PageSigner | null
}

/** Frames in which WeCom's script shows parts of the client. */
const wecomFrames = ['https://login.work.weixin.qq.com', 'https://open.work.weixin.qq.com']

/** Pages for a phone or a side panel, and what they ask. Whoever is not logged in is sent to be recognised first. */
export function createH5Router(deps: H5Deps): Router {
  const router = new Router({ prefix: '/h5' })
  addApi(router, deps)
  const page = (which: 'index' | 'sidebar') => async (context: Context) => {
    const asked = context.url.slice(0, 300)
    context.vary('accept-language')
    if ((await deps.guard.memberAt(context)) === undefined) {
      context.set('cache-control', 'no-store')
      return context.redirect(`/login?to=${encodeURIComponent(asked)}`)
    }
    context.set(pageHeaders(which === 'sidebar' ? { frames: wecomFrames } : {}))
    context.type = 'text/html; charset=utf-8'
    context.body = await deps.files.page(which, languageIn(context, deps))
  }
  router.get('/customers/:id', page('index'))
  router.get('/decisions/:id', page('index'))
  router.get('/me', page('index'))
  router.get('/sidebar', page('sidebar'))
  router.get('/:file', async (context) => {
    const file = await deps.files.file(context.params.file ?? '')
    if (file === undefined) throw notFound()
    context.set({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-cache' })
    context.type = file.type
    context.body = file.content
  })
  return router
}

function addApi(router: Router, deps: H5Deps): void {
  const { guard, records, clock } = deps
  const wordsFor = (context: Context): RecordWords => deps.words(languageIn(context, deps))

  router.use('/api', async (context, next) => {
    context.set({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
    await next()
  })
  router.get('/api/customers/:id', async (context) => {
    const asker = await guard.member(context)
    const record = await records.record(asker, customerId(idOf(context)))
    if (record === null) throw notFound()
    context.body = wordsFor(context).record(record, clock.now())
  })
  router.get('/api/customers/:id/timeline', async (context) => {
    const asker = await guard.member(context)
    const { limit, before } = readAs(h5Schemas.timeline, context.query)
    const page = await records.timeline(asker, customerId(idOf(context)), limit, placeOf(before))
    if (page === null) throw notFound()
    const words = wordsFor(context)
    context.body = {
      items: page.items.map((line) => words.touchpoint(line, clock.now())),
      next: page.next === null ? null : `${page.next.at}-${page.next.touchpoint}`,
    }
  })
  router.get('/api/customers/:id/decisions', async (context) => {
    const asker = await guard.member(context)
    const { limit, before } = readAs(h5Schemas.list, context.query)
    const page = await records.decisions(asker, customerId(idOf(context)), limit, decisionOf(before))
    if (page === null) throw notFound()
    const words = wordsFor(context)
    context.body = { items: page.items.map((line) => words.decision(line, clock.now())), next: page.next }
  })
  router.get('/api/customers/:id/follow-ups', async (context) => {
    const asker = await guard.member(context)
    const { limit, before } = readAs(h5Schemas.list, context.query)
    const page = await records.followUps(asker, customerId(idOf(context)), limit, decisionOf(before))
    if (page === null) throw notFound()
    const words = wordsFor(context)
    context.body = { items: page.items.map((line) => words.followUp(line, clock.now())), next: page.next }
  })
  router.get('/api/external', async (context) => {
    const asker = await guard.member(context)
    const { id } = readAs(h5Schemas.external, context.query)
    context.body = { customer: await records.byExternalUserId(asker, id) }
  })
  addDecisions(router, deps, wordsFor)
  addMine(router, deps, wordsFor)
  addSignature(router, deps)
}

function addDecisions(router: Router, deps: H5Deps, wordsFor: (context: Context) => RecordWords): void {
  const { guard, records, desk, clock } = deps
  router.get('/api/decisions/:id', async (context) => {
    const asker = await guard.member(context)
    const found = await records.decision(asker, decisionId(idOf(context)))
    if (found === null) throw notFound()
    const words = wordsFor(context)
    context.body = {
      customer: found.explained.customer.id,
      decision: words.decision(found.line, clock.now()),
      layers: words.layers(found),
    }
  })
  router.post('/api/decisions/:id/answer', async (context) => {
    guard.ownPage(context)
    const asker = await guard.member(context)
    const decision = decisionId(idOf(context))
    const { answer } = readAs(h5Schemas.answer, await readJson(context.req, 1_024))
    // Who may not see the customer learns no more here than elsewhere.
    if ((await records.decision(asker, decision)) === null) throw notFound()
    const done =
      answer === 'undo'
        ? await desk.undo(asker, decision)
        : await desk.confirm(asker, { decision }, answer, null)
    const now = await records.decision(asker, decision)
    if (now === null) throw notFound()
    context.body = { kind: done.kind, decision: wordsFor(context).decision(now.line, clock.now()) }
  })
}

function addMine(router: Router, deps: H5Deps, wordsFor: (context: Context) => RecordWords): void {
  router.get('/api/me', async (context) => {
    const { name } = await deps.guard.member(context)
    context.body = { name }
  })
  router.get('/api/me/cards', async (context) => {
    const asker = await deps.guard.member(context)
    const { limit, offset } = readAs(h5Schemas.mine, context.query)
    const open = await deps.desk.open(asker, limit, offset)
    const words = wordsFor(context)
    context.body = {
      items: open.map((outbound) => words.card(outbound, deps.clock.now())),
      next: open.length < limit ? null : offset + limit,
    }
  })
}

/** Signs pages of our own and no others: whoever signs for a foreign page lends it the app's rights. */
function addSignature(router: Router, deps: H5Deps): void {
  router.get('/api/jssdk', async (context) => {
    await deps.guard.member(context)
    const { url } = readAs(h5Schemas.signature, context.query)
    const own = deps.address()
    const isOwn = own !== null && URL.canParse(url) && new URL(url).origin === new URL(own).origin
    if (!isOwn || !new URL(url).pathname.startsWith('/h5/')) throw foreignPage()
    if (deps.signer === null) throw notSetUp()
    const signed = await deps.signer.sign(url)
    if (signed.kind === 'try-later') throw away(signed.code, signed.after)
    if (signed.kind === 'refused') throw refused(signed.code, signed.advice)
    context.body = signed.signatures
  })
}

const languageIn = (context: Context, { language }: H5Deps): PageLanguage =>
  languageOf(context.get('accept-language'), language)

const idOf = (context: { readonly params: Record<string, string | undefined> }): number =>
  readAs(h5Schemas.id, context.params.id)

const decisionOf = (before: number | undefined) => (before === undefined ? null : decisionId(before))

function placeOf(before: string | undefined): TimelinePlace | null {
  const [at, touchpoint] = (before ?? '').split('-').map(Number)
  return at === undefined || touchpoint === undefined ? null : { at: instant(at), touchpoint }
}

const notFound = (): Fault =>
  new Fault({
    code: 'not-found',
    message: '没有找到,或不是你能看的。There is no such thing, or it is not yours to see.',
    advice: '请回到聊天里的卡片再点一次;客户转交后由新的负责人查看。Open it from the card in chat again.',
  })

const foreignPage = (): Fault =>
  new Fault({
    code: 'forbidden',
    message: '只为中枢自己的页面签名。Only pages of the hub’s own are signed.',
    advice: 'PUBLIC_URL 必须与浏览器里的地址一致。PUBLIC_URL must be the address that the browser shows.',
  })

const notSetUp = (): Fault =>
  new Fault({
    code: 'bad-configuration',
    message: '还没有配置企业微信应用。No WeCom app is set up.',
    advice:
      '请设置 WECOM_CORP_ID、WECOM_APP_SECRET 与 WECOM_AGENT_ID。Set WECOM_CORP_ID, WECOM_APP_SECRET and WECOM_AGENT_ID.',
  })

const refused = (code: string, advice: string): Fault =>
  new Fault({
    code: 'platform-refused',
    message: `企业微信拒绝签名。WeCom refused to sign (${code}).`,
    advice,
  })

const away = (code: string, retryAfter: Fault['retryAfter'] & number): Fault =>
  new Fault({
    code: 'platform-unreachable',
    message: `暂时连不上企业微信。WeCom cannot be reached (${code}).`,
    advice: '请稍后刷新。Reload the page in a while.',
    retryAfter,
  })
