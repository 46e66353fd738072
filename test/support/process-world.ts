import { createPeople } from '../../api/people'
import type { MemberEntry } from '../../api/people'
import type { Database } from '../../api/database'
import { openDatabase } from '../../api/database'
import { createSourceStore, createSources } from '../../api/touchpoints'
import { createSimulatedDingtalk } from '../../adapters/simulator/dingtalk'
import type { SimulatedDingtalk } from '../../adapters/simulator/dingtalk'
import { createSimulatedWecom } from '../../adapters/simulator/wecom'
import type { SimulatedWecom } from '../../adapters/simulator/wecom'
import { instant } from '../../contract/quantities'
import type { EmptyDatabase } from './databases'
import type { HubProcess } from './hub-process'
import { createHubProcess } from './hub-process'

/** A company with its chat platforms, a database, and as many processes of the product on it as are asked for. */
export interface ProcessWorld {
  readonly wecom: SimulatedWecom
  readonly dingtalk: SimulatedDingtalk
  readonly members: readonly MemberEntry[]
  /** Opens the door `/v1/touchpoints`. */
  readonly writeKey: string
  /** A process on this world's database, not started yet. */
  hub(env?: Readonly<Record<string, string>>): HubProcess
  /** Looks into the database; it is open for no longer than that, so that a killed process is the last to leave it. */
  look<T>(work: (database: Database) => Promise<T>): Promise<T>
  close(): Promise<void>
}

export interface ProcessWorldOptions {
  readonly place: EmptyDatabase
  /** Sales reps, half of them on either platform. */
  readonly reps: number
}

const clock = { now: () => instant(Date.now()) }

export async function openProcessWorld({ place, reps }: ProcessWorldOptions): Promise<ProcessWorld> {
  const members = company(reps)
  const wecom = createSimulatedWecom({
    botId: 'bot-1',
    secret: 'secret-1',
    members: accounts(members, 'wecom'),
  })
  const dingtalk = createSimulatedDingtalk({
    clientId: 'dingtest',
    clientSecret: 'a-secret-of-the-test',
    members: accounts(members, 'dingtalk'),
  })
  await Promise.all([wecom.start(), dingtalk.start()])
  const hubs: HubProcess[] = []
  const writeKey = 'wk_of_the_load_that_tests_make'
  const look = async <T>(work: (database: Database) => Promise<T>): Promise<T> => {
    const database = await openDatabase(place.url)
    return work(database).finally(() => database.close())
  }
  await look(async (database) => {
    await createPeople({ database, clock }).upsert(members)
    const sources = await createSources(createSourceStore(database), clock)
    await sources.put('load', 'native', writeKey)
  })
  return {
    wecom,
    dingtalk,
    members,
    writeKey,
    look,
    hub: (env = {}) => {
      const settings = { ...wecom.settings(), ...dingtalk.settings(), DATABASE_URL: place.setting }
      const hub = createHubProcess({ env: { ...settings, ...env } })
      hubs.push(hub)
      return hub
    },
    close: async () => {
      await Promise.all(hubs.map((hub) => hub.dispose()))
      await Promise.all([wecom.stop(), dingtalk.stop()])
    },
  }
}

/** A manager for every four reps, since managers hear of every strategy that begins. */
function company(reps: number): MemberEntry[] {
  const leads = Array.from({ length: Math.ceil(reps / 4) }, (_, i) => person(`lead-${i}`, 'manager', null, i))
  return [...leads, ...Array.from({ length: reps }, (_, i) => person(`rep-${i}`, 'rep', `lead-${i >> 2}`, i))]
}

const person = (key: string, role: 'rep' | 'manager', manager: string | null, i: number): MemberEntry => ({
  key,
  name: key,
  role,
  team: '华东',
  manager,
  addresses: [{ platform: i % 2 === 0 ? 'wecom' : 'dingtalk', userId: `u-${key}` }],
})

const accounts = (members: readonly MemberEntry[], platform: string) =>
  members.flatMap(({ name, addresses }) =>
    addresses.filter((a) => a.platform === platform).map(({ userId }) => ({ userId, name })),
  )
