import { readFile } from 'node:fs/promises'

import { z } from 'zod'

import type { ContentRow } from '../../contract/content'
import { Fault } from '../../contract/fault'
import { objectTypes } from '../../contract/touchpoint'

export const contentRowSchema = z.object({
  match: z.string().min(1).max(256),
  type: z.enum(objectTypes),
  topic: z.string().min(1).max(64),
  name: z.string().min(1).max(100),
  exposes: z.array(z.string().min(1).max(64)).max(8).default([]),
})

const contentMapSchema = z.array(contentRowSchema).max(5_000)

/** Reads the content map from a JSON file. Throws Fault `bad-configuration` naming the first rows that are wrong. */
export async function readContentMap(file: string): Promise<ContentRow[]> {
  const parsed = contentMapSchema.safeParse(await json(file))
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.slice(0, 5).map((i) => `${i.path.join('.')}: ${i.message}`)
  throw new Fault({
    code: 'bad-configuration',
    message: `The content map ${file} cannot be used: ${problems.join('; ')}`,
    advice: 'Correct the rows named; docs/configuration.md shows the form.',
  })
}

async function json(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch (cause) {
    throw new Fault({
      code: 'bad-configuration',
      message: `The content map ${file} cannot be read.`,
      advice: 'Check CONTENT_MAP: it must name a JSON file.',
      cause,
    })
  }
}
