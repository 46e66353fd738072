import { company } from '../../../boot/doctor/company'
import { createPeople } from '../../../api/people'
import { freshDatabase } from '../../support/databases'
import { twoTeams } from '../../support/desk-world'
import { ManualClock } from '../../fakes/manual-clock'

describe('the expert whom a company names', () => {
  it('S1-28 is missed by the doctor where nobody has that name or account', async () => {
    const place = await freshDatabase('sqlite')
    const clock = new ManualClock()
    await createPeople({ database: place.database, clock }).upsert(twoTeams)
    const missed = async (host: string | null) =>
      (await company(place.database, clock, { host, readsDingtalk: false })).map(({ cause }) => cause)
    expect(await missed('技术总监')).toContain('no-meeting-host')
    for (const host of ['周总监', null]) expect(await missed(host)).not.toContain('no-meeting-host')
    await place.drop()
  })
})
