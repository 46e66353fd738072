import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import type { Middleware } from 'koa'

import { createApp } from '../../../../api/app'
import { createH5Router, createPageFiles } from '../../../../api/console'
import { createRecordDesk } from '../../../../api/flow'
import { createGuard, createSessions } from '../../../../api/sessions'
import { recordWords } from '../../../../bot'
import { awaitUntil } from '../../../support/await-until'
import type { TestDatabase } from '../../../support/databases'
import { freshDatabase, reachable } from '../../../support/databases'
import { silentLog } from '../../../support/delivery-world'
import type { DeskWorld } from '../../../support/desk-world'
import { customersOf, openDeskWorld } from '../../../support/desk-world'

/** Whose customers each asker may see. */
const askers = [
  { asker: '王磊', role: 'rep', customers: ['王磊'], answers: ['王磊'] },
  { asker: '林主管', role: 'manager', customers: ['王磊', '孙悦'], answers: ['王磊', '孙悦'] },
  { asker: '周总监', role: 'director', customers: ['王磊', '孙悦', '黄志强'], answers: ['王磊', '孙悦', '黄志强'] },
  { asker: '何管理', role: 'admin', customers: ['王磊', '孙悦', '黄志强'], answers: [] },
] as const // prettier-ignore
const owners = ['王磊', '孙悦', '黄志强'] as const
const hub = 'http://hub.example.com'

describe.each(reachable)('P-18 roles × pages on %s', (dialect) => {
  let test: TestDatabase
  let world: DeskWorld
  let server: Server
  let url: string
  const tokens: Record<string, string> = {}
  const customers: Record<string, number> = {}
  const decisions: Record<string, number> = {}

  beforeAll(async () => {
    test = await freshDatabase(dialect)
    world = await openDeskWorld(test.database)
    const { modules } = world.hub
    const { people } = modules
    const { clock, desk, delivery } = world
    const sessions = createSessions({ database: test.database, clock, memberOf: (id) => people.member(id) })
    const words = recordWords({ utcOffsetMinutes: 480 })
    const router = createH5Router({
      guard: createGuard({ sessions, address: () => hub }),
      records: createRecordDesk({ ...modules, delivery, desk }),
      desk,
      words: () => words,
      files: createPageFiles('assets/h5', () => ''),
      clock,
      language: 'zh',
      address: () => hub,
      signer: null,
    })
    const app = createApp({ ...silentLog, debug: () => undefined }, [
      router.routes() as unknown as Middleware,
    ])
    server = createServer((request, response) => void app.callback()(request, response)).listen(
      0,
      '127.0.0.1',
    )
    await awaitUntil('the server', () => server.listening)
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    for (const { asker } of askers) tokens[asker] = await sessions.open((await world.who(asker)).id, 'wecom')
    for (const owner of owners) {
      customers[owner] = await world.customer(owner)
      decisions[owner] = Number((await world.code(owner)).slice(1))
    }
  })
  afterAll(async () => {
    server.closeAllConnections()
    server.close()
    await test.drop()
  })

  const ask = async (asker: string, path: string, body?: object) => {
    const answer = await fetch(`${url}/h5/api/${path}`, {
      headers: { cookie: `zs_session=${tokens[asker]}`, origin: hub, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    })
    return { status: answer.status, text: await answer.text() }
  }
  const pathsOf = (owner: string): readonly string[] => [
    `customers/${customers[owner]}`,
    `customers/${customers[owner]}/timeline?limit=50`,
    `customers/${customers[owner]}/decisions?limit=50`,
    `customers/${customers[owner]}/follow-ups?limit=50`,
    `decisions/${decisions[owner]}`,
  ]
  const namesOf = (owner: string): readonly string[] => Object.values(customersOf[owner] ?? {})

  const cells = askers.flatMap((who) => owners.map((owner) => ({ ...who, owner })))

  it.each(cells)(
    '$role sees $owner’s customer or nothing that tells of him',
    async ({ asker, owner, ...who }) => {
      const may = (who.customers as readonly string[]).includes(owner)
      for (const path of pathsOf(owner)) {
        const { status, text } = await ask(asker, path)
        expect({ path, status }).toEqual({ path, status: may ? 200 : 404 })
        if (!may) {
          const nobodys = path.replace(/\d+/, '999999')
          expect({ path, text }).toEqual({ path, text: (await ask(asker, nobodys)).text })
        }
      }
      const hidden = owners
        .filter((one) => !(who.customers as readonly string[]).includes(one))
        .flatMap(namesOf)
      const all = await Promise.all(
        [...owners.flatMap(pathsOf), 'me', 'me/cards'].map((path) => ask(asker, path)),
      )
      const leaks = hidden.filter((name) => all.some(({ text }) => text.includes(name)))
      expect(leaks).toEqual([])
    },
  )

  it.each(cells)(
    '$role is offered an answer to $owner’s decision only where it would count',
    async (cell) => {
      const { asker, owner, customers: seen, answers } = cell
      if (!(seen as readonly string[]).includes(owner)) {
        const refused = await ask(asker, `decisions/${decisions[owner]}/answer`, { answer: 'taken' })
        return expect(refused.status).toBe(404)
      }
      const page = JSON.parse((await ask(asker, `decisions/${decisions[owner]}`)).text) as {
        decision: { answers: readonly unknown[] }
      }
      const may = (answers as readonly string[]).includes(owner)
      expect(page.decision.answers.length > 0).toBe(may)
      if (may) return
      const answered = await ask(asker, `decisions/${decisions[owner]}/answer`, { answer: 'taken' })
      expect(JSON.parse(answered.text)).toMatchObject({ kind: 'not-yours', decision: { settled: '' } })
    },
  )

  it('nobody is told anything without a session', async () => {
    for (const path of [...pathsOf('王磊'), 'me', 'me/cards', 'external?id=x', 'jssdk?url=x']) {
      expect({ path, status: (await fetch(`${url}/h5/api/${path}`)).status }).toEqual({ path, status: 401 })
    }
    const page = await fetch(`${url}/h5/customers/1?via=wecom`, { redirect: 'manual' })
    expect(page.headers.get('location')).toBe(`/login?to=${encodeURIComponent('/h5/customers/1?via=wecom')}`)
  })

  it('the parts of a score add up to it, and what an answer was stands in the follow-ups', async () => {
    const record = JSON.parse((await ask('王磊', `customers/${customers.王磊}`)).text) as {
      tenths: number
      parts: readonly { tenths: number }[]
    }
    expect(record.parts.reduce((sum, { tenths }) => sum + tenths, 0)).toBe(record.tenths)
    const path = `decisions/${decisions.王磊}/answer`
    expect(JSON.parse((await ask('林主管', path, { answer: 'taken' })).text)).toMatchObject({ kind: 'done' })
    const { text } = await ask('王磊', `customers/${customers.王磊}/follow-ups`)
    expect(text).toContain('已由 林主管 接手')
    expect(JSON.parse((await ask('王磊', path, { answer: 'undo' })).text)).toMatchObject({ kind: 'nothing' })
    expect(JSON.parse((await ask('林主管', path, { answer: 'undo' })).text)).toMatchObject({ kind: 'done' })
  })

  it.each([{ answer: 'approved' }, { answer: 'taken', note: 'x' }, {}])('refuses %j', async (body) => {
    expect((await ask('王磊', `decisions/${decisions.王磊}/answer`, body)).status).toBe(400)
  })
})
