import { en } from './en'
import type { SetupWording } from './wording'
import { zhCN } from './zh-CN'

export { stepIds } from './wording'
export type { SetupTrouble, SetupWording, StepId, StepWords } from './wording'

export const setupWording: Readonly<Record<'zh' | 'en', SetupWording>> = { zh: zhCN, en }
