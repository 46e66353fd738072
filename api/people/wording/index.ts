import { en } from './en'
import type { DirectoryWording } from './wording'
import { zhCN } from './zh-CN'

export type { DirectoryWording, Trouble } from './wording'

export const directoryWording: Readonly<Record<'zh' | 'en', DirectoryWording>> = { zh: zhCN, en }
