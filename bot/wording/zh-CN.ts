import { cards } from './zh-CN.cards'
import { chat } from './zh-CN.chat'
import { speech } from './zh-CN.speech'

/** Chinese, the first language of everything the hub says. */
export const zhCN = { cards, chat, speech }

/** What a language has to have: another one that lacks a text or an argument does not compile. */
export type Wording = typeof zhCN
