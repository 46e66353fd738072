import { cardForNotice, createPressHandler } from '../../../../bot'
import type { BotDeps } from '../../../../bot'
import { decisionId, documentId, memberId, noticeId } from '../../../../contract/ids'
import type { CardDocument } from '../../../../contract/notice'
import type { ChatAddress, Platform } from '../../../../contract/people'
import { platforms } from '../../../../contract/people'
import type { CardPress } from '../../../../contract/ports/chat'
import type { Undone } from '../../../../contract/ports/desk'
import type { DocumentSent } from '../../../../contract/ports/documents-desk'
import { sampleRadar } from '../../../../scripts/gallery/sample-pictures'
import * as made from '../../../builders/notices'
import { FakeDesk } from '../../../fakes/fake-desk'

const addressOn = (platform: Platform): ChatAddress => ({
  platform,
  userId: platform === 'wecom' ? 'zhangsan' : 'manager807',
})

const world = (
  desk = new FakeDesk({
    now: made.noon,
    explained: [made.explained()],
    notices: [
      made.outbound(made.leadAlert()),
      made.outbound(made.leadAlert({ decision: decisionId(77) }), { id: noticeId(177), member: memberId(2) }),
      made.outbound(made.systemWarning, { id: noticeId(200) }),
    ],
  }),
) => {
  const errors: unknown[] = []
  const deps: BotDeps = {
    desk,
    memberOf: async ({ userId }) =>
      made.rep.addresses.some((address) => address.userId === userId) ? made.rep : null,
    now: { now: () => made.noon },
    report: (error) => errors.push(error),
    ...made.context,
  }
  const press = (key: string, changes: Partial<CardPress> = {}) =>
    createPressHandler(deps)({
      from: addressOn('wecom'),
      pressId: 'p1',
      reference: 'n123',
      key,
      at: made.noon,
      ...changes,
    })
  return { desk, press, errors }
}

describe('a pressed button', () => {
  it.each([
    ['good', 'good null'],
    ['bad', 'bad null'],
    ['bad:wrong-time', 'bad wrong-time'],
  ])('P-21 %s is kept with the card and leaves the answer open', async (key, kept) => {
    const { desk, press } = world()
    expect(await press(key)).toMatchObject({ form: 'card' })
    expect(desk.asked).toEqual([`feedback 123 ${kept}`, 'notice 123'])
    expect(await press(key, { reference: 'n177' })).toBeNull()
  })

  it('P-21 bad asks why on both platforms, and whichever reason is kept with it', async () => {
    for (const platform of platforms) {
      const { press } = world()
      const asking = await press('bad', { from: addressOn(platform) })
      expect(JSON.stringify(asking?.body)).toContain('哪里不好')
      const done = await press('bad:not-useful', { from: addressOn(platform) })
      expect(JSON.stringify(done?.body)).not.toContain('哪里不好')
    }
  })

  it.each(['good:wrong-time', 'bad:because', 'bad:wrong-time:x', 'goods'])(
    'P-21 %s is no word about a card',
    async (key) => {
      const { desk, press } = world()
      expect(await press(key)).toBeNull()
      expect(desk.asked).toEqual([])
    },
  )

  it.each([
    ['take', '已由 张三 接手 14:02', 'taken'],
    ['later', '已由 张三 稍后处理 14:02', 'snoozed'],
    ['wrong', '张三 标记不对 14:02', 'wrong'],
  ])('P-03 %s answers the notice and shows it on both platforms', async (key, text, answer) => {
    for (const platform of platforms) {
      const { desk, press } = world()
      const shown = await press(key, { from: addressOn(platform) })
      expect(shown).toMatchObject({ platform, form: 'card' })
      expect(JSON.stringify(shown?.body)).toContain(text)
      expect(desk.asked).toEqual([`confirm {"notice":123} ${answer}`])
    }
  })

  it('P-03 pressed twice gives the same card and one effect', async () => {
    const { desk, press } = world()
    const first = await press('take')
    expect(await press('take')).toEqual(first)
    expect(await press('wrong')).toEqual(first)
    expect(desk.notes).toEqual([null])
  })

  it.each([
    ['take', '已由 张三 接手 14:02'],
    ['wrong', '张三 标记不对 14:02'],
  ])('P-03 %s settles what was put off, once', async (key, text) => {
    for (const platform of platforms) {
      const { desk, press } = world()
      const from = addressOn(platform)
      const putOff = await press('later', { from })
      expect(await press('later', { from })).toEqual(putOff)
      const settled = await press(key, { from })
      expect(JSON.stringify(settled?.body)).toContain(text)
      for (const again of ['take', 'later', 'wrong']) expect(await press(again, { from })).toEqual(settled)
      expect(desk.notes).toHaveLength(2)
    }
  })

  it('C1 why turns the card into its three layers and keeps the buttons', async () => {
    const shown = await world().press('why')
    const text = JSON.stringify(shown?.body)
    for (const part of ['①触点', '②条件', '③策略', '为什么 D12', '"take"', '"later"', '"wrong"', '"why"']) {
      expect(text).toContain(part)
    }
  })

  it('C1 why on a card that was answered meanwhile shows who answered', async () => {
    const { press } = world()
    await press('take')
    const text = JSON.stringify((await press('why'))?.body)
    expect(text).toContain('已由 张三 接手 14:02')
    expect(text).toContain('①触点')
    expect(text).not.toContain('"take"')
  })

  it('P-03 the grey button of an answered card shows it as it is', async () => {
    const { press } = world()
    const answered = await press('take')
    expect(await press('noop')).toEqual(answered)
  })

  it('shows the card as it was where the decision cannot be explained', async () => {
    const { press } = world(new FakeDesk({ now: made.noon, notices: [made.outbound(made.leadAlert())] }))
    expect(JSON.stringify((await press('why'))?.body)).toContain('意向强度')
  })

  it('has nothing to explain about a system warning', async () => {
    expect(await world().press('why', { reference: 'n200' })).toMatchObject({ form: 'markdown' })
  })
})

