import type { PageLanguage } from '../domain/language-of'
import { en } from './en'
import { zhCN } from './zh-CN'
import type { LoginWords } from './zh-CN'

export type { LoginWords, Trouble } from './zh-CN'

export const loginWording = (language: PageLanguage): LoginWords => (language === 'en' ? en : zhCN)
