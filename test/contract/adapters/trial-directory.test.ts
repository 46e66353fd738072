import { createDingtalkDirectory, createDingtalkRest } from '../../../adapters/dingtalk'
import { seatsOn, trialDepartments } from '../../../adapters/simulator/company/org-tree'
import { trialCompany } from '../../../adapters/simulator/company/trial-company'
import { createSimulatedDingtalk } from '../../../adapters/simulator/dingtalk'
import { createSimulatedWecomDirectory } from '../../../adapters/simulator/wecom/directory'
import { createWecomDirectory, createWecomRest } from '../../../adapters/wecom'
import { composeDirectory } from '../../../api/people/domain/compose-directory'
import type { DirectoryPort } from '../../../contract/ports/directory'
import { instant } from '../../../contract/quantities'
import { memoryLog } from '../../support/dingtalk-world'

const company = trialCompany(1)

describe('the trial’s directories', () => {
  const wecom = createSimulatedWecomDirectory({
    ...{ corpId: 'ww-trial', agentId: 7, secret: 'secret-of-the-app', tellsContacts: true },
    ...{ departments: trialDepartments, people: seatsOn('wecom', company.members) },
  })
  const dingtalk = createSimulatedDingtalk({
    ...{ clientId: 'dingtrial', clientSecret: 'secret-of-the-app' },
    ...{ departments: trialDepartments.slice(1), members: seatsOn('dingtalk', company.members) },
  })
  beforeAll(async () => {
    await wecom.start()
    await dingtalk.start()
  })
  afterAll(async () => {
    await wecom.stop()
    await dingtalk.stop()
  })

  it('P-16 are, read together, the list of the company’s members: names, roles, teams, superiors, accounts', async () => {
    const deps = { log: memoryLog().log, clock: { now: () => instant(Date.now()) } }
    const { DINGTALK_API_BASE: apiBase = '', DINGTALK_OAPI_BASE: oapiBase = '' } = dingtalk.settings()
    const app = { clientId: 'dingtrial', clientSecret: 'secret-of-the-app', apiBase, oapiBase }
    const ofWecom = { corpId: 'ww-trial', secret: 'secret-of-the-app', apiBase: wecom.base }
    const ports: readonly DirectoryPort[] = [
      createWecomDirectory(createWecomRest(ofWecom, deps), { agentId: 7 }),
      createDingtalkDirectory(createDingtalkRest({ ...app, callsPerSecond: 1_000 }, deps)),
    ]
    const snapshots = await Promise.all(
      ports.map(async (port) => {
        const reading = await port.read(new AbortController().signal)
        if (reading.kind === 'refused') throw new Error(reading.trouble)
        return reading.snapshot
      }),
    )
    const { entries, unclear } = composeDirectory({
      ...{ known: [], snapshots, apart: new Set<string>() },
      roles: {
        rules: [
          { title: '*总监', role: 'director' },
          { department: '信息部', role: 'admin' },
          { leader: true, role: 'manager' },
        ],
        otherwise: 'rep',
      },
    })
    const nameOf = new Map([...entries, ...company.members].map((m) => [m.key, m.name]))
    const told = (m: (typeof entries)[number] | (typeof company.members)[number]) => ({
      ...{ name: m.name, role: m.role, team: m.team },
      accounts: m.addresses.map((a) => `${a.platform}:${a.userId}`).sort(),
      // In a tree everybody answers to the top; the list has nobody above the admin.
      manager: m.role === 'admin' ? null : m.manager === null ? null : nameOf.get(m.manager),
    })
    const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1)
    expect(entries.map(told).sort(byName)).toEqual(company.members.map(told).sort(byName))
    expect(unclear).toEqual([])
  })
})
