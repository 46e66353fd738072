import fc from 'fast-check'

import { readAppCard } from '../../../adapters/simulator/wecom/app/app-card-rules'
import { readCard } from '../../../adapters/simulator/wecom/card-rules'
import { toAppCard } from '../../../adapters/wecom/app/app-card'
import { cardForNotice, render } from '../../../bot'
import { wordsOf } from '../../../contract/ports/chat'
import type { Notice, Settled } from '../../../contract/notice'
import * as made from '../../builders/notices'
import { awaitUntil } from '../../support/await-until'
import { to, wecomWorld } from '../../support/wecom-world'
import { wecomAppWorld } from '../../support/wecom-app-world'

const rendered = (notice: Notice, settled: Settled = { kind: 'open' }) =>
  render(cardForNotice(made.outbound(notice, { settled }), made.context), 'wecom', made.context)

const taken: Settled = { kind: 'answered', by: '张三', answer: 'taken', at: made.noon }
const notices: [string, Notice][] = [
  ['a lead alert', made.leadAlert({})],
  ['a strategy step', made.strategyStep({})],
  [
    'a system warning',
    { kind: 'system-warning', title: '来源静默', detail: '两小时没有数据', advice: '检查埋点' },
  ],
]

/** The same rendered message by the bot and by the app, each against its own strict gateway. */
describe('one card on both routes of WeCom', () => {
  it.each(notices)('P-01 shows %s alike, open and taken', async (_, notice) => {
    const [bot, app] = [await wecomWorld(), await wecomAppWorld()]
    try {
      for (const [i, settled] of ([{ kind: 'open' }, taken] as const).entries()) {
        for (const { send } of [bot.bot, app.app]) {
          expect(await send(rendered(notice, settled), to('ZhangSan'), `n${i}`)).toMatchObject({
            kind: 'sent',
          })
        }
      }
      const [byBot, byApp] = [bot.platform, app.platform].map((platform) =>
        platform.conversation('ZhangSan').map(({ shown }) => shown),
      )
      expect(byBot).toHaveLength(2)
      expect(byApp).toEqual(byBot)
    } finally {
      await Promise.all([bot.close(), app.close()])
    }
  })

  it('P-03 hears the same press from both', async () => {
    const [bot, app] = [await wecomWorld(), await wecomAppWorld()]
    try {
      const keys: string[] = []
      for (const { platform, hub, send } of [
        { ...bot, send: bot.bot.send },
        { ...app, send: app.app.send },
      ]) {
        await send(rendered(made.leadAlert({})), to('ZhangSan'), 'n1')
        const [card] = platform.conversation('ZhangSan')
        const buttons = card?.shown.form === 'card' ? card.shown.buttons : []
        await platform.pressAs('ZhangSan', card?.id ?? '', buttons[0]?.key ?? '')
        const press = await awaitUntil('the press', () => hub.pressed[0])
        keys.push(`${press.from.userId} ${press.reference} ${press.key}`)
      }
      expect(keys[0]).toBe(keys[1])
    } finally {
      await Promise.all([bot.close(), app.close()])
    }
  })

  const said = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 300 }),
    fc.constantFrom('', '王敏', '👨‍👩‍👧‍👦'.repeat(40), '云帆科技(上海)有限公司'.repeat(12), 'x'.repeat(500)),
  )

  it('P-01 fits both, whatever the texts, and leaves nothing out for the app', () => {
    fc.assert(
      fc.property(said, said, said, fc.boolean(), (title, name, object, answered) => {
        const customer = { ...made.customer, name, company: title }
        const evidence = [{ at: made.noon, verb: object, object, dwellMs: 1_000 }]
        for (const notice of [
          made.leadAlert({ title, customer, evidence }),
          made.strategyStep({ customer, evidence }),
        ]) {
          const { form, body } = wordsOf(rendered(notice, answered ? taken : { kind: 'open' }))
          if (form !== 'card') continue
          const { card, leftOut } = toAppCard(body, 'n1')
          expect(leftOut).toEqual([])
          expect(() => readCard({ ...body, task_id: 'n1' })).not.toThrow()
          expect(() => readAppCard(card, { replaces: false, isMedia: () => false })).not.toThrow()
        }
      }),
      { numRuns: 60 },
    )
  })
})
