import { cards } from './en.cards'
import { charts } from './en.charts'
import { chat } from './en.chat'
import { notices } from './en.notices'
import type { Wording } from './zh-CN'

/** English, for those who ask for it; the type holds it to the same texts and arguments as Chinese. */
export const en: Wording = { cards, charts, chat, notices }
