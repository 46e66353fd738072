import { isUtf8 } from 'node:buffer'

import { Fault } from '../../contract/fault'

/** Objects and lists inside each other, over the whole body. The deepest dialect (Segment batches) needs nine. */
const deepest = 16

/**
 * The body as JSON, never deeper than 16. Bytes that are not UTF-8, JSON that does not parse and bottomless
 * nesting are refused here for the whole request, since nothing inside can be told apart.
 */
export const parseJson = (body: Buffer): unknown => {
  const value = parseText(bodyText(body))
  if (deeperThan(value, deepest)) throw tooDeep()
  return value
}

export const bodyText = (body: Buffer): string => {
  if (!isUtf8(body)) throw badCharset()
  return body.toString('utf8')
}

/** Whether lists and objects are nested deeper than `levels`. Looks no deeper than that itself. */
export const deeperThan = (value: unknown, levels: number): boolean => {
  if (typeof value !== 'object' || value === null) return false
  if (levels === 0) return true
  if (Array.isArray(value)) {
    for (const item of value) if (deeperThan(item, levels - 1)) return true
    return false
  }
  for (const key in value) if (deeperThan((value as Record<string, unknown>)[key], levels - 1)) return true
  return false
}

/** Half of a surrogate pair, written as an escape, is no character: databases refuse it. It becomes U+FFFD. */
const parseText = (text: string): unknown => {
  try {
    if (!text.includes('\\ud') && !text.includes('\\uD')) return JSON.parse(text)
    return JSON.parse(text, (_key, value: unknown) =>
      typeof value === 'string' ? value.replace(/\p{Surrogate}/gu, '\uFFFD') : value,
    )
  } catch (error) {
    throw notJson(error)
  }
}

const notJson = (cause: unknown): Fault =>
  new Fault({
    code: 'bad-encoding',
    message: '请求体不是合法的 JSON。The body is not JSON.',
    advice: '请检查括号与引号,以及是否被截断。Check brackets and quotes, and whether it was cut off.',
    cause,
  })

const tooDeep = (): Fault =>
  new Fault({
    code: 'too-deep',
    message: `JSON 嵌套超过 ${deepest} 层。The JSON is nested deeper than ${deepest} levels.`,
    advice: '请把属性展平后再发送。Flatten the properties.',
  })

const badCharset = (): Fault =>
  new Fault({
    code: 'bad-charset',
    message: '请求体不是 UTF-8 文本。The body is not UTF-8 text.',
    advice: '请把内容转换为 UTF-8 后重发(GBK 请先转码)。Convert the text to UTF-8 and send it again.',
  })
