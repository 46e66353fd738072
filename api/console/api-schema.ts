import { z } from 'zod'

import { roles } from '../../contract/people'
import { verbs, objectTypes } from '../../contract/touchpoint'
import { responseGroupings } from '../delivery'

const page = {
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('Items on a page'),
}

const sinceThen = z.coerce
  .number()
  .int()
  .min(0)
  .optional()
  .describe('Milliseconds since 1970; a week ago unless said')

/** Queries and bodies of the API; the OpenAPI document is made from these. */
export const apiSchemas = {
  customers: z.object({
    q: z.string().max(100).default('').describe('Part of a name or company; empty lists by intent strength'),
    offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
    ...page,
  }),
  meetings: z.object({
    before: z.coerce.number().int().min(1).optional().describe('`next` of the page before'),
    ...page,
  }),
  timeline: z.object({
    before: z
      .string()
      .regex(/^\d{1,15}-\d{1,15}$/)
      .optional()
      .describe('`next` of the page before'),
    ...page,
  }),
  decisions: z.object({
    customer: z.coerce.number().int().positive().optional(),
    rule: z.string().max(64).optional(),
    since: z.coerce.number().int().min(0).optional().describe('Milliseconds since 1970'),
    before: z.coerce.number().int().positive().optional().describe('`next` of the page before'),
    ...page,
  }),
  documentLinks: z.object({
    customer: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER),
    before: z.coerce.number().int().positive().optional().describe('`next` of the page before'),
    ...page,
  }),
  quarantine: z.object({
    before: z.coerce.number().int().positive().optional(),
    reason: z.string().max(40).optional(),
    ...page,
  }),
  meaning: z.object({
    sourceKind: z.string().min(1).max(20),
    eventName: z.string().min(1).max(128),
    verb: z.enum(verbs),
    objectType: z.enum(objectTypes),
    topic: z.string().max(64).optional(),
  }),
  since: z.object({
    since: sinceThen,
    limit: page.limit,
  }),
  ruleStatistics: z.object({
    since: z.coerce
      .number()
      .int()
      .min(0)
      .default(0)
      .describe('Milliseconds since 1970; the beginning unless said'),
  }),
  responseTimes: z.object({
    since: sinceThen,
    by: z
      .enum(['member', ...responseGroupings])
      .default('member')
      .describe('`member` gives each rep, and each rep and source; the others count each decision once'),
  }),
  join: z.object({ into: z.number().int().positive() }),
  redrive: z.object({ ids: z.array(z.number().int().positive()).min(1).max(200) }),
  id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER),
  levelMoves: z.object({
    before: z.coerce.number().int().positive().optional().describe('`next` of the page before'),
    ...page,
  }),
  level: z.strictObject({
    level: z
      .union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)])
      .describe('0 suggest, 1 confirm, 2 act with undo, 3 act'),
  }),
  packageId: z.string().min(1).max(64),
  newToken: z.object({ name: z.string().min(1).max(100), role: z.enum(roles) }),
} as const
