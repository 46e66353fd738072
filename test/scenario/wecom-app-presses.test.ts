import { awaitUntil } from '../support/await-until'
import { openAppStage } from './app-stage'
import type { AppStage } from './app-stage'
import { accounts, company } from './company'
import { pngSize } from './png-size'
import { cardFor, cardsOf } from './stage'
import type { ShownCard } from './stage'

const people = ['陈立群', '苏敏', '赵一凡', '韩雪', '马腾', '沈放'].map((name, i) => ({
  ...{ name, phone: `1370000003${i}`, company: `恒砺精密${i}` },
}))

/** What is pressed besides the answers, and pictures, where WeCom is reached by the self-built app. */
describe('the self-built app, button by button', () => {
  let world: AppStage
  let app: AppStage['app']

  beforeAll(async () => {
    // Every lead is for the one rep.
    world = await openAppStage(company.filter(({ key }) => key !== 'huang'))
    ;({ app } = world)
    for (const person of people) {
      const body = new URLSearchParams({ key: world.stage.keys.inquiry, message: '请报价', ...person })
      expect((await fetch(`${world.stage.url}/v1/inquiries`, { method: 'POST', body })).status).toBe(200)
      await cardFor(app, accounts.wang, person.name)
    }
    await world.stage.delivered()
  })
  afterAll(() => world.close())

  const cardAbout = (name: string): ShownCard => {
    const card = cardsOf(app, accounts.wang).findLast((one) => JSON.stringify(one).includes(name))
    if (card === undefined) throw new Error(`no card about ${name}`)
    return card
  }
  const press = async (name: string, text: string) => {
    const card = cardAbout(name)
    const button = card.buttons.find((one) => one.text.includes(text))
    if (button === undefined) throw new Error(`no ${text} among ${JSON.stringify(card.buttons)}`)
    await app.pressAs(accounts.wang, card.id, button.key)
  }
  const shows = (name: string, text: string) =>
    awaitUntil(`the card about ${name} to show ${text}`, () => JSON.stringify(cardAbout(name)).includes(text))
  const offers = (name: string, key: string) =>
    awaitUntil(`the card about ${name} to offer ${key}`, () =>
      cardAbout(name).buttons.some((button) => button.key === key),
    )

  it('P-21 keeps 👎 with its reason, and the card is as before', async () => {
    await press('陈立群', '👎')
    await shows('陈立群', '哪里不好')
    await press('陈立群', '时机不对')
    await offers('陈立群', 'take')

    const { items } = await world.stage.api<{ items: { rule: string }[] }>('/v1/decisions')
    const found = await world.stage.api<{ bad: number; reasons: object[] }>(
      `/v1/rules/${items[0]?.rule ?? ''}/statistics`,
    )
    expect(found).toMatchObject({ bad: 1, reasons: [{ verdict: 'bad', reason: 'wrong-time' }] })
  })

  it('P-03 an answer taken back opens the card again, in its place', async () => {
    await press('陈立群', '接手')
    await shows('陈立群', '已由 王磊 接手')
    await press('陈立群', '撤销')
    await offers('陈立群', 'take')

    expect(cardAbout('陈立群').buttons.map(({ key }) => key)).not.toContain('undo')
    expect(cardsOf(app, accounts.wang)).toHaveLength(people.length)
    expect(app.faults.counters()).toMatchObject({ dropped: 0, callbacks: { lost: 0 } })
  })

  it('P-01 draws the radar of five answers, as the picture that WeCom then has', async () => {
    // Not the first again: WeCom's presses are told apart by their second, and the second may be the same.
    for (const { name } of people.slice(1)) {
      await press(name, '接手')
      await shows(name, '已由 王磊 接手')
    }
    await app.typeAs(accounts.wang, '雷达')

    const picture = await awaitUntil('a picture', () =>
      app
        .conversation(accounts.wang)
        .flatMap(({ shown }) => ('picture' in shown ? [shown.picture ?? ''] : []))
        .at(-1),
    )
    expect(pngSize(app.image?.(picture))).toEqual({ width: expect.any(Number), height: expect.any(Number) })
  })
})
