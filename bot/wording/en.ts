import { cards } from './en.cards'
import { chat } from './en.chat'
import { speech } from './en.speech'
import type { Wording } from './zh-CN'

/** English, for those who ask for it; the type holds it to the same texts and arguments as Chinese. */
export const en: Wording = { cards, chat, speech }
