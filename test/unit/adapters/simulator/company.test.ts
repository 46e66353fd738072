import { members } from '../../../../adapters/simulator/company/members'
import { trialCompany } from '../../../../adapters/simulator/company/trial-company'
import { tempers } from '../../../../adapters/simulator/company/company-types'
import { platforms } from '../../../../contract/people'

const company = trialCompany(7)

describe('the trial company', () => {
  it('O-16 is the same for the same seed and another for another', () => {
    expect(trialCompany(7)).toEqual(company)
    expect(trialCompany(8).customers).not.toEqual(company.customers)
  })

  it('has twelve reps in three teams, each with a manager who reports to the one director', () => {
    const reps = members.filter(({ role }) => role === 'rep')
    expect(reps).toHaveLength(12)
    expect(new Set(reps.map(({ team }) => team)).size).toBe(3)
    for (const rep of reps) {
      const manager = members.find(({ key }) => key === rep.manager)
      expect([manager?.role, manager?.team, manager?.manager]).toEqual(['manager', rep.team, 'director'])
    }
  })

  it('has reps on one platform only, of either kind, and managers on both', () => {
    const on = (addresses: readonly { platform: string }[]): string =>
      addresses
        .map(({ platform }) => platform)
        .sort()
        .join('+')
    const kinds = new Set(members.filter(({ role }) => role === 'rep').map((m) => on(m.addresses)))
    expect([...kinds].sort()).toEqual(['dingtalk', 'dingtalk+wecom', 'wecom'])
    const managers = members.filter(({ role }) => role === 'manager')
    expect(managers.map((m) => on(m.addresses))).toEqual(Array(3).fill('dingtalk+wecom'))
    expect(platforms).toHaveLength(2)
  })

  it('gives nobody a platform account that another has', () => {
    const accounts = members.flatMap((m) => m.addresses.map((a) => `${a.platform} ${a.userId.toLowerCase()}`))
    expect(new Set(accounts).size).toBe(accounts.length)
  })

  it('has four hundred customers whose names and identifiers are theirs alone', () => {
    expect(company.customers).toHaveLength(400)
    expect(new Set(company.customers.map(({ name }) => name)).size).toBe(400)
    const values = company.customers.flatMap(({ identifiers }) => Object.values(identifiers))
    expect(new Set(values).size).toBe(values.length)
  })

  it('knows something personal of every customer', () => {
    const nameless = company.customers.filter(({ identifiers: { device: _, ...personal } }) => {
      return Object.keys(personal).length === 0
    })
    expect(nameless).toEqual([])
  })

  it('gives every rep customers of his region and of every temper', () => {
    for (const rep of members.filter(({ role }) => role === 'rep')) {
      const own = company.customers.filter(({ owner }) => owner === rep.key)
      expect(new Set(own.map(({ region }) => region))).toEqual(new Set([rep.team]))
      expect(new Set(own.map(({ temper }) => temper))).toEqual(new Set(tempers))
    }
  })

  it('maps every page of the site and the mini-program to a topic', () => {
    const unmapped = company.pages.filter(
      ({ path }) =>
        !company.contentMap.some(({ match }) =>
          match.endsWith('*') ? path.startsWith(match.slice(0, -1)) : path === match,
        ),
    )
    expect(unmapped).toEqual([])
  })

  it('S1-24 shows the way to the prices on every page of the API documentation', () => {
    const rows = company.contentMap.filter(({ topic }) => topic === 'api-docs')
    expect(rows.map(({ exposes }) => exposes)).toEqual([['pricing'], ['pricing']])
  })
})
