import Router from '@koa/router'
import { z } from 'zod'

import { Fault, isFault } from '../../../contract/fault'
import type { Platform } from '../../../contract/people'
import { platforms as platformNames } from '../../../contract/people'
import type { SimulatedPlatform } from '../simulated-platform'
import { summarizeChat } from './chat-summary'
import { createLiveStream } from './live-stream'
import { checkOwnHost } from './own-host'
import { readPageFile } from './page-files'
import { readJson } from './read-json'
import { pageHeaders, statusOf } from './window-answers'
import type { WindowDeps } from './window-types'

const chatForm = { platform: z.enum(platformNames), userId: z.string().min(1).max(100) }
const chatQuery = z.strictObject(chatForm)
const pictureQuery = z.strictObject({ ...chatForm, id: z.string().min(1).max(200) })
const followQuery = z.strictObject({ ...chatForm, url: z.string().min(1).max(2_000) })
const sayForm = z.strictObject({ ...chatForm, text: z.string().trim().min(1).max(2_000) })
const pressForm = z.strictObject({
  ...chatForm,
  message: z.string().min(1).max(200),
  key: z.string().min(1).max(200),
})

/** Messages of one conversation that the page shows; older ones stay where they are. */
const mostMessages = 200

/** The trial's chat window: a page under /window, what it asks for and what it may do in a person's name. */
export function createWindowRouter(deps: WindowDeps): Router {
  const desk = createChatDesk(deps)
  const live = createLiveStream(deps.platforms, (platform, userId) =>
    desk.knows(platform.platform, userId) ? summarizeChat(platform, userId) : undefined,
  )
  const router = new Router({ prefix: '/window' })

  router.use(async (ctx, next) => {
    ctx.set(pageHeaders)
    try {
      checkOwnHost(
        {
          method: ctx.method,
          host: ctx.get('host'),
          origin: ctx.get('origin') || undefined,
          fetchSite: ctx.get('sec-fetch-site') || undefined,
        },
        deps.allowedHosts ?? [],
      )
      await next()
    } catch (error) {
      if (!isFault(error)) throw error
      ctx.status = statusOf(error.code)
      ctx.body = { code: error.code, message: error.message, advice: error.advice }
    }
  })

  router.get('/api/people', (ctx) => {
    ctx.body = {
      first: desk.first,
      utcOffsetMinutes: deps.utcOffsetMinutes ?? 480,
      people: desk.people(),
      follows: deps.follow !== undefined,
    }
  })
  router.get('/api/overview', async (ctx) => {
    const overview = await deps.overview()
    ctx.body = { ...overview, happening: overview.happening.slice(0, 12) }
  })
  router.get('/api/conversation', (ctx) => {
    const { platform, userId } = parseQuery(ctx.query, chatQuery)
    ctx.body = { messages: desk.platform(platform, userId).conversation(userId).slice(-mostMessages) }
  })
  router.get('/api/picture', (ctx) => {
    const { platform, userId, id } = parseQuery(ctx.query, pictureQuery)
    const image = desk.platform(platform, userId).image?.(id)
    if (image === undefined) throw notFound('There is no such picture.')
    ctx.type = 'image/png'
    ctx.body = image
  })
  // A link that is opened under somebody's name; only this machine's own page may ask for that.
  router.get('/api/follow', (ctx) => {
    const { platform, userId, url } = parseQuery(ctx.query, followQuery)
    desk.platform(platform, userId)
    if (ctx.get('sec-fetch-site') !== 'same-origin') throw notFromThePage()
    if (deps.follow === undefined) throw notFound('Links cannot be followed here.')
    ctx.set('cache-control', 'no-store')
    ctx.redirect(deps.follow({ platform, userId }, url))
  })
  router.get('/api/stream', (ctx) => {
    ctx.set({ 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
    ctx.type = 'text/event-stream'
    const stream = live.open()
    ctx.res.once('close', () => stream.destroy())
    ctx.body = stream
  })
  router.post('/api/say', async (ctx) => {
    const { platform, userId, text } = await readJson(ctx.req, ctx.request.type, sayForm)
    await desk.platform(platform, userId).typeAs(userId, text)
    ctx.status = 204
  })
  router.post('/api/press', async (ctx) => {
    const { platform, userId, message, key } = await readJson(ctx.req, ctx.request.type, pressForm)
    await desk.platform(platform, userId).pressAs(userId, message, key)
    ctx.status = 204
  })
  router.get(['/', '/:file'], async (ctx) => {
    const name = ctx.params.file
    // Relative addresses of the page need the slash at the end.
    if (name === undefined && !ctx.path.endsWith('/')) return ctx.redirect('/window/')
    const file = await readPageFile(deps.assetsDir, name ?? 'index.html')
    if (file === undefined) throw notFound('There is no such file.')
    ctx.type = file.type
    ctx.body = file.content
  })
  return router
}

interface ChatDesk {
  readonly first: string
  people(): readonly unknown[]
  knows(platform: Platform, userId: string): boolean
  /** The platform of a chat that is in the list; a Fault otherwise. */
  platform(platform: Platform, userId: string): SimulatedPlatform
}

function createChatDesk({ platforms, people, first }: WindowDeps): ChatDesk {
  const byName = new Map(platforms.map((platform) => [platform.platform, platform]))
  const known = new Set(people.flatMap((p) => p.addresses.map((a) => `${a.platform} ${a.userId}`)))
  const preferred =
    people.find(({ memberName }) => memberName === first) ??
    people.find(({ role }) => role === 'rep') ??
    people[0]
  return {
    first: preferred?.memberName ?? '',
    knows: (platform, userId) => known.has(`${platform} ${userId}`),
    platform: (name, userId) => {
      const platform = byName.get(name)
      if (platform === undefined || !known.has(`${name} ${userId}`)) throw notFound('There is no such chat.')
      return platform
    },
    people: () =>
      people.map(({ memberName, role, team, addresses }) => ({
        name: memberName,
        role,
        team,
        chats: addresses.flatMap(({ platform, userId }) => {
          const found = byName.get(platform)
          return found === undefined ? [] : [summarizeChat(found, userId)]
        }),
      })),
  }
}

function parseQuery<T>(query: unknown, form: z.ZodType<T>): T {
  const parsed = form.safeParse(query)
  if (parsed.success) return parsed.data
  throw new Fault({
    code: 'bad-request',
    message: 'platform and userId are needed.',
    advice: 'Reload the page.',
  })
}

function notFromThePage(): Fault {
  return new Fault({
    code: 'forbidden',
    message: 'A link is followed in somebody’s name from his chat and from nowhere else.',
    advice: 'Open the chat window and tap the link there.',
  })
}

function notFound(message: string): Fault {
  return new Fault({ code: 'not-found', message, advice: 'Reload the page.' })
}
