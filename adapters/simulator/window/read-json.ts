import type { IncomingMessage } from 'node:http'

import type { z } from 'zod'

import { Fault } from '../../../contract/fault'

/** Bytes: more than the longest message in UTF-8 and its escapes. */
const bodyLimit = 16 * 1024

/** Reads a small JSON body of the form asked for. Only `application/json` is read: a plain form cannot send that. */
export async function readJson<T>(
  request: IncomingMessage,
  contentType: string,
  form: z.ZodType<T>,
): Promise<T> {
  if (contentType !== 'application/json')
    throw badRequest('unsupported-media', 'The body must be application/json.')
  const parsed = form.safeParse(parseJson(await readBody(request)))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw badRequest('bad-request', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'wrong form'}`)
  }
  return parsed.data
}

async function readBody(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of request) {
    const bytes = Buffer.isBuffer(piece) ? piece : Buffer.from(String(piece))
    size += bytes.length
    if (size > bodyLimit) throw badRequest('body-too-large', `The body is longer than ${bodyLimit} bytes.`)
    pieces.push(bytes)
  }
  return Buffer.concat(pieces).toString('utf8')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Fault({
      code: 'bad-request',
      message: 'The body is not JSON.',
      advice: 'Send what the chat window sends.',
      cause,
    })
  }
}

function badRequest(code: 'bad-request' | 'body-too-large' | 'unsupported-media', message: string): Fault {
  return new Fault({ code, message, advice: 'Send what the chat window sends.' })
}
