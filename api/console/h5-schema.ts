import { z } from 'zod'

import { givenAnswers } from '../../contract/decision'

const id = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER)
const limit = z.coerce.number().int().min(1).max(50).default(20)

/** Queries and bodies of the pages' own interface. */
export const h5Schemas = {
  id,
  timeline: z.object({
    limit,
    before: z
      .string()
      .regex(/^\d{1,15}-\d{1,15}$/, '<milliseconds>-<touchpoint> from the page before')
      .optional(),
  }),
  list: z.object({ limit, before: id.optional() }),
  mine: z.object({ limit, offset: z.coerce.number().int().min(0).max(10_000).default(0) }),
  external: z.object({ id: z.string().min(1).max(128) }),
  signature: z.object({ url: z.string().min(1).max(2_048) }),
  answer: z.strictObject({ answer: z.enum([...givenAnswers, 'undo']) }),
}
