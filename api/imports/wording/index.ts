import { en } from './en'
import type { Wording } from './wording'
import { zhCN } from './zh-CN'

export type { Counts, Said, Wording } from './wording'

export type Language = 'zh' | 'en'

export const wordingOf = (language: Language): Wording => (language === 'zh' ? zhCN : en)
