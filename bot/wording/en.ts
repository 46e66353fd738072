import { cards } from './en.cards'
import { charts } from './en.charts'
import { chat } from './en.chat'
import { meetings } from './en.meetings'
import { notices } from './en.notices'
import { speech } from './en.speech'
import type { Wording } from './zh-CN'

/** English, for those who ask for it; the type holds it to the same texts and arguments as Chinese. */
export const en: Wording = { cards, charts, chat, meetings, notices, speech }