describe('a press beyond the answers', () => {
  it.each(['approve', 'reject'])(
    'P-21 %s that nobody listens to says that nothing has changed, on both platforms',
    async (key) => {
      for (const platform of platforms) {
        const { desk, press } = world()
        const shown = await press(key, { from: addressOn(platform) })
        expect(JSON.stringify(shown?.body)).toContain('这个按钮还没有接通，什么都没有改动')
        expect(JSON.stringify(shown?.body)).toContain('take')
        expect(desk.asked).toEqual(['notice 123'])
      }
    },
  )

  it('P-21 handing over says what to write and changes nothing', async () => {
    for (const platform of platforms) {
      const { desk, press } = world()
      const shown = JSON.stringify((await press('handover', { from: addressOn(platform) }))?.body)
      expect(shown).toContain('要转交，请回复「转交 D12 姓名」')
      expect(shown).toContain('take')
      expect(desk.asked).toEqual(['notice 123'])
    }
  })

  it('P-03 an answer that is taken back makes the card open again, on both platforms', async () => {
    for (const platform of platforms) {
      const { desk, press } = world()
      const from = addressOn(platform)
      await press('take', { from })
      const open = JSON.stringify((await press('undo', { from }))?.body)
      expect(open).toContain('take')
      expect(open).not.toContain('已由 张三 接手')
      expect(desk.asked.at(-1)).toBe('undo 12')
      expect(JSON.stringify((await press('wrong', { from }))?.body)).toContain('张三 标记不对')
    }
  })

  it.each<[Exclude<Undone['kind'], 'done' | 'called-off'>, string]>([
    ['nothing', '没有改动：只能撤销自己的回答'],
    ['too-late', '没有改动：已经过了一天'],
    ['built-upon', '没有改动：后续步骤已经完成'],
  ])('P-03 an answer that cannot be taken back stays and the card says why: %s', async (kind, why) => {
    for (const platform of platforms) {
      const { desk, press } = world()
      const from = addressOn(platform)
      await press('take', { from })
      desk.undo = async () => ({ kind })
      const shown = await press('undo', { from })
      expect(JSON.stringify(shown?.body)).toContain(why)
      expect(shown?.plain).toContain('已由 张三 接手 14:02')
      expect(JSON.stringify(shown?.body)).not.toContain('take')
    }
  })

  it.each(['undo', 'handover'])('P-07 %s on somebody else’s notice asks and changes nothing', async (key) => {
    const { desk, press } = world()
    expect(await press(key, { reference: 'n177' })).toBeNull()
    expect(desk.asked).toEqual(['notice 177'])
  })

  it('shows all of a card that has no decision to ask about, in a message of its own', async () => {
    const radar = made.outbound(sampleRadar('usual'), { id: noticeId(300) })
    const { press } = world(new FakeDesk({ now: made.noon, notices: [radar] }))
    for (const platform of platforms) {
      const shown = await press('all', { reference: 'n300', from: addressOn(platform) })
      expect(shown?.form).toBe('markdown')
      expect(String(shown?.body.text).match(/达标 75/g)).toHaveLength(13)
    }
  })
})

