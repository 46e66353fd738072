import { z } from 'zod'

export const libraryLimits = {
  documents: 100,
  /** Bytes of one file. */
  file: 10 * 1024 * 1024,
  /** Bytes of all files, which are held in memory. */
  files: 64 * 1024 * 1024,
  days: 365,
} as const

/** What a browser shows or saves, by the ending of the file's name. */
export const mediaTypes: Readonly<Record<string, string>> = {
  '.pdf': 'application/pdf',
  '.html': 'text/html; charset=utf-8',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  '.pptx': 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

const text = (most: number) =>
  z
    .string('必须是文字 · must be text')
    .trim()
    .min(1, '不能为空 · is empty')
    .max(most, `最多 ${most} 个字 · at most ${most} characters`)

export const documentSchema = z
  .strictObject({
    id: z
      .string('必须有编号 · must have an id')
      .regex(
        /^[a-z0-9][a-z0-9-]{0,63}$/,
        '只用小写字母、数字和连字符,最多 64 个字 · small letters, digits and hyphens, at most 64',
      ),
    name: text(60),
    topic: text(64).default('whitepaper'),
    file: text(1_000).optional(),
    url: z
      .url({ protocol: /^https$/, error: '必须是 https:// 开头的地址 · must be an https:// address' })
      .max(2_000)
      .optional(),
    days: z
      .int('必须是整数天 · must be whole days')
      .min(1, '至少 1 天 · at least 1 day')
      .max(libraryLimits.days, `最多 ${libraryLimits.days} 天 · at most ${libraryLimits.days} days`)
      .default(30),
  })
  .refine(({ file, url }) => (file === undefined) !== (url === undefined), {
    error: 'file 和 url 写一个,也只写一个 · either file or url, and not both',
  })
export type DocumentEntry = z.infer<typeof documentSchema>

export const librarySchema = z
  .array(documentSchema, '必须是资料的列表 · must be a list of documents')
  .min(1, '至少写一份资料 · names no document')
  .max(libraryLimits.documents, `最多 ${libraryLimits.documents} 份 · at most ${libraryLimits.documents}`)
