import { z } from 'zod'

import { objectTypes, verbs } from '../../contract/touchpoint'

const text = (length: number) => z.string().min(1).max(length)
/** A record of anything; z.record would walk and copy what flatten walks and bounds anyway. */
const fields = z.custom<Readonly<Record<string, unknown>>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'expected an object',
)
const id = z.union([text(128), z.number()])

/**
 * One touchpoint as people write it. Fields nobody knows are refused by name: a misspelt `dwelSeconds` that is
 * silently ignored costs its author an afternoon.
 */
export const touchpointForm = z.strictObject({
  /** The sender's own id of the event; a repeat is the same touchpoint. */
  id: z.union([text(512), z.number()]).optional(),
  /** ISO 8601, or milliseconds since 1970. */
  at: z.union([z.string().max(40), z.number()]).optional(),
  /** When the sender sent it, by its own clock; overrides the envelope's. */
  sentAt: z.union([z.string().max(40), z.number()]).optional(),
  verb: z.enum(verbs).optional(),
  /** The sender's own name for it, mapped to a verb where `verb` is absent. */
  event: text(128).optional(),
  object: z
    .strictObject({
      type: z.enum(objectTypes),
      id: z.union([text(2_048), z.number()]),
      name: z.string().max(512).optional(),
    })
    .optional(),
  topic: text(64).optional(),
  exposes: z.array(text(64)).max(32).optional(),
  who: z
    .strictObject({
      account: id.optional(),
      unionid: id.optional(),
      externalUserid: id.optional(),
      openid: id.optional(),
      phone: id.optional(),
      email: id.optional(),
      device: id.optional(),
      anonymous: id.optional(),
    })
    .optional(),
  visit: id.optional(),
  /** Seconds in the foreground. */
  dwellSeconds: z.number().min(0).max(86_400).optional(),
  actor: z.enum(['customer', 'ours']).optional(),
  profile: fields.optional(),
  properties: fields.optional(),
})

export type TouchpointForm = z.infer<typeof touchpointForm>

/** Where the first mistake is and what it is. */
export const firstMistake = (error: z.ZodError): string => {
  const issue = error.issues[0]
  if (issue === undefined) return 'unreadable'
  const where = issue.path.join('.')
  return where === '' ? issue.message : `${where}: ${issue.message}`
}
