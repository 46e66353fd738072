import { en } from './en'
import { zhCN } from './zh-CN'
import type { Wording } from './zh-CN'

export type { Wording } from './zh-CN'

export type Language = 'zh' | 'en'

export const wordingIn = (language: Language): Wording => (language === 'en' ? en : zhCN)
