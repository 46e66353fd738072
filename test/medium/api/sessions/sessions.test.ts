import { createLinkSigner } from '../../../../api/links'
import { createPeople } from '../../../../api/people'
import type { People } from '../../../../api/people'
import { createLogins } from '../../../../api/sessions/logins'
import type { Logins } from '../../../../api/sessions/logins'
import { createSessions, MOST_PER_MEMBER } from '../../../../api/sessions/sessions'
import type { Sessions } from '../../../../api/sessions/sessions'
import type { Member } from '../../../../contract/people'
import { days, hours, minutes } from '../../../../contract/quantities'
import { ManualClock } from '../../../fakes/manual-clock'
import { emptyTables, freshDatabase, reachable } from '../../../support/databases'
import type { TestDatabase } from '../../../support/databases'
import { twoTeams } from '../../../support/desk-world'

describe.each(reachable)('sessions on %s', (dialect) => {
  let place: TestDatabase
  let clock: ManualClock
  let people: People
  let sessions: Sessions
  let logins: Logins
  let wang: Member

  beforeAll(async () => {
    place = await freshDatabase(dialect)
  })
  afterAll(() => place.drop())
  beforeEach(async () => {
    await emptyTables(place.database, ['web_session', 'web_login', 'member_address', 'member'])
    clock = new ManualClock()
    people = createPeople({ database: place.database, clock })
    await people.upsert(twoTeams)
    sessions = createSessions({ database: place.database, clock, memberOf: (id) => people.member(id) })
    const signer = createLinkSigner(Buffer.alloc(32, 7))
    logins = createLogins({ database: place.database, clock, signer })
    const found = await people.memberOf({ platform: 'wecom', userId: '王磊' })
    if (found === undefined) throw new Error('nobody is called 王磊')
    wang = found
  })

  const rows = async (): Promise<readonly { hash: string }[]> =>
    place.database.read.rows<{ hash: string }>('SELECT hash FROM web_session')

  it('P-18 belongs to whoever holds it, and the database cannot be used to log in', async () => {
    const token = await sessions.open(wang.id, 'wecom')
    expect((await sessions.memberAt(token))?.name).toBe('王磊')
    const [row] = await rows()
    expect(row?.hash).toMatch(/^[0-9a-f]{64}$/)
    expect(await sessions.memberAt(row?.hash ?? '')).toBeUndefined()
    expect(await sessions.memberAt('A'.repeat(43))).toBeUndefined()
  })

  it('P-18 is over after twelve hours without use, and goes on with it', async () => {
    const token = await sessions.open(wang.id, 'wecom')
    clock.advance(hours(11))
    expect(await sessions.memberAt(token)).toBeDefined()
    clock.advance(hours(11))
    expect(await sessions.memberAt(token)).toBeDefined()
    clock.advance(hours(12))
    expect(await sessions.memberAt(token)).toBeUndefined()
  })

  it('P-18 is over after seven days however much it is used', async () => {
    const token = await sessions.open(wang.id, 'wecom')
    for (let hour = 0; hour < 7 * 24 - 8; hour += 8) {
      clock.advance(hours(8))
      expect(await sessions.memberAt(token)).toBeDefined()
    }
    clock.advance(hours(8))
    expect(await sessions.memberAt(token)).toBeUndefined()
  })

  it('P-18 ends at once when it is ended, and the others of the member stay', async () => {
    const [one, other] = [await sessions.open(wang.id, 'wecom'), await sessions.open(wang.id, 'dingtalk')]
    await sessions.end(one)
    expect(await sessions.memberAt(one)).toBeUndefined()
    expect(await sessions.memberAt(other)).toBeDefined()
    expect(await sessions.endAllOf(wang.id)).toBe(1)
    expect(await sessions.memberAt(other)).toBeUndefined()
  })

  it('P-18 is one of ten at most: the oldest makes room', async () => {
    const tokens: string[] = []
    for (let i = 0; i <= MOST_PER_MEMBER; i++) {
      tokens.push(await sessions.open(wang.id, 'wecom'))
      clock.advance(minutes(1))
    }
    expect(await sessions.memberAt(tokens[0] ?? '')).toBeUndefined()
    expect(await sessions.memberAt(tokens[1] ?? '')).toBeDefined()
    expect(await sessions.of(wang.id)).toHaveLength(MOST_PER_MEMBER)
  })

  it('P-18 ends when its member leaves, and does not come back with him', async () => {
    const [shown, swept] = [await sessions.open(wang.id, 'wecom'), await sessions.open(wang.id, 'wecom')]
    await people.upsert(twoTeams.filter(({ key }) => key !== '王磊'))
    expect(await sessions.memberAt(shown)).toBeUndefined()
    await people.upsert(twoTeams)
    expect(await sessions.memberAt(shown)).toBeUndefined()
    expect(await sessions.memberAt(swept)).toBeUndefined()

    const later = await sessions.open(wang.id, 'wecom')
    await people.upsert(twoTeams.filter(({ key }) => key !== '王磊'))
    expect(await sessions.sweep()).toBe(1)
    await people.upsert(twoTeams)
    expect(await sessions.memberAt(later)).toBeUndefined()
  })

  it('P-18 is forgotten by the sweep when it is over', async () => {
    await sessions.open(wang.id, 'wecom')
    clock.advance(days(1))
    await sessions.open(wang.id, 'wecom')
    expect(await sessions.sweep()).toBe(1)
    expect(await rows()).toHaveLength(1)
  })

  it('P-18 a login comes back once, at the browser that began it, within five minutes', async () => {
    const { state, browser } = await logins.begin('wecom', '/h5/customers/3', undefined)
    expect(state).toMatch(/^[0-9a-zA-Z]{1,128}$/)
    expect(await logins.finish('wecom', state, undefined)).toBeUndefined()
    expect(await logins.finish('wecom', state, 'B'.repeat(32))).toBeUndefined()
    expect(await logins.finish('dingtalk', state, browser)).toBeUndefined()
    expect(await logins.finish('wecom', state, browser)).toBe('/h5/customers/3')
    expect(await logins.finish('wecom', state, browser)).toBeUndefined()

    const late = await logins.begin('wecom', '/h5/me', browser)
    expect(late.browser).toBe(browser)
    clock.advance(minutes(5))
    expect(await logins.finish('wecom', late.state, browser)).toBeUndefined()
  })

  it('P-18 believes no state that it did not sign', async () => {
    const { state, browser } = await logins.begin('wecom', '/h5/me', undefined)
    const forged = state.replace(/^../, (two) => (two === '41' ? '42' : '41'))
    for (const wrong of ['', 'zz', forged, state.toUpperCase(), `${state}00`]) {
      expect(await logins.finish('wecom', wrong, browser)).toBeUndefined()
    }
    expect(await logins.finish('wecom', state, browser)).toBe('/h5/me')
  })

  it('P-18 of two who bring the same state back at once, one is let in', async () => {
    const { state, browser } = await logins.begin('wecom', '/h5/me', undefined)
    const both = await Promise.all([1, 2].map(() => logins.finish('wecom', state, browser)))
    expect(both.filter((target) => target !== undefined)).toEqual(['/h5/me'])
  })

  it('P-18 forgets logins that nobody came back from', async () => {
    await logins.begin('wecom', '/h5/me', undefined)
    clock.advance(minutes(6))
    await logins.begin('wecom', '/h5/me', undefined)
    const [row] = await place.database.read.rows<{ n: number }>('SELECT COUNT(*) AS n FROM web_login')
    expect(Number(row?.n)).toBe(1)
  })
})
