import { members, teams } from './members'
import {
  cities,
  companyWords,
  givenNames,
  industries,
  positions,
  surnames,
  technicalPositions,
} from './names'
import { products } from './products'
import { itemAt } from './seeded-random'
import type { SeededRandom } from './seeded-random'
import type { Temper, TrialCustomer, TrialIdentifiers } from './company-types'

const base62 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const base16 = '0123456789abcdef'

interface Firm {
  readonly name: string
  readonly city: string
  readonly domain: string
}

/** `count` customers, spread evenly over the reps; every rep looks after each kind of temper. */
export function createCustomers(count: number, random: SeededRandom): TrialCustomer[] {
  const firms = new Map(
    teams.map((team) => [team as string, createFirms(team, Math.ceil(count / 4.5), random)]),
  )
  const reps = members.filter((member) => member.role === 'rep')
  const people = new Set<string>()
  return Array.from({ length: count }, (_, index) => {
    const owner = itemAt(reps, index % reps.length)
    const temper = temperOf(Math.floor(index / reps.length))
    const firm = random.pick(firms.get(owner.team) ?? [])
    const person = newPerson(people, random)
    return {
      key: `c-${String(index + 1).padStart(3, '0')}`,
      name: person.name,
      company: firm.name,
      position: random.pick(temper === 'technical' ? technicalPositions : positions),
      region: owner.team,
      city: firm.city,
      owner: owner.key,
      temper,
      interest: random.pick(products).key,
      identifiers: identifiersOf(temper, index, `${person.mailbox}@${firm.domain}`, random),
    }
  })
}

/** By the customer's place in his rep's list, so that no rep is left without one of the kinds. */
function temperOf(place: number): Temper {
  if (place % 8 === 0) return 'technical'
  if (place % 8 === 3) return 'price'
  if (place % 8 === 5) return 'inquirer'
  if (place % 16 === 7) return 'silent'
  return 'browser'
}

function createFirms(team: string, count: number, random: SeededRandom): Firm[] {
  const firms = new Map<string, Firm>()
  while (firms.size < count) {
    const [word, pinyin] = random.pick(companyWords)
    const [industry, short] = random.pick(industries)
    const city = random.pick(cities[team] ?? [])
    // `.example` belongs to nobody (RFC 2606).
    firms.set(`${word}${industry}`, {
      name: `${city}${word}${industry}`,
      city,
      domain: `${pinyin}-${short}.example`,
    })
  }
  return [...firms.values()]
}

function newPerson(taken: Set<string>, random: SeededRandom): { name: string; mailbox: string } {
  for (;;) {
    const [surname, first] = random.pick(surnames)
    const [given, second] = random.pick(givenNames)
    const name = `${surname}${given}`
    if (taken.has(name)) continue
    taken.add(name)
    return { name, mailbox: `${second}.${first}` }
  }
}

/** A technical reader has a developer account and uses the mini-program; an inquirer can be called back. */
function identifiersOf(temper: Temper, index: number, email: string, random: SeededRandom): TrialIdentifiers {
  const technical = temper === 'technical'
  const inquirer = temper === 'inquirer'
  const wechat = technical || random.chance(0.7)
  const unionid = wechat && (technical || random.chance(0.6))
  const phone = inquirer || !wechat || random.chance(0.5)
  return {
    ...(technical || random.chance(0.2) ? { account: `u${100_200 + index * 7}` } : {}),
    ...(wechat ? { openid: `o${random.text(base62, 27)}` } : {}),
    ...(unionid ? { unionid: `oY6${random.text(base62, 25)}` } : {}),
    // The 199 0000 block: nothing in the trial ever dials or writes to anybody.
    ...(phone ? { phone: `+861990000${String(index).padStart(4, '0')}` } : {}),
    ...(inquirer || random.chance(0.5) ? { email } : {}),
    device: `web-${random.text(base16, 16)}`,
  }
}
