import type Router from '@koa/router'
import type { Logger } from 'pino'

import { wecomPageScript } from '../adapters/wecom'
import { createDomainProofRouter, createH5Router, createPageFiles } from '../api/console'
import { createGuard, createLoginRouter, createLogins, createSessions } from '../api/sessions'
import type { Sessions } from '../api/sessions'
import { en, recordWords, zhCN } from '../bot'
import type { Config } from './config'
import type { Judging } from './hub-judging'
import { createLoginPlaces } from './logins'
import type { CoreModules } from './modules'
import { assets } from './package-root'
import type { PublicPlace } from './public-place'

export interface PagesParts {
  readonly config: Config
  readonly core: CoreModules
  readonly judging: Judging
  readonly place: PublicPlace
  readonly log: Logger
}

export interface Pages {
  readonly sessions: Sessions
  readonly routers: readonly Router[]
}

/** Pages for whoever is known on WeCom or DingTalk, and the way in. */
export function createPages({ config, core, judging, place, log }: PagesParts): Pages {
  const { database, clock, people } = core
  const { language } = config
  const address = (): string | null => place.url()
  const sessions = createSessions({ database, clock, memberOf: (id) => people.member(id) })
  const guard = createGuard({ sessions, address })
  const { ports, signer } = createLoginPlaces(config, { log, clock, calls: judging.calls })
  const login = createLoginRouter({
    ...{ sessions, guard, ports, address, language, clock },
    logins: createLogins({ database, clock, signer: core.links }),
    memberOf: (who) => people.memberOf(who),
  })
  const words = { zh: recordWords({ ...judging.context, wording: zhCN }), en: recordWords({ ...judging.context, wording: en }) } // prettier-ignore
  const h5 = createH5Router({
    ...{ guard, address, language, clock, signer },
    records: judging.records,
    desk: judging.desk,
    words: (asked) => words[asked],
    files: createPageFiles(assets('h5'), wecomPageScript),
  })
  return { sessions, routers: [login, h5, createDomainProofRouter(config.login.wecomDomainProof)] }
}
