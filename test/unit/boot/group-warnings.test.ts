import type { RobotContent } from '../../../adapters/wecom'
import { createGroupWarnings } from '../../../boot/group-warnings'
import { millis } from '../../../contract/quantities'

const warning = { title: '来源静默', detail: '官网 两小时没有数据', advice: '检查埋点' }

describe('group warnings', () => {
  const world = (outcomes: readonly ('answered' | 'refused' | 'try-later')[]) => {
    const said: RobotContent[] = []
    const heard = new Set<string>()
    const errors: object[] = []
    const robot = {
      say: (content: RobotContent) => {
        const kind = outcomes[Math.min(said.push(content), outcomes.length) - 1] ?? 'answered'
        if (kind === 'answered') return Promise.resolve({ kind, value: undefined })
        if (kind === 'refused')
          return Promise.resolve({ kind, errcode: 93000, code: 'wecom-93000', advice: '' })
        return Promise.resolve({ kind, after: millis(0), code: 'no-answer' })
      },
    }
    const delivery = {
      firstTime: (platform: string, id: string) => {
        const first = !heard.has(`${platform} ${id}`)
        heard.add(`${platform} ${id}`)
        return Promise.resolve(first)
      },
    }
    const log = { error: (fields: object) => void errors.push(fields) }
    return { tell: createGroupWarnings({ robot, delivery, log: log as never }), said, errors }
  }

  it('P-01 tells the group of each trouble once', async () => {
    const { tell, said } = world(['answered'])
    for (const once of ['a', 'b', 'a']) await tell(once, warning)

    expect(said).toHaveLength(2)
    expect(said[0]).toEqual({ kind: 'markdown', text: '**来源静默**\n官网 两小时没有数据\n> 检查埋点' })
  })

  it('tries three times where nobody answers, and then writes it down', async () => {
    const { tell, said, errors } = world(['try-later'])
    await tell('a', warning)

    expect(said).toHaveLength(3)
    expect(errors).toEqual([{ code: 'no-answer' }])
  })

  it('does not insist with a robot that was removed', async () => {
    const { tell, said, errors } = world(['refused'])
    await tell('a', warning)

    expect(said).toHaveLength(1)
    expect(errors).toEqual([{ code: 'wecom-93000' }])
  })
})
