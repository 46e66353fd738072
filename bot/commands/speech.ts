import { en } from '../wording/en'
import { zhCN } from '../wording/zh-CN'
import type { Wording } from '../wording/zh-CN'

/** Both languages are always listened for, Chinese first. */
export const eachSpeech = (): readonly Wording['speech'][] => [zhCN.speech, en.speech]

/** A whole number in digits or in Chinese, up to 99 in the latter; null for anything else. */
export const numberIn = (said: string): number | null => {
  if (/^\d{1,15}$/.test(said)) return Number(said)
  const { digits } = zhCN.speech.clock
  const values = [...said].map((digit) => valueOf(digits, digit))
  if (values.some((value) => value === null)) return null
  const ten = values.indexOf(10)
  if (ten === -1) return values.length === 1 ? (values[0] ?? null) : null
  const tens = ten === 0 ? 1 : (values[0] ?? 1)
  const ones = values[ten + 1] ?? 0
  return values.length > ten + 2 || ten > 1 ? null : tens * 10 + ones
}

/** The digits are written in order, and after ten stands a second word for two. */
const valueOf = (digits: string, digit: string): number | null => {
  const value = /^\d$/.test(digit) ? Number(digit) : [...digits].indexOf(digit)
  if (value < 0) return null
  return value > 10 ? 2 : value
}
