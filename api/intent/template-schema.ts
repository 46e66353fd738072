import { readFile } from 'node:fs/promises'

import { z } from 'zod'

import { Fault } from '../../contract/fault'
import { verbs } from '../../contract/touchpoint'
import type { IntentTemplate } from '../../contract/intent'

const word = (most: number): z.ZodString =>
  z
    .string()
    .min(1, { error: '不能为空' })
    .max(most, { error: `最多 ${most} 个字` })

const number = (least: number, most: number): z.ZodNumber =>
  z
    .number({ error: '必须是数字' })
    .min(least, { error: `不能小于 ${least}` })
    .max(most, { error: `不能大于 ${most}` })

const filterSchema = z
  .strictObject({
    verb: z.enum(verbs, { error: `行为只能是:${verbs.join('、')}` }).optional(),
    topic: word(64).optional(),
    object: word(256).optional(),
  })
  .refine((of) => of.verb !== 'exposed' || of.topic !== undefined, {
    error: '统计「被展示」时必须写明主题',
  })

const signalSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, { error: '编号只用小写字母、数字和连字符,最多 64 个字' }),
  name: word(40),
  of: filterSchema,
  weight: number(0.01, 1000),
  halfLifeDays: number(0.1, 365),
  capPerDay: number(0.01, 10_000),
})

/** An intent template as published: at most 64 signals, each with its own id and at least one point per cap. */
export const intentTemplateSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, { error: '编号只用小写字母、数字和连字符,最多 64 个字' }),
  version: z.int({ error: '版本必须是整数' }).min(1, { error: '版本从 1 开始' }),
  signals: z
    .array(signalSchema)
    .min(1, { error: '至少要有一个信号' })
    .max(64, { error: '最多 64 个信号' })
    .refine((signals) => new Set(signals.map(({ id }) => id)).size === signals.length, {
      error: '信号编号不能重复',
    }),
  halfwayPoints: number(0.01, 100_000),
})

/** Checks a parsed JSON value. Throws Fault `bad-configuration` that names every problem and its place. */
export const readTemplate = (value: unknown): IntentTemplate => {
  const { success, data, error } = intentTemplateSchema.safeParse(value, {
    error: z.locales.zhCN().localeError,
  })
  // The brands of verb and topic are made here, where the words enter.
  if (success) return data as unknown as IntentTemplate
  const problems = error.issues.map(({ path, message }) => `${path.join('.') || '模板'}:${message}`)
  throw new Fault({
    code: 'bad-configuration',
    message: `意向模板有 ${problems.length} 处问题:${problems.slice(0, 10).join(';')}`,
    advice: '请按提示改正后再发布;现行模板不受影响。',
  })
}

/** Reads the template from a JSON file. Throws as `readTemplate` does, and what the file system throws. */
export const loadTemplate = async (path: string): Promise<IntentTemplate> =>
  readTemplate(JSON.parse(await readFile(path, 'utf8')))
