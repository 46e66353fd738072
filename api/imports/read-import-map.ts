import { LineCounter, isNode, parseDocument, visit } from 'yaml'
import type { Document } from 'yaml'
import type { z } from 'zod'

import type { ImportMap } from './domain/import-map'
import { nearName } from './domain/near-name'
import { importMapForm, mapMistakes } from './import-map-form'
import type { MapMistake } from './import-map-form'
import type { Language, Wording } from './wording'
import { wordingOf } from './wording'

export interface MapProblem {
  /** Line of the map, 1 being the first. */
  readonly line: number
  /** Where in the map: `events.table.A_*`. Empty where the file as a whole is meant. */
  readonly path: string
  readonly message: string
}

export type MapResult =
  | { readonly ok: true; readonly map: ImportMap }
  | { readonly ok: false; readonly problems: readonly MapProblem[] }

const longestMap = 256 * 1024
const mostProblems = 20

/** Reads a map from YAML. All scalars are texts: `0112`, `no` and dates stay as they are written. */
export function readImportMap(text: string, language: Language = 'zh'): MapResult {
  const words = wordingOf(language)
  if (text.length > longestMap)
    return refused([{ line: 1, path: '', message: words.map.tooLong(longestMap) }])
  if (isTooDeep(text)) return refused([{ line: 1, path: '', message: words.map.notYaml }])
  const lines = new LineCounter()
  const document = parseDocument(text.replace(/^\uFEFF/, ''), {
    schema: 'failsafe',
    lineCounter: lines,
    prettyErrors: false,
  })
  const slips = [...syntaxProblems(document, lines, words), ...bareBraces(document, lines, words)]
  if (slips.length > 0) return refused(slips)
  const result = importMapForm.safeParse(document.toJS(), { error: words.schemaError })
  if (result.success) return { ok: true, map: result.data }
  return refused(result.error.issues.flatMap((issue) => problemsOf(issue, [], document, lines, words)))
}

const refused = (problems: readonly MapProblem[]): MapResult => ({
  ok: false,
  problems: problems.slice(0, mostProblems),
})

const deepest = 60

/** Thousands of brackets inside each other would take the parser, and with it the process, down. */
function isTooDeep(text: string): boolean {
  let depth = 0
  for (const sign of text) {
    if (sign === '[' || sign === '{') depth += 1
    else if ((sign === ']' || sign === '}') && depth > 0) depth -= 1
    if (depth > deepest) return true
  }
  return /^ {200}|^ *(?:[-?] +){20}/m.test(text)
}

const syntaxProblems = (document: Document, lines: LineCounter, words: Wording): MapProblem[] =>
  document.errors.map((error) => ({
    line: lines.linePos(error.pos[0]).line,
    path: '',
    message: words.map.syntax(error.message),
  }))

/** `{case_id}` without quotes is a list of names to YAML, and the commonest slip of all. */
function bareBraces(document: Document, lines: LineCounter, words: Wording): MapProblem[] {
  const found: MapProblem[] = []
  visit(document, {
    Map: (_key, node) => {
      const bare = node.flow === true ? node.items.find((pair) => pair.value === null) : undefined
      if (bare === undefined) return
      found.push({
        line: lineAt(node.range, lines),
        path: '',
        message: words.map.bareBraces(String(bare.key)),
      })
    },
  })
  return found
}

type Issue = z.core.$ZodIssue
type Path = readonly PropertyKey[]

function problemsOf(
  issue: Issue,
  above: Path,
  document: Document,
  lines: LineCounter,
  words: Wording,
): MapProblem[] {
  const path = [...above, ...issue.path]
  if (issue.code === 'invalid_union') {
    return branchMeant(issue.errors).flatMap((inner) => problemsOf(inner, path, document, lines, words))
  }
  const at = (full: Path, message: string): MapProblem => ({
    line: lineOf(full, document, lines),
    path: full.map(String).join('.'),
    message,
  })
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => at([...path, key], words.map.unknownKey(key, nearName(key, known))))
  }
  const mistake = mapMistakes.find((one) => one === issue.message)
  return [at(path, mistake === undefined ? issue.message : words.map.mistakes[mistake satisfies MapMistake])]
}

/** The branch whose kind of value was given: complaints about another kind help nobody. */
const branchMeant = (branches: readonly (readonly Issue[])[]): readonly Issue[] =>
  branches.find((issues) => issues.every(({ path, code }) => path.length > 0 || code !== 'invalid_type')) ??
  branches[0] ??
  []

/** The line of the path's last piece that is there at all. */
function lineOf(path: Path, document: Document, lines: LineCounter): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(path.slice(0, length), true)
    if (isNode(node)) return lineAt(node.range, lines)
  }
  return 1
}

const lineAt = (range: readonly number[] | null | undefined, lines: LineCounter): number =>
  lines.linePos(range?.[0] ?? 0).line

/** Every word of the form: what a misspelt one probably is. */
const known = [
  ...Object.keys(importMapForm.shape),
  ...['from', 'format', 'zone', 'by', 'table', 'type', 'id', 'name', 'delimiter', 'quote', 'columns'],
  ...['account', 'unionid', 'external-userid', 'openid', 'phone', 'email', 'device', 'anonymous'],
]
