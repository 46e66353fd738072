import type { Member } from '../../contract/people'
import type { SpokenNames } from '../../contract/ports/desk'
import { seconds } from '../../contract/quantities'
import type { NamedCustomer } from '../customers'
import { may } from '../people'
import type { DeskModules } from './desk-modules'

/** The warmest so many customers are known by name; others are still found by asking for them. */
const MOST_NAMES = 20_000
const MOST_SPOKEN = 50
const FRESH = seconds(60)
/** More than this of a text is no command. */
const LONGEST_TEXT = 500

/** Names that stand in a text, or nearly do, of what its speaker may know of. */
export function createSpokenNames(modules: DeskModules) {
  const { customers, people, strategy, clock } = modules
  let kept: { readonly names: Promise<NamedCustomer[]>; readonly at: number } | undefined

  const named = (): Promise<NamedCustomer[]> => {
    if (kept === undefined || clock.now() - kept.at >= FRESH) {
      const names = customers.store.named(MOST_NAMES)
      kept = { names, at: clock.now() }
      names.catch(() => (kept = undefined))
    }
    return kept.names
  }

  return async (asker: Member, text: string): Promise<SpokenNames> => {
    const [all, members] = await Promise.all([named(), people.all()])
    const owners = new Map(members.map((m) => [m.id, m]))
    const seesAll = may(asker, 'see-customer', { owner: null })
    const seen = new Map<number, boolean>()
    const sees = ({ owner }: NamedCustomer): boolean => {
      if (seesAll) return true
      if (owner === null) return false
      const known = seen.get(owner)
      if (known !== undefined) return known
      const answer = may(asker, 'see-customer', { owner: owners.get(owner) ?? null })
      seen.set(owner, answer)
      return answer
    }
    const active = members.filter((m) => m.active)
    return {
      members: active.map((m) => m.name),
      teams: [...new Set(active.map((m) => m.team))].filter((team) => team !== ''),
      ...spoken(text, all, sees),
      strategies: [
        ...strategy.packages().map((p) => p.document.name),
        ...strategy.index().rules.map((r) => r.name),
      ],
    }
  }
}

/** Two neighbouring characters that name and text share are enough to look closer; most shared first. */
function spoken(
  text: string,
  all: readonly NamedCustomer[],
  sees: (customer: NamedCustomer) => boolean,
): Pick<SpokenNames, 'customers' | 'hidden'> {
  const said = pairsOf(text.slice(0, LONGEST_TEXT).toLowerCase())
  const found = new Map<string, number>()
  const hidden = new Set<string>()
  for (const customer of all) {
    for (const name of [customer.name, customer.company]) {
      if (name === null || name.length < 2 || found.has(name)) continue
      const shared = [...pairsOf(name.toLowerCase())].filter((pair) => said.has(pair)).length
      if (shared === 0) continue
      if (sees(customer)) found.set(name, shared)
      else if (text.includes(name)) hidden.add(name)
    }
  }
  const customers = [...found]
    .sort((a, b) => b[1] - a[1])
    .slice(0, MOST_SPOKEN)
    .map(([name]) => name)
  return { customers, hidden: [...hidden] }
}

function pairsOf(text: string): Set<string> {
  const pairs = new Set<string>()
  for (let i = 0; i + 1 < text.length; i += 1) pairs.add(text.slice(i, i + 2))
  return pairs
}