describe('a press that changes nothing', () => {
  it.each<[string, string, Partial<CardPress>]>([
    ['by a stranger', 'take', { from: { platform: 'wecom', userId: 'nobody' } }],
    ['on somebody else’s notice', 'take', { reference: 'n177' }],
    ['for why on somebody else’s notice', 'why', { reference: 'n177' }],
    ['on a notice that is none', 'take', { reference: 'n999' }],
    ['on a card that is not ours', 'take', { reference: 'lead_9f3c' }],
    ['of a button we do not know', 'constructor', {}],
  ])('P-07 %s leaves the card alone', async (_, key, changes) => {
    const { desk, press } = world()
    expect(await press(key, changes)).toBeNull()
    expect(desk.notes).toEqual([])
  })

  it('leaves the card alone when the desk fails, and tells whoever runs the hub', async () => {
    const desk = new FakeDesk({ now: made.noon })
    const failure = new Error('connection lost')
    desk.confirm = async () => Promise.reject(failure)
    const { press, errors } = world(desk)
    expect(await press('take')).toBeNull()
    expect(errors).toEqual([failure])
  })

  describe('发送', () => {
    const document = { id: documentId('paper'), name: '架构白皮书', yours: true, sent: null }
    const sent = { ...document, sent: { by: '张三', at: made.noon, openings: 0 } }
    const url = 'https://hub.example.com/t/AA_-_B__Kp-wbcDgvVztajMnuH4y5KjhM'
    const handedOut = {
      ...{ document, url, customer: made.customer, decision: decisionId(12), by: '张三' },
      ...{ madeAt: made.noon, ends: made.noon, openings: 0 },
    }
    const steps = [{ name: '发送架构白皮书', task: '', due: made.noon, owner: '张三', document: document.id }]
    const withCard = (answer: DocumentSent, shown: CardDocument = document) => {
      const notice = made.outbound(made.strategyStep({ steps }), { document: shown })
      const kept = 'notice' in answer ? { ...answer, notice } : answer
      return world(new FakeDesk({ now: made.noon, notices: [notice], sent: kept }))
    }

    it('S1-27 answers with the card, and besides with nothing but what the customer is to read', async () => {
      const { press, desk } = withCard({ kind: 'made', handedOut, notice: null }, sent)
      const shown = await press('send')
      expect(desk.asked).toEqual(['sendDocument {"notice":123}'])
      expect(shown).toMatchObject({
        form: 'card',
        also: { form: 'markdown', body: { title: '《架构白皮书》' } },
      })
      expect(JSON.stringify(shown?.body)).toContain('链接已生成')
      expect(JSON.stringify(shown?.body)).toContain('已发 14:02')
      const said = String(shown?.also?.body.text)
      // Underscores of the address stay as they are, or it would lead nowhere.
      expect(said).toContain(`[${url}](${url})`)
      expect(shown?.also?.plain).toContain(url)
      for (const inside of ['D12', '转发', '张三']) expect(said).not.toContain(inside)
    })

    it.each([
      ['none', '没有找到'],
      ['nothing-to-send', '没有要发送的资料'],
      ['nobody', '认不出是谁'],
      ['off', 'PUBLIC_URL'],
      ['forbidden', '没有改动'],
    ] as const)('S1-27 says why not where it is %s, and sends nothing', async (kind, why) => {
      const shown = await withCard({ kind }).press('send')
      expect(shown?.also).toBeUndefined()
      expect(shown?.plain).toContain(why)
    })

    it('S1-27 does nothing to a card of somebody else', async () => {
      const { press } = withCard({ kind: 'none' })
      expect(await press('send', { reference: 'n177' })).toBeNull()
    })

    it.each([
      ['his to send', document, ['take', 'send', 'later', 'wrong', 'why']],
      ['sent by him', sent, ['take', 'send', 'later', 'wrong', 'why']],
      ['another’s', { ...sent, yours: false }, ['take', 'later', 'wrong', 'why']],
    ])('S1-27 has a button where the step is %s', (_, shown, keys) => {
      const outbound = made.outbound(made.strategyStep({ steps }), { document: shown })
      const extras = new Set(['send'] as const)
      expect(cardForNotice(outbound, { ...made.context, extras }).buttons.map(({ key }) => key)).toEqual(keys)
      // Nobody listens.
      expect(cardForNotice(outbound, made.context).buttons.map(({ key }) => key)).not.toContain('send')
    })
  })
})
