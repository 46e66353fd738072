import { contactPaths } from '../contacts'
import type { ContactRoutes } from '../contacts'
import { Refused } from '../refused'
import type { Asked } from './app-front'
import type { MessageRoutes } from './message-routes'
import type { RobotRoutes } from './robot-routes'
import type { StoredMedia } from './stored-media'
import type { WecomWeb } from '../web'
import type { Tokens } from './tokens'

export interface Route {
  readonly method: 'GET' | 'POST'
  /** Whether an access_token is asked for. */
  readonly open?: true
  readonly handle: (asked: Asked) => object
}

interface Parts {
  readonly tokens: Tokens
  readonly media: StoredMedia
  readonly messages: MessageRoutes
  readonly robot: RobotRoutes
  readonly contacts: ContactRoutes
  readonly web: WecomWeb
}

export const routesOf = (parts: Parts): ReadonlyMap<string, Route> => {
  const { tokens, media, messages, robot, contacts, web } = parts
  const post = (handle: (body: unknown, asked: Asked) => object, open?: true): Route => ({
    method: 'POST',
    ...(open === undefined ? {} : { open }),
    handle: (asked) => handle(jsonOf(asked), asked),
  })
  const credentials = ({ query }: Asked) => tokens.grant(query.get('corpid'), query.get('corpsecret'))
  const robotUpload = (asked: Asked): object => {
    robot.checkKey(asked.query.get('key'))
    return media.upload(asked)
  }
  const page = (path: string): readonly [string, Route] => [
    path,
    { method: 'GET', handle: ({ query }) => web.answer('GET', path, query) ?? {} },
  ]
  return new Map<string, Route>([
    page('/cgi-bin/auth/getuserinfo'),
    page('/cgi-bin/get_jsapi_ticket'),
    page('/cgi-bin/ticket/get'),
    ['/cgi-bin/gettoken', { method: 'GET', open: true, handle: credentials }],
    ['/cgi-bin/getcallbackip', { method: 'GET', handle: () => ({ ip_list: ['127.0.0.1'] }) }],
    ['/cgi-bin/message/send', post((body) => messages.send(body))],
    ['/cgi-bin/message/update_template_card', post((body) => messages.update(body))],
    ['/cgi-bin/message/recall', post((body) => messages.recall(body))],
    ['/cgi-bin/media/upload', { method: 'POST', handle: (asked) => media.upload(asked) }],
    ['/cgi-bin/webhook/send', post((body, { query }) => robot.send(query.get('key'), body), true)],
    ['/cgi-bin/webhook/upload_media', { method: 'POST', open: true, handle: robotUpload }],
    ...contactPaths.map(([path, method]): [string, Route] => [path, { method, handle: customers(contacts) }]),
  ])
}

const customers =
  (contacts: ContactRoutes) =>
  (asked: Asked): object => {
    const body = asked.method === 'POST' ? jsonOf(asked) : undefined
    return contacts.handle(asked.method, asked.path, asked.query, body) ?? {}
  }

/** Answers with what the interface answers, or throws a refusal. */
export const answer = (routes: ReadonlyMap<string, Route>, tokens: Tokens, asked: Asked): object => {
  const route = routes.get(asked.path)
  if (route === undefined) throw new Refused(40066, 'invalid url')
  if (route.method !== asked.method) throw new Refused(43001, `require ${route.method}`)
  if (route.open !== true) tokens.check(asked.query.get('access_token'))
  return route.handle(asked)
}

const jsonOf = ({ body, contentType }: Asked): unknown => {
  if (!contentType.startsWith('application/json')) throw new Refused(40033, 'application/json')
  try {
    return JSON.parse(body.toString('utf8')) as unknown
  } catch {
    throw new Refused(47001, 'data format error')
  }
}
