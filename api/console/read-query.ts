import type { z } from 'zod'

import { Fault } from '../../contract/fault'

/** The value in the schema's form, or Fault `bad-request` naming every field that is not. */
export function readAs<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const fields = result.error.issues.map((issue) => `${issue.path.join('.') || '(value)'}: ${issue.message}`)
  throw new Fault({
    code: 'bad-request',
    message: `参数不符合要求。These parameters cannot be read: ${fields.slice(0, 5).join('; ')}`,
    advice: '各参数的格式见 /docs。See /docs for the form of every parameter.',
  })
}
