import { z } from 'zod'

import { stages } from '../../contract/intent'
import { meetingHosts } from '../../contract/meeting'
import { verbs } from '../../contract/touchpoint'

/**
 * What the customer state remembers bounds what a rule may ask: ninety days, sixty-four touchpoints of a kind and
 * thirty-two visits, the newest of which may still be open.
 */
export const ruleLimits = {
  depth: 8,
  conditions: 64,
  days: 90,
  count: 64,
  streak: 31,
  steps: 8,
  packageSteps: 20,
  actions: 8,
} as const

const word = (most: number): z.ZodString =>
  z
    .string({ error: '必须是文字' })
    .min(1, { error: '不能为空' })
    .max(most, { error: `最多 ${most} 个字` })

const whole = (least: number, most: number): z.ZodInt =>
  z
    .int({ error: '必须是整数' })
    .min(least, { error: `不能小于 ${least}` })
    .max(most, { error: `不能大于 ${most}` })

/** Also says what is missing where nothing was written. */
const list = <T extends z.ZodType>(of: T, least: number, most: number, what: string): z.ZodArray<T> =>
  z
    .array(of, { error: `${what}必须是列表` })
    .min(least, { error: `${what}至少 ${least} 个` })
    .max(most, { error: `${what}最多 ${most} 个` })

const id = z
  .string({ error: '必须是文字' })
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, { error: '编号只用小写字母、数字和连字符,最多 64 个字' })

const withinDays = z
  .number({ error: '天数必须是数字' })
  .min(0.01, { error: '天数必须大于 0' })
  .max(ruleLimits.days, { error: `最多回看 ${ruleLimits.days} 天` })
  .refine((days) => Math.abs(days * 100 - Math.round(days * 100)) < 1e-9, { error: '天数最多两位小数' })

const clock = z.string({ error: '必须是文字' }).regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, {
  error: '时间写成「09:00」的样子',
})

const filterSchema = z
  .strictObject({
    verb: z.enum(verbs, { error: `行为只能是:${verbs.join('、')}` }).optional(),
    topic: word(64).optional(),
    object: word(256).optional(),
  })
  .refine(({ verb, topic }) => verb !== 'exposed' || topic !== undefined, {
    error: '统计「被展示」时必须写明主题',
  })
  .meta({ description: '哪些触点;不写的部分不限。不写行为时不含「被展示」。' })

const condition: z.ZodType = z.lazy(() => conditionSchema)
const children = list(condition, 1, ruleLimits.conditions, '条件')

/** The kinds of condition by their one key. */
const kinds = {
  all: z.strictObject({ all: children }),
  any: z.strictObject({ any: children }),
  not: z.strictObject({ not: condition }),
  count: z.strictObject({
    count: z.strictObject({ of: filterSchema, withinDays, atLeast: whole(1, ruleLimits.count) }),
  }),
  sum: z.strictObject({
    sum: z.strictObject({
      of: filterSchema,
      field: z.literal('dwellSeconds', { error: '只能累计停留秒数 dwellSeconds' }),
      withinDays,
      atLeast: whole(1, 1_000_000),
    }),
  }),
  distinct: z.strictObject({
    distinct: z.strictObject({
      of: filterSchema,
      by: z.enum(['object', 'visit', 'day'], { error: '只能按 object、visit 或 day 去重' }),
      withinDays,
      atLeast: whole(1, ruleLimits.count),
    }),
  }),
  sequence: z.strictObject({
    sequence: z.strictObject({
      steps: list(filterSchema, 2, ruleLimits.steps, '先后步骤'),
      withinDays,
    }),
  }),
  absence: z.strictObject({ absence: z.strictObject({ of: filterSchema, forDays: withinDays }) }),
  streak: z.strictObject({
    streak: z.strictObject({ shown: word(64), visits: whole(1, ruleLimits.streak) }),
  }),
  intent: z.strictObject({
    intent: z.strictObject({
      atLeast: whole(0, 1000).meta({ description: '意向强度,以十分之一分计:600 就是 60 分。' }),
    }),
  }),
  stage: z.strictObject({
    stage: z.strictObject({
      in: list(z.enum(stages, { error: `阶段只能是:${stages.join('、')}` }), 1, stages.length, '阶段'),
    }),
  }),
  tag: z.strictObject({ tag: z.strictObject({ has: word(40) }) }),
  field: z.strictObject({
    field: z
      .strictObject({
        name: word(64),
        op: z.enum(['is', 'is-not', 'contains', 'known'], { error: '只能是 is、is-not、contains 或 known' }),
        value: word(200).optional(),
      })
      .refine(({ op, value }) => (op === 'known') === (value === undefined), {
        error: '除 known 以外都要写比较值;known 不写',
      }),
  }),
  schedule: z.strictObject({
    schedule: z
      .strictObject({
        weekdays: list(whole(1, 7), 1, 7, '星期'),
        from: clock,
        to: clock,
        utcOffsetMinutes: whole(-720, 840),
      })
      .refine(({ from, to }) => from !== to && from !== '24:00', {
        error: '开始和结束不能相同,开始不能是 24:00',
      }),
  }),
} as const

const conditionSchema = z
  .union(Object.values(kinds), {
    error: `条件要写成只有一个键的对象,键是:${Object.keys(kinds).join('、')}`,
  })
  .meta({ id: 'Condition' })

const actionSchema = z.union(
  [
    z.strictObject({ tag: word(40) }),
    z.strictObject({ startPackage: id }),
    z.strictObject({ stopPackage: id }),
    z.strictObject({ alertOwner: z.strictObject({ title: word(40) }) }),
  ],
  { error: '动作要写成只有一个键的对象,键是:tag、startPackage、stopPackage、alertOwner' },
)

/** The form of a rule; depth and number of conditions are checked by `readRule` before anything else. */
export const ruleDocumentSchema = z
  .strictObject({
    id,
    version: whole(1, 1_000_000),
    name: word(40),
    hypothesis: word(500),
    when: condition,
    then: list(actionSchema, 1, ruleLimits.actions, '动作'),
    restDays: whole(0, 365),
    autonomy: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)], {
      error: '自动化等级是 0 建议、1 确认、2 可撤销执行、3 执行',
    }),
  })
  .meta({ title: '规则', description: '一条规则的一个版本;发布后不再更改。' })

const stepSchema = z.strictObject({
  id,
  name: word(40),
  task: word(200),
  owner: z.enum(['customer-owner', 'manager'], { error: '负责人只能是 customer-owner 或 manager' }),
  dueDays: whole(0, 180),
  document: id.meta({ description: '这一步发给客户的资料,写资料清单(DOCUMENTS)里的编号。' }).optional(),
  meeting: z
    .strictObject({
      title: word(60).meta({ description: '客户在邀请上读到的名称。' }),
      minutes: whole(15, 240).meta({ description: '时长,分钟。' }),
      host: z.enum(meetingHosts, { error: '主持人只能是 expert(专家)或 manager(主管)' }),
    })
    .meta({ description: '这一步是与客户的会议:卡片上可约时间。' })
    .optional(),
})

export const strategyPackageSchema = z
  .strictObject({
    id,
    version: whole(1, 1_000_000),
    name: word(40),
    hypothesis: word(500),
    steps: list(stepSchema, 1, ruleLimits.packageSteps, '步骤').refine(
      (steps) => new Set(steps.map(({ id }) => id)).size === steps.length,
      {
        error: '步骤编号不能重复',
      },
    ),
  })
  .meta({ title: '策略包', description: '一个策略包的一个版本:由标签引出的、有先后的步骤。' })
