import { en } from './en'
import type { ContactsWording } from './wording'
import { zhCN } from './zh-CN'

export type { ContactsWording, Told } from './wording'

export const contactsWording: Readonly<Record<'zh' | 'en', ContactsWording>> = { zh: zhCN, en }
