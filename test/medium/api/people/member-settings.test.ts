import { createMemberSettings } from '../../../../api/people'
import { memberId } from '../../../../contract/ids'
import type { MemberSettingsPort } from '../../../../contract/ports/settings'
import { seconds } from '../../../../contract/quantities'
import type { TimeOfDay } from '../../../../contract/time-of-day'
import { timeOfDay } from '../../../../contract/time-of-day'
import { ManualClock } from '../../../fakes/manual-clock'
import type { TestDatabase } from '../../../support/databases'
import { emptyTables, freshDatabase, reachable } from '../../../support/databases'

const time = (text: string): TimeOfDay => {
  const read = timeOfDay(text)
  if (read === undefined) throw new Error(`${text} is no time`)
  return read
}
const night = { from: time('21:30'), to: time('8:00') }

describe('a time of day', () => {
  it.each(['00:00', '8:05', '08:05', '23:59'])('reads %s', (text) => {
    expect(timeOfDay(text)).toBe(text.padStart(5, '0'))
  })
  it.each(['24:00', '12:60', '12', '12:5', '', 'noon', '1:23:00'])('does not read %s', (text) => {
    expect(timeOfDay(text)).toBeUndefined()
  })
})

describe.each(reachable)('what a member chose, on %s', (dialect) => {
  let test: TestDatabase
  let settings: MemberSettingsPort
  const clock = new ManualClock()
  const [first, second] = [memberId(1), memberId(2)]

  beforeAll(async () => {
    test = await freshDatabase(dialect)
  })
  afterAll(() => test.drop())
  beforeEach(async () => {
    await emptyTables(test.database, ['member_setting'])
    settings = createMemberSettings({ database: test.database, clock })
  })

  it('is nothing until he chooses', async () => {
    expect(await settings.settingsOf(first)).toEqual({ quiet: null, digestAt: null })
  })

  it('outlives the process, and what is left out of a change stays', async () => {
    await settings.changeSettings(first, { quiet: night })
    expect(await settings.changeSettings(first, { digestAt: time('18:00') })).toEqual({
      quiet: { from: '21:30', to: '08:00' },
      digestAt: '18:00',
    })
    const next = createMemberSettings({ database: test.database, clock })
    expect(await next.settingsOf(first)).toEqual(await settings.settingsOf(first))
    expect(await next.settingsOf(second)).toEqual({ quiet: null, digestAt: null })
  })

  it('goes back to what the company chose', async () => {
    await settings.changeSettings(first, { quiet: night, digestAt: time('18:00') })
    await settings.changeSettings(first, { quiet: null })
    expect(await settings.settingsOf(first)).toEqual({ quiet: null, digestAt: '18:00' })
  })

  it('is seen at once where it was changed, and within 30 seconds elsewhere', async () => {
    const elsewhere = createMemberSettings({ database: test.database, clock })
    await elsewhere.settingsOf(first)
    await settings.changeSettings(first, { quiet: night })
    expect((await settings.settingsOf(first)).quiet).not.toBeNull()
    expect((await elsewhere.settingsOf(first)).quiet).toBeNull()
    clock.advance(seconds(30))
    expect((await elsewhere.settingsOf(first)).quiet).not.toBeNull()
  })

  it('is kept in memory for so many members only', async () => {
    const small = createMemberSettings({ database: test.database, clock, cacheSize: 1 })
    await small.settingsOf(first)
    await small.settingsOf(second)
    await settings.changeSettings(first, { quiet: night })
    expect((await small.settingsOf(first)).quiet).not.toBeNull()
  })
})
