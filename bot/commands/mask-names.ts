import type { SpokenNames } from '../../contract/ports/desk'
import { eachSpeech } from './speech'

/** A text without the names and numbers of anybody, and the way back. */
export interface Masked {
  readonly text: string
  /** What each placeholder stands for; those of names that the asker may not know of stand for nothing. */
  readonly meant: ReadonlyMap<string, string>
}

/** Phone and account numbers, mail addresses: whatever identifies and no command needs. */
const identifying = [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, /\+?\d(?:[ -]?\d){6,}/g] as const

/**
 * Puts a placeholder where a name of a person or a company stands: of everybody the hub knows that the text names,
 * and of those whom a title gives away.
 */
export const maskNames = (text: string, names: SpokenNames): Masked => {
  const meant = new Map<string, string>()
  let masked = text
  const put = (piece: string, mark: string, stands: boolean): void => {
    if (piece.length < 2 || !masked.includes(piece)) return
    const placeholder = `${mark}${meant.size + 1}`
    masked = masked.replaceAll(piece, placeholder)
    meant.set(placeholder, stands ? piece : '')
  }
  const longestFirst = (of: readonly string[]): readonly string[] =>
    of.toSorted((a, b) => b.length - a.length)
  for (const pattern of identifying) for (const found of masked.match(pattern) ?? []) put(found, 'X', false)
  for (const name of longestFirst(names.hidden)) put(name, 'X', false)
  for (const name of longestFirst(names.customers)) put(name, 'C', true)
  for (const name of longestFirst(names.customers)) put(beginning(masked, name), 'C', true)
  for (const name of longestFirst(names.members)) put(name, 'M', true)
  for (const { unlistedNames } of eachSpeech()) {
    for (let found = unlistedNames.exec(masked); found !== null; found = unlistedNames.exec(masked)) {
      put(found[0], 'X', false)
    }
  }
  return { text: masked, meant }
}

/** The longest beginning of a company's name that the text holds, at least two characters; '' for none. */
const beginning = (text: string, name: string): string => {
  for (let length = name.length - 1; length >= 2; length--) {
    const piece = name.slice(0, length)
    if (text.includes(piece)) return piece
  }
  return ''
}
