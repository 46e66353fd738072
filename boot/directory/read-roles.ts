import { readFile } from 'node:fs/promises'

import { parse } from 'yaml'
import { z } from 'zod'

import type { RoleMap } from '../../api/people'
import { Fault } from '../../contract/fault'
import { roles } from '../../contract/people'

const role = z.enum([...roles, 'none'])
const pattern = z.string().min(1).max(100)

const shape = z.strictObject({
  rules: z
    .array(
      z
        .strictObject({
          title: pattern.optional(),
          department: pattern.optional(),
          leader: z.boolean().optional(),
          role,
        })
        .refine(
          (rule) => rule.title !== undefined || rule.department !== undefined || rule.leader !== undefined,
          {
            error: 'a rule needs a title, a department or leader',
          },
        ),
    )
    .max(200),
  otherwise: role,
})

/** Which title and department make which role: a YAML file. Throws Fault `bad-configuration` with every problem. */
export async function readRoles(file: string | null): Promise<RoleMap | null> {
  if (file === null) return null
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw wrong(file, '读不到这个文件 · it cannot be read', cause)
  })
  const read = shape.safeParse(yamlOf(file, text))
  if (read.success) return read.data
  throw wrong(file, z.prettifyError(read.error), read.error)
}

function yamlOf(file: string, text: string): unknown {
  try {
    return parse(text)
  } catch (cause) {
    throw wrong(file, cause instanceof Error ? cause.message : String(cause), cause)
  }
}

const wrong = (file: string, why: string, cause: unknown): Fault =>
  new Fault({
    code: 'bad-configuration',
    message: `角色规则 ${file} 不对 · the role rules are not right:\n${why}`,
    advice:
      '什么都没有改。写法见 docs/configuration.md 的 DIRECTORY_ROLES · nothing was changed; docs/configuration.md shows the form',
    cause,
  })
