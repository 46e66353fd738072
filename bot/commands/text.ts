import { en } from '../wording/en'
import { zhCN } from '../wording/zh-CN'

/**
 * A message as commands are looked for in: full-width letters, digits and signs as half-width, white space as single
 * blanks, no marks at the end. At most 500 characters, which is more than any command or reason has.
 */
export const foldText = (message: string): string =>
  [...message.replace(/[\uff01-\uff5e]/g, narrow).replace(/[\s\u200b-\u200f\ufeff]+/g, ' ')]
    .slice(0, 500)
    .join('')
    .trim()
    .replace(/(?<=.)[?!.~\u3002\u2026\s]+$/, '')

/** U+FF01–U+FF5E are U+0021–U+007E at a fixed distance. */
const narrow = (character: string): string => String.fromCharCode(character.charCodeAt(0) - 0xfee0)

/** Latin letters only, so that no character changes its length. */
export const lowerCase = (text: string): string =>
  text.replace(/[A-Z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 32))

/** `D12`, `d 12`, `#12` or `12`, and nothing else. */
export const codeAlone = (text: string): number | undefined =>
  toCode(/^(?:#|d ?)*(\d{1,15})$/i.exec(text)?.[1])

/** `D12` with something behind it. A bare number at the beginning of a sentence is not taken for a code. */
export const codeFirst = (text: string): { readonly code: number; readonly rest: string } | undefined => {
  const found = /^#?d ?(\d{1,15})(?![0-9a-z])[\s,:.;\u3001\u3002-]*/i.exec(text)
  const code = toCode(found?.[1])
  return found === null || code === undefined ? undefined : { code, rest: text.slice(found[0].length) }
}

/** The text without particles that only end a question. */
export const withoutTail = (text: string): string => {
  const tail = [...zhCN.chat.questionTails, ...en.chat.questionTails].find(
    (ending) => text.length > ending.length && text.endsWith(ending),
  )
  return (tail === undefined ? text : text.slice(0, -tail.length)).trim()
}

const toCode = (digits: string | undefined): number | undefined => {
  const code = Number(digits)
  return digits !== undefined && Number.isSafeInteger(code) && code > 0 ? code : undefined
}
