import { createDocuments } from '../../../../api/documents'
import type { DecisionId } from '../../../../contract/ids'
import { days, minutes, seconds } from '../../../../contract/quantities'
import { freshDatabase, reachable } from '../../../support/databases'
import type { TestDatabase } from '../../../support/databases'
import type { DocumentWorld } from '../../../support/document-world'
import { openDocumentWorld } from '../../../support/document-world'
import { openDocuments, whitePaper } from '../../../support/documents'
import { seeded } from '../../../support/seeded'

describe.each(reachable)('document links on %s', (kind) => {
  let test: TestDatabase
  let world: DocumentWorld

  beforeEach(async () => {
    test = await freshDatabase(kind)
    world = await openDocumentWorld(test.database)
  })
  afterEach(async () => {
    await world.close()
    await test.drop()
  })

  const steps = async (decision: DecisionId) =>
    (await world.hub.modules.strategy.steps(decision)).map(({ state }) => state)
  const order = async (rep: string) => ({
    decision: await world.decision(rep),
    step: 'white-paper',
    document: whitePaper,
    customer: await world.customer(rep),
    member: await world.who(rep),
    notice: null,
  })
  const handOuts = async () =>
    (await world.hub.modules.log.readAfter(0, 5_000)).filter(({ verb }) => verb === 'shared').length

  it('S1-27 makes one link, however many taps of however many processes', async () => {
    const { deps } = await openDocuments(world.hub)
    const processes = [createDocuments(deps), createDocuments(deps)]
    const wanted = await order('王磊')
    const given = await Promise.all(
      Array.from({ length: 10 }, (_, i) => processes[i % 2]?.giveOut(wanted) ?? Promise.reject(new Error())),
    )
    expect(given.filter((g) => g.kind === 'made')).toHaveLength(1)
    expect(new Set(given.map((g) => ('link' in g ? g.link.id : 0))).size).toBe(1)
    expect(await steps(wanted.decision)).toEqual(['done', 'open', 'waiting'])
    expect(await handOuts()).toBe(1)
  })

  it('S1-27 links every one of 500 random openings to customer and card, each once', async () => {
    const { deps } = await openDocuments(world.hub)
    const processes = [createDocuments(deps), createDocuments(deps)]
    const reps = ['王磊', '孙悦', '黄志强'] as const
    for (const rep of reps) await world.send(rep)
    const links = await Promise.all(reps.map((rep) => world.linkOf(rep)))
    const random = seeded(27)
    /** When each link's opening began, by the rule, reckoned apart from the code. */
    const expected = links.map(() => [] as number[])
    for (let i = 0; i < 500; i += 1) {
      world.clock.advance(seconds(Math.floor(random() * 90)))
      const at = world.clock.now()
      const which = Math.floor(random() * links.length)
      const link = links[which]
      const begun = expected[which]
      if (link === undefined || begun === undefined) throw new Error('no such link')
      if (at - (begun.at(-1) ?? 0) >= minutes(1)) begun.push(at)
      // Now and then two processes hear of it at once.
      const times = random() < 0.2 ? 3 : 1
      const heard = Array.from({ length: times }, (_, n) =>
        processes[(i + n) % 2]?.opened(link, 'opening', at),
      )
      for (const opened of await Promise.all(heard.map((one) => one ?? Promise.reject(new Error()))))
        expect(opened?.kind).toBe('kept')
    }
    const openings = await world.openings()
    const of = (id: number) => openings.filter(({ properties }) => properties?.['link'] === id)
    for (const [n, link] of links.entries()) {
      expect(of(link.id).map(({ occurredAt }) => occurredAt)).toEqual(expected[n])
      expect(await world.documents.openings(link.id, 1)).toMatchObject({ count: expected[n]?.length })
    }
    for (const link of links) {
      const timeline = await world.hub.modules.customers.store.timeline(link.customer, 2_000)
      const told = new Set(timeline.map(({ touchpoint }) => touchpoint))
      for (const opening of of(link.id)) {
        expect(told).toContain(opening.id)
        expect(opening.properties?.['notice']).toBe(link.notice)
        expect(opening.properties?.['decision']).toBe(`D${link.decision}`)
      }
    }
    const cards = await test.database.read.rows<{ id: number }>('SELECT id FROM notice WHERE kind=?', [
      'strategy-step',
    ])
    for (const { notice } of links) expect(cards.map(({ id }) => Number(id))).toContain(Number(notice))
  }, 120_000)

  it('S1-27 keeps an opening once where the process dies between numbering and keeping it', async () => {
    const path = await world.send('王磊')
    world.beforeKeeping = () => Promise.reject(new Error('killed'))
    expect((await world.get(path)).status).toBe(503)
    world.beforeKeeping = undefined
    world.clock.advance(seconds(20))
    expect((await world.get(path)).status).toBe(200)
    expect(await world.openings()).toHaveLength(1)
  })

  it('S1-27 an opening is one persona’s, and joins nobody again who was taken apart', async () => {
    const path = await world.send('王磊')
    await world.get(path)
    const [opening] = await world.openings()
    expect(opening?.identifiers).toEqual([{ type: 'openid', value: 'o-王磊' }])
  })

  it('S1-27 O-04 undoing takes back what nobody has opened: the step is open again and the link is ended', async () => {
    const path = await world.send('王磊')
    const decision = await world.decision('王磊')
    expect(await world.say('王磊', '撤销')).toContain('已撤销')
    expect(await steps(decision)).toEqual(['open', 'waiting', 'waiting'])
    expect((await world.get(path)).status).toBe(410)
    expect(await world.openings()).toHaveLength(0)
    // Once more, and the same address opens it.
    expect(await world.send('王磊')).toBe(path)
    expect((await world.get(path)).status).toBe(200)
    expect(await handOuts()).toBe(2)
    expect(await steps(decision)).toEqual(['done', 'open', 'waiting'])
  })

  it('S1-27 O-04 what was opened, or came from somebody else, is not taken back', async () => {
    const path = await world.send('王磊')
    await world.get(path)
    expect(await world.say('王磊', '撤销')).toContain('不能撤销')
    const decision = await world.decision('孙悦')
    await world.say('孙悦', `确认 ${await world.code('孙悦')}`)
    const manager = await world.who('林主管')
    expect((await world.desk.sendDocument(manager, { decision })).kind).toBe('made')
    expect(await world.say('孙悦', '撤销')).toContain('不能撤销')
    expect(await steps(decision)).toEqual(['done', 'open', 'waiting'])
  })

  it('S1-27 an ended link is made anew, and counts on', async () => {
    const path = await world.send('王磊')
    await world.get(path)
    world.clock.advance(days(31))
    expect((await world.get(path)).status).toBe(410)
    const again = await world.send('王磊')
    expect(again).not.toBe(path)
    expect((await world.get(again)).status).toBe(200)
    expect(await world.openings()).toHaveLength(2)
  })

  it('S1-27 takes the lead with it, and leaves an answer that was given before', async () => {
    await world.send('王磊')
    expect(await world.delivery.settledOf(await world.decision('王磊'))).toMatchObject({
      by: '王磊',
      answer: 'taken',
    })
    await world.say('林主管', `接手 ${await world.code('孙悦')}`)
    await world.send('孙悦')
    expect(await world.delivery.settledOf(await world.decision('孙悦'))).toMatchObject({ by: '林主管' })
  })

  it('S1-27 has nothing to send any more where somebody said that the judgement is wrong', async () => {
    await world.say('孙悦', `不对 ${await world.code('孙悦')}`)
    const [decision, asker] = [await world.decision('孙悦'), await world.who('孙悦')]
    expect(await world.desk.sendDocument(asker, { decision })).toEqual({ kind: 'nothing-to-send' })
  })

  it('S1-27 sends for nobody whom the asker may not see, and for an admin never', async () => {
    const decision = await world.decision('黄志强')
    for (const name of ['王磊', '林主管']) {
      const asker = await world.who(name)
      expect(await world.desk.sendDocument(asker, { decision })).toEqual({ kind: 'none' })
      expect(await world.desk.sendDocument(asker, { words: ['庚泰电子科技'] })).toEqual({ kind: 'none' })
    }
    expect(await world.desk.sendDocument(await world.who('何管理'), { decision })).toEqual({
      kind: 'forbidden',
    })
    expect(await steps(decision)).toEqual(['open', 'waiting', 'waiting'])
    expect(await world.documents.linksOfDecision(decision)).toEqual([])
  })

  it('S1-27 is understood by number, by customer, by document, and by nothing at all', async () => {
    const code = await world.code('王磊')
    const link = /\/t\/[\w-]{35}/
    const paths = new Set<string | undefined>()
    for (const text of ['白皮书', `发送 ${code}`, '发送 甲壳精密机械', '发送 白皮书 甲壳精密机械', `发送 白皮书 ${code}`, 'send'])
      paths.add(link.exec(await world.say('王磊', text))?.[0])
    expect([...paths]).toEqual([expect.stringMatching(link)])
    expect(await world.say('王磊', '发送 子虚乌有')).toContain('没有找到')
    expect(await world.say('王磊', '白皮书', 'g1')).toContain('单聊')
  }) // prettier-ignore
})
