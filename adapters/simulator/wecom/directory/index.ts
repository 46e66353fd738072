import { randomUUID } from 'node:crypto'

import { createContactRoutes } from '../contacts'
import type { ContactLimits, ContactRoutes, SimulatedContactBook } from '../contacts'
import { Refused } from '../refused'
import { WecomWeb } from '../web'
import type { Sitting } from '../web'
import { DirectoryFront } from './directory-front'
import type { AskedOf, PlannedRefusal } from './directory-front'
import { DirectoryRoutes } from './directory-routes'
import type { SimulatedWecomCompany } from './directory-routes'

export type { SimulatedDepartment, SimulatedEmployee, SimulatedWecomCompany } from './directory-routes'

export interface SimulatedWecomDirectoryOptions extends SimulatedWecomCompany {
  /** 0 or left out chooses one. */
  readonly port?: number
  readonly host?: string
  readonly corpId: string
  readonly agentId: number
  /** Of the self-built app. */
  readonly secret: string
  /** Of 通讯录同步, which may list ids and nothing else. */
  readonly contactSecret?: string
  /** Calls a minute for each interface; WeCom allows 10,000. */
  readonly callsPerMinute?: number
  /** The company's customers (客户联系); without them the app may not ask for any. */
  readonly contacts?: SimulatedContactBook
  readonly contactLimits?: Partial<ContactLimits>
  readonly now?: () => number
}

export interface SimulatedWecomDirectory {
  readonly base: string
  /** The settings that point the product here. */
  settings(): Readonly<Record<string, string>>
  start(): Promise<void>
  stop(): Promise<void>
  /** The company as it is from now on. */
  change(company: SimulatedWecomCompany): void
  /** The next calls to the path are refused so. */
  refuse(planned: PlannedRefusal): void
  /** The customers, to change them and to see how busy it was. */
  readonly contacts: ContactRoutes
  /** Pages of the app: 可信域名, links that people follow, and what their client says to a page. */
  readonly web: Pick<WecomWeb, 'trust' | 'checkPage'>
  /** The address that a browser opens in order to be this person's client at that link. */
  followAs(who: Sitting, url: string): string
  /** Answered calls by path. */
  readonly calls: Readonly<Record<string, number>>
}

/** Who a token was given to. */
type Holder = 'app' | 'contact-sync'

/** WeCom's directory interfaces on loopback, as a self-built app with a visible range meets them. */
export const createSimulatedWecomDirectory = (
  options: SimulatedWecomDirectoryOptions,
): SimulatedWecomDirectory => {
  const { corpId, secret, contactSecret, agentId, now = Date.now, callsPerMinute = 10_000 } = options
  const tokens = new Map<string, Holder>()
  const minutes = new Map<string, { minute: number; calls: number }>()
  let routes = new DirectoryRoutes(options, agentId)
  const contacts = createContactRoutes(options, now)
  const web = new WecomWeb({ corpId, agentId, now })

  const giveToken = (query: URLSearchParams): object => {
    if (query.get('corpid') !== corpId) throw new Refused(40013, 'invalid corpid')
    const asked = query.get('corpsecret')
    const holder: Holder | undefined =
      asked === secret ? 'app' : asked !== null && asked === contactSecret ? 'contact-sync' : undefined
    if (holder === undefined) throw new Refused(40001, 'invalid credential')
    const known = [...tokens].find(([, who]) => who === holder)?.[0]
    const token = known ?? randomUUID()
    tokens.set(token, holder)
    return { access_token: token, expires_in: 7_200 }
  }

  const spend = (path: string): void => {
    const minute = Math.floor(now() / 60_000)
    const before = minutes.get(path)
    const calls = before?.minute === minute ? before.calls + 1 : 1
    minutes.set(path, { minute, calls })
    if (calls > callsPerMinute) throw new Refused(45009, 'api freq out of limit')
  }

  const front: DirectoryFront = new DirectoryFront(
    options.host ?? '127.0.0.1',
    options.port ?? 0,
    ({ method, path, query, body }: AskedOf) => {
      if (method === 'GET' && path === '/cgi-bin/gettoken') return giveToken(query)
      const token = query.get('access_token')
      if (token === null) throw new Refused(41001, 'access_token missing')
      const holder = tokens.get(token)
      if (holder === undefined) throw new Refused(40014, 'invalid access_token')
      spend(path)
      const found = contacts.handle(method, path, query, body)
      if (found !== undefined) return found
      const answered = holder === 'app' ? web.answer(method, path, query) : undefined
      if (answered !== undefined) return answered
      return holder === 'app'
        ? routes.ofApp(method, path, query, body)
        : routes.ofContactSync(method, path, body)
    },
    web.page,
  )

  return {
    get base() {
      return front.base
    },
    settings: () => ({
      WECOM_CORP_ID: corpId,
      WECOM_AGENT_ID: String(agentId),
      WECOM_APP_SECRET: secret,
      WECOM_API_BASE: front.base,
      WECOM_LOGIN_BASE: front.base,
    }),
    start: () => front.listen(),
    stop: () => front.leave(),
    change: (company) => {
      routes = new DirectoryRoutes(company, agentId)
    },
    web,
    followAs: (who, url) => front.base + web.followAs(who, url),
    refuse: (planned) => front.plan(planned),
    contacts,
    calls: front.calls,
  }
}
