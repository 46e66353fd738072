import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { dirname, extname, resolve } from 'node:path'

import { parse } from 'yaml'

import { Fault } from '../../contract/fault'
import { documentId, topic } from '../../contract/ids'
import type { DocumentId } from '../../contract/ids'
import { days } from '../../contract/quantities'
import type { DocumentContent, KnownDocument, Library } from './library'
import type { DocumentEntry } from './library-form'
import { libraryLimits, librarySchema, mediaTypes } from './library-form'

const LONGEST_LIST = 256 * 1024
const MOST_PROBLEMS = 20

/**
 * Reads the list of documents (YAML or JSON) and the files it names, which lie beside it unless their path says
 * otherwise. Throws Fault `bad-configuration` with every problem at once.
 */
export async function readLibrary(list: string): Promise<Library> {
  const entries = entriesOf(list, await textOf(list))
  const problems: string[] = []
  const library = new Map<DocumentId, KnownDocument>()
  let room: number = libraryLimits.files
  for (const [i, entry] of entries.entries()) {
    const id = documentId(entry.id)
    const content = library.has(id)
      ? '编号重复 · the id is there twice'
      : await contentOf(entry, dirname(list), room)
    if (typeof content === 'string') {
      problems.push(`[${i}] ${entry.id}: ${content}`)
      continue
    }
    room -= content.kind === 'file' ? content.bytes.length : 0
    library.set(id, { id, name: entry.name, topic: topic(entry.topic), validFor: days(entry.days), content })
  }
  if (problems.length > 0) throw wrong(list, problems)
  return library
}

async function textOf(list: string): Promise<string> {
  const text = await readFile(list, 'utf8').catch((cause: unknown) => {
    throw wrong(list, ['读不到这个文件 · the file cannot be read'], cause)
  })
  if (text.length <= LONGEST_LIST) return text
  throw wrong(list, [`清单太长,最多 ${LONGEST_LIST} 字节 · longer than ${LONGEST_LIST} bytes`])
}

function entriesOf(list: string, text: string): readonly DocumentEntry[] {
  const read = librarySchema.safeParse(yamlOf(list, text))
  if (read.success) return read.data
  throw wrong(
    list,
    read.error.issues.map(({ path, message }) => `${placeOf(path)}${message}`),
  )
}

function yamlOf(list: string, text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 0 })
  } catch (cause) {
    throw wrong(list, ['不是 YAML 或 JSON · is neither YAML nor JSON'], cause)
  }
}

const placeOf = (path: readonly PropertyKey[]): string => {
  const [index, ...rest] = path
  return index === undefined ? '' : `[${String(index)}]${rest.map((key) => `.${String(key)}`).join('')}: `
}

/** The content, or what is wrong with it. */
async function contentOf(
  entry: DocumentEntry,
  folder: string,
  room: number,
): Promise<DocumentContent | string> {
  if (entry.file === undefined) return { kind: 'elsewhere', url: entry.url ?? '' }
  const extension = extname(entry.file).toLowerCase()
  const mediaType = mediaTypes[extension]
  if (mediaType === undefined) return `只能是 · must end in ${Object.keys(mediaTypes).join(' ')}`
  const path = resolve(folder, entry.file)
  const size = await sizeOf(path)
  if (size === undefined) return `读不到文件 · cannot be read: ${entry.file}`
  if (size === 0) return `文件是空的 · is empty: ${entry.file}`
  if (size > libraryLimits.file)
    return `文件超过 ${libraryLimits.file} 字节 · is over ${libraryLimits.file} bytes: ${entry.file}`
  if (size > room)
    return `全部文件合计超过 ${libraryLimits.files} 字节 · all files are over ${libraryLimits.files} bytes`
  const bytes = await readFile(path)
  if (extension === '.pdf' && !bytes.subarray(0, 1_024).includes('%PDF-'))
    return `不是 PDF 文件 · is no PDF: ${entry.file}`
  const tag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`
  return { kind: 'file', bytes, mediaType, extension, tag }
}

const sizeOf = async (path: string): Promise<number | undefined> => {
  const found = await stat(path).catch(() => undefined)
  return found?.isFile() === true ? found.size : undefined
}

const wrong = (list: string, problems: readonly string[], cause?: unknown): Fault =>
  new Fault({
    code: 'bad-configuration',
    message: `资料清单用不了 · The list of documents cannot be used: ${list}\n${problems
      .slice(0, MOST_PROBLEMS)
      .map((problem) => `  ${problem}`)
      .join('\n')}`,
    advice:
      '改好后再启动,写法见 docs/configuration.md 的 DOCUMENTS。Correct it and start again; nothing was started.',
    ...(cause === undefined ? {} : { cause }),
  })
