import { z } from 'zod'

import type { LlmReading } from '../../contract/ports/llm'
import { timeOfDay } from '../../contract/time-of-day'

const name = z.string().min(1).max(100)
const clockTime = z.string().refine((text) => timeOfDay(text) !== undefined)

const reply = z.strictObject({
  command: z.string().max(40),
  customer: name.optional(),
  member: name.optional(),
  team: name.optional(),
  strategy: name.optional(),
  decision: z.int().min(1).optional(),
  page: z.int().min(1).max(999).optional(),
  period: z.union([z.string().max(20), z.int().min(1).max(92)]).optional(),
  quietFrom: clockTime.optional(),
  quietTo: clockTime.optional(),
  digestAt: clockTime.optional(),
})

/** One of the commands in the form asked for; null for anything else, a part too much included. */
export const readReply = (text: string, commands: readonly string[]): LlmReading | null => {
  const parsed = reply.safeParse(json(text))
  return parsed.success && commands.includes(parsed.data.command) ? parsed.data : null
}

/** Models like to wrap JSON into a block of code. */
const json = (text: string): unknown => {
  try {
    return JSON.parse(text.trim().replace(/^```(?:json)?\s*|\s*```$/g, '')) as unknown
  } catch {
    return null
  }
}
