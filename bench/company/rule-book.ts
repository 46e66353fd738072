import { ruleId, tag, topic } from '../../contract/ids'
import type { Condition, RuleAction, RuleDocument } from '../../contract/rule'
import { productLines } from './site'

/** The rules a company might have after a year: those that come with the hub, and seven for each product line. */
export const ruleBook = (shipped: readonly RuleDocument[], size: number): RuleDocument[] => {
  const own = productLines.flatMap((line) => shapes.map((shape, i) => ruleFor(line, i, shape)))
  return [...shipped, ...own].slice(0, size)
}

interface Shape {
  readonly name: string
  when(line: string): Condition
  then(line: string): readonly RuleAction[]
}

const views = (line: string) => ({ verb: 'viewed', topic: topic(line) }) as const

const shapes: readonly Shape[] = [
  {
    name: '反复来看',
    when: (line) => ({ count: { of: views(line), withinDays: 7, atLeast: 6 } }),
    then: (line) => [{ tag: tag(`关注 ${line}`) }],
  },
  {
    name: '多次专程来看,没有询盘',
    when: (line) => ({
      all: [
        { distinct: { of: views(line), by: 'visit', withinDays: 14, atLeast: 4 } },
        { not: { count: { of: { verb: 'submitted' }, withinDays: 30, atLeast: 1 } } },
      ],
    }),
    then: (line) => [{ alertOwner: { title: `多次专程看 ${line}` } }],
  },
  {
    name: '细看而且意向高',
    when: (line) => ({
      all: [
        {
          sum: {
            of: { verb: 'left', topic: topic(line) },
            field: 'dwellSeconds',
            withinDays: 7,
            atLeast: 240,
          },
        },
        { intent: { atLeast: 400 } },
      ],
    }),
    then: (line) => [{ tag: tag(`细看 ${line}`) }, { alertOwner: { title: `细看 ${line},意向正在升高` } }],
  },
  {
    name: '看过、下载、再提问',
    when: (line) => ({
      sequence: {
        steps: [
          views(line),
          { verb: 'downloaded', topic: topic(line) },
          { verb: 'asked', topic: topic(line) },
        ],
        withinDays: 14,
      },
    }),
    then: (line) => [{ alertOwner: { title: `下载 ${line} 资料后提问` } }],
  },
  {
    name: '下载后没有动静',
    when: (line) => ({
      all: [
        { count: { of: { verb: 'downloaded', topic: topic(line) }, withinDays: 14, atLeast: 1 } },
        { absence: { of: { verb: 'viewed' }, forDays: 5 } },
      ],
    }),
    then: (line) => [{ alertOwner: { title: `下载 ${line} 资料后 5 天没有再来` } }],
  },
  {
    name: '只看产品不看价格',
    when: (line) => ({
      all: [
        { count: { of: views(line), withinDays: 7, atLeast: 4 } },
        { streak: { shown: topic('pricing'), visits: 4 } },
      ],
    }),
    then: (line) => [{ tag: tag(`选型中 ${line}`) }],
  },
  {
    name: '评估阶段又回来看',
    when: (line) => ({
      all: [
        { count: { of: views(line), withinDays: 2, atLeast: 3 } },
        { stage: { in: ['evaluating', 'negotiating'] } },
        { not: { tag: { has: tag('老客户') } } },
      ],
    }),
    then: (line) => [{ alertOwner: { title: `评估中的客户又来看 ${line}` } }],
  },
]

const ruleFor = (line: string, i: number, shape: Shape): RuleDocument => ({
  id: ruleId(`${line}-${i + 1}`),
  version: 1,
  name: `${line} ${shape.name}`,
  hypothesis: `对 ${line} ${shape.name}的客户,主动联系更有效;如果约见率没有提高,就该停用。`,
  when: shape.when(line),
  then: shape.then(line),
  restDays: 14,
  autonomy: 3,
})
