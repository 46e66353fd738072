import { cards } from './zh-CN.cards'
import { charts } from './zh-CN.charts'
import { chat } from './zh-CN.chat'
import { meetings } from './zh-CN.meetings'
import { notices } from './zh-CN.notices'
import { speech } from './zh-CN.speech'

/** Chinese, the first language of everything the hub says. */
export const zhCN = { cards, charts, chat, meetings, notices, speech }

/** What a language has to have: another one that lacks a text or an argument does not compile. */
export type Wording = typeof zhCN
