import { randomBytes } from 'node:crypto'

import { createWorkCalendar } from '../api/calendar'
import { createCustomerStore, createCustomers } from '../api/customers'
import type { Database } from '../api/database'
import { createContacts } from '../api/contacts'
import { readSetting, writeSettingOnce } from '../api/database'
import { createDecisionStore } from '../api/decisions'
import { createIdentity, createIdentityStore } from '../api/identity'
import { createLinkSigner, linkSecretOf } from '../api/links'
import { compileTemplate, loadTemplate } from '../api/intent'
import { createCertificates, createDirectory, createMemberSettings, createPeople } from '../api/people'
import { createRuleStore, createStrategy, loadShipped } from '../api/strategy'
import {
  createContentMap,
  createInbox,
  createLogStore,
  createSourceStore,
  createSources,
  createThreadInbox,
  hasIntakeThread,
  readContentMap,
  withoutClaims,
} from '../api/touchpoints'
import type { Clock } from '../contract/ports/clock'
import { instant } from '../contract/quantities'
import type { Touchpoint } from '../contract/touchpoint'
import type { Config } from './config'
import { createCustomersBehind } from './contacts/customers-behind'
import { assets } from './package-root'

export const systemClock: Clock = { now: () => instant(Date.now()) }

export type CoreModules = Awaited<ReturnType<typeof createCoreModules>>

/** The modules that need the database and nothing from outside. */
export async function createCoreModules(
  config: Pick<Config, 'contentMap' | 'database' | 'utcOffsetMinutes'>,
  database: Database,
  contentRows: string | null,
) {
  const clock = systemClock
  const people = createPeople({ database, clock })
  const log = createLogStore(database)
  const strategy = await createStrategy(database, createRuleStore(database), clock)
  await strategy.install(await loadShipped(assets('rules')))
  const sources = await createSources(createSourceStore(database), clock)
  const onPages = createContentMap(
    await readContentMap(config.contentMap ?? contentRows ?? assets('content-map.json')),
  )
  const unclaimed = withoutClaims((source) => ownLists.has(sources.kindOf(source) ?? ''))
  const inbox = hasIntakeThread() ? createThreadInbox(database, config.database) : createInbox(log)
  const identity = createIdentity(createIdentityStore(database))
  const customers = createCustomers(createCustomerStore(database))
  return {
    ...{ database, clock, log, strategy, inbox, sources, identity, customers },
    decisions: createDecisionStore(database),
    calendar: createWorkCalendar(config.utcOffsetMinutes),
    people,
    directory: createDirectory({ database, clock, people }),
    contacts: createContacts({
      ...{ database, clock, inbox },
      source: async () => (await sources.ensure(contactsSource, 'contacts')).id,
      members: people.all,
      customersBehind: createCustomersBehind({ identity, customers, people }),
    }),
    settings: createMemberSettings({ database, clock }),
    certificates: createCertificates({ database, clock }),
    template: compileTemplate(await loadTemplate(assets('intent-template.json'))),
    align: (touchpoint: Touchpoint) => unclaimed(onPages(touchpoint)),
    links: createLinkSigner(await linkSecretOf(database)),
    installation: await installationOf(database),
  }
}

/** What the source of WeCom's customers is called. */
export const contactsSource = '企业微信客户'

/** Kinds of source that speak for the company itself. */
const ownLists: ReadonlySet<string> = new Set(['directory', 'contacts'])

/** A short name of this installation, made once: keeps its cards apart from those of another on the same bot. */
async function installationOf(database: Database): Promise<string> {
  const known = await readSetting(database, 'installation')
  if (known !== undefined) return known
  const fresh = randomBytes(4).toString('hex')
  await writeSettingOnce(database, 'installation', fresh)
  return (await readSetting(database, 'installation')) ?? fresh
}
