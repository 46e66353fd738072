import type { SimulatedPlatform } from '../../adapters/simulator/simulated-platform'
import type { MemberEntry } from '../../api/people'
import { awaitUntil } from '../support/await-until'
import { accounts, company } from './company'
import { pngSize } from './png-size'
import { openStage } from './stage'
import type { Stage } from './stage'
import { hoursAgo, nativeView } from './visits'
import type { Visitor } from './visits'

const chen: Visitor = { phone: '13700000001', name: '陈立群', company: '恒砺精密' }
const manager: MemberEntry = {
  key: 'qin',
  name: '秦岚',
  role: 'manager',
  team: '华东',
  manager: 'boss',
  addresses: [{ platform: 'wecom', userId: 'QinLan' }],
}
const both = ['wecom', 'dingtalk'] as const
const seats = { wecom: 'QinLan', dingtalk: accounts.lin } as const

describe('figures as pictures', () => {
  let stage: Stage

  beforeAll(async () => {
    stage = await openStage({ members: [...company, manager] })
    await stage.post(
      '/v1/touchpoints',
      [8, 6, 4, 0].map((ago, i) => nativeView(chen, '/docs/api/a', hoursAgo(ago), `v${i}`)),
    )
    await stage.judged()
    await stage.delivered()
  })
  afterAll(() => stage.close())

  /** What came after the question: the words, and the bytes of the picture that came with them. */
  const asked = async (on: (typeof both)[number], text: string) => {
    const platform: SimulatedPlatform = stage[on]
    const shownTo = () => platform.conversation(seats[on]).map(({ shown }) => shown)
    const before = shownTo().length
    await platform.typeAs(seats[on], text)
    const words = await awaitUntil(`the words for ${text}`, () =>
      shownTo()
        .slice(before + 1)
        .map((shown) => shown.text)
        .find((said) => said.includes('·')),
    )
    const [picture] = shownTo()
      .slice(before + 1)
      .flatMap((shown) => ('picture' in shown ? [shown.picture ?? ''] : []))
    const mediaId = picture ?? /!\[[^\]]*\]\((@\w+)\)/.exec(words)?.[1] ?? ''
    return { words, png: platform.image?.(mediaId) }
  }

  it.each(both)(
    'P-01 answers a manager on %s who asks for the heat map with a picture and words',
    async (on) => {
      const { words, png } = await asked(on, '热力图 触点')

      expect(words).toContain('热力图 · 触点')
      expect(words).toContain('王磊')
      expect(pngSize(png)).toEqual({ width: 975, height: expect.any(Number) })
    },
  )

  it.each(both)(
    'P-01 draws no radar on %s of fewer answers than say something, and says the counts',
    async (on) => {
      const { words, png } = await asked(on, '雷达 王磊')

      expect(words).toContain('雷达 · 王磊')
      expect(words).toContain('处理率')
      expect(png).toBeUndefined()
    },
  )

  it('P-07 shows nothing of anybody in a group', async () => {
    for (const text of ['热力图', '雷达 王磊', '团队雷达']) {
      const before = stage.wecom.conversation('east').length
      await stage.wecom.typeInGroupAs(seats.wecom, 'east', `@中枢 ${text}`)
      const said = await awaitUntil('the answer', () => {
        const all = stage.wecom.conversation('east').slice(before)
        return all.length > 1 ? all : undefined
      })
      const answer = said.slice(1).map(({ shown }) => shown)
      expect(JSON.stringify(answer)).not.toMatch(/王磊|陈立群|恒砺|picture|\[image\]/)
    }
  })
})
