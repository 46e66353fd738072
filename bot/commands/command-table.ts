import type { CommandName } from '../wording/command-name'
import { commandNames } from '../wording/command-name'
import { en } from '../wording/en'
import { zhCN } from '../wording/zh-CN'
import type { Wording } from '../wording/zh-CN'
import { editDistance } from './edit-distance'

/** A command word found at the beginning of a text. */
export interface Spoken {
  readonly name: CommandName
  readonly word: string
  /** How far what was typed is from the word; 0 is exact. */
  readonly distance: number
  /** Where the rest of the text begins. */
  readonly end: number
}

/** The word we teach for a command. */
export const taughtWord = (name: CommandName, wording: Wording): string =>
  wording.chat.commandWords[name][0] ?? name

/** The command that a folded text begins with, exactly; the longest word wins, so "why not" goes before "why". */
export const exactly = (text: string): Spoken | null => {
  const found = table.find(({ word }) => text.startsWith(word) && endsAt(text, word))
  return found === undefined ? null : { ...found, distance: 0, end: found.word.length }
}

/** The command a folded text begins with when a slip of the hand is forgiven: nearest, longest, most of the text. */
export const nearly = (text: string): Spoken | null => {
  const near = table
    .flatMap((entry) => slips(entry, text))
    .toSorted((a, b) => a.distance - b.distance || b.word.length - a.word.length || b.end - a.end)
  const [best] = near
  if (best === undefined) return null
  const rivals = near.filter(
    (other) => other.distance === best.distance && other.word.length === best.word.length,
  )
  return rivals.every((rival) => rival.name === best.name) ? best : null
}

/** Taught words nearest to a text, for "did you mean"; at most three. */
export const nearestWords = (text: string, wording: Wording): readonly string[] => {
  const first = text.split(' ')[0] ?? ''
  const distances = new Map<CommandName, number>()
  for (const { name, word } of table) {
    const distance = editDistance(first.slice(0, word.length + 1), word)
    if (distance <= word.length / 2) distances.set(name, Math.min(distance, distances.get(name) ?? distance))
  }
  const names = [...distances].toSorted((a, b) => a[1] - b[1]).map(([name]) => name)
  const fallback: readonly CommandName[] = ['hot', 'open', 'help']
  return (names.length > 0 ? names : fallback).slice(0, 3).map((name) => taughtWord(name, wording))
}

interface Entry {
  readonly name: CommandName
  readonly word: string
}

const entriesOf = (words: Wording['chat']['commandWords']): readonly Entry[] =>
  commandNames.flatMap((name) => words[name].map((word) => ({ name, word })))

const table: readonly Entry[] = [
  ...entriesOf(zhCN.chat.commandWords),
  ...entriesOf(en.chat.commandWords),
].toSorted((a, b) => b.word.length - a.word.length)

const isLatin = (text: string): boolean => /^[ -~]+$/.test(text)

/** A Latin word must end where it ends; a Chinese one may be followed by anything. */
const endsAt = (text: string, word: string): boolean =>
  !isLatin(word) || !/^[a-z]/.test(text.slice(word.length))

/** Short words mean something else after one slip: "hot" and "not", and any sign in place of a single one. */
const forgiven = (word: string): number => {
  if (!isLatin(word)) return word.length === 1 ? 0 : 1
  return word.length <= 3 ? 0 : word.length <= 6 ? 1 : 2
}

/** Beginnings of the text that are the word with a slip in it and stand apart from what follows. */
const slips = ({ name, word }: Entry, text: string): readonly Spoken[] => {
  const most = forgiven(word)
  if (most === 0) return []
  return [word.length - 1, word.length, word.length + 1].flatMap((end) => {
    if (end < 1 || end > text.length || !standsApart(text.charAt(end), word)) return []
    const distance = editDistance(text.slice(0, end).trimEnd(), word)
    return distance > 0 && distance <= most ? [{ name, word, distance, end }] : []
  })
}

/** A blank or the end, and for a Chinese word also a Latin letter or a digit. */
const standsApart = (next: string, word: string): boolean =>
  next === '' || next === ' ' || (!isLatin(word) && isLatin(next))
