import type { Logger } from 'pino'

import { createDingtalkLogin } from '../adapters/dingtalk'
import { createPageSigner, createWecomLogin, createWecomRest } from '../adapters/wecom'
import type { CallMeter } from '../api/quota'
import type { Platform } from '../contract/people'
import type { Clock } from '../contract/ports/clock'
import type { LoginPort, PageSigner } from '../contract/ports/login'
import type { Config } from './config'

interface LoginDeps {
  readonly log: Logger
  readonly clock: Clock
  readonly calls: Pick<CallMeter, 'add'>
}

export interface LoginPlaces {
  readonly ports: ReadonlyMap<Platform, LoginPort>
  /** Null where no self-built app of WeCom is set up. */
  readonly signer: PageSigner | null
}

/** Platforms on which people can log in to our pages; a card links to one only where its reader can. */
export const loginPlatforms = ({ wecomDirectory, dingtalk }: Config): ReadonlySet<Platform> =>
  new Set([
    ...(wecomDirectory === null || wecomDirectory.agentId === null ? [] : ['wecom' as const]),
    ...(dingtalk === null ? [] : ['dingtalk' as const]),
  ])

/** Pages have addresses that begin at the root of the host. */
export const hasNoPath = (publicUrl: string): boolean => new URL(publicUrl).pathname === '/'

export function createLoginPlaces(config: Config, deps: LoginDeps): LoginPlaces {
  const wecom = wecomPlace(config, deps)
  const dingtalk = dingtalkPort(config, deps)
  const ports = [wecom?.port, dingtalk].flatMap((port) => port ?? [])
  return { ports: new Map(ports.map((port) => [port.platform, port])), signer: wecom?.signer ?? null }
}

function wecomPlace({ wecomDirectory: app, login }: Config, { log, clock }: LoginDeps) {
  if (app === null || app.agentId === null) return undefined
  const { corpId, agentId, apiBase } = app
  const rest = createWecomRest(
    { corpId, secret: app.secret.reveal(), ...(apiBase === null ? {} : { apiBase }) },
    { log: log.child({ part: 'wecom-login' }), clock },
  )
  const port = createWecomLogin(rest, {
    corpId,
    agentId,
    ...(login.wecomBase === null ? {} : { loginBase: login.wecomBase }),
  })
  return { port, signer: createPageSigner(rest, { corpId, agentId }, { clock }) }
}

function dingtalkPort({ dingtalk, login, language }: Config, { log, clock, calls }: LoginDeps) {
  if (dingtalk === null) return undefined
  const { clientId, clientSecret, apiBase, oapiBase } = dingtalk
  return createDingtalkLogin(
    {
      clientId,
      clientSecret: clientSecret.reveal(),
      language,
      ...(apiBase === null ? {} : { apiBase }),
      ...(oapiBase === null ? {} : { oapiBase }),
      ...(login.dingtalkBase === null ? {} : { loginBase: login.dingtalkBase }),
      ...(login.dingtalkCorpId === null ? {} : { corpId: login.dingtalkCorpId }),
    },
    { log: log.child({ part: 'dingtalk-login' }), clock, called: () => calls.add('dingtalk') },
  )
}
