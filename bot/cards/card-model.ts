import type { Drawing } from '../../contract/drawing'
import { noticeId } from '../../contract/ids'
import type { NoticeId } from '../../contract/ids'
import { extraKeys, reasonKeys } from './extra-keys'
import type { SlotKey } from './extra-keys'

/**
 * What a card says, without any platform's form. All texts are plain text of any length; the renderers shorten
 * them to what a platform shows and say so.
 */
export interface Card {
  /** Where it comes from, in grey above the title. */
  readonly source: string
  readonly tone: 'plain' | 'good' | 'alarm'
  readonly title: string
  readonly subtitle: string
  /** Said once about the card itself, such as what a press has done; goes before the subtitle. '' for nothing. */
  readonly note: string
  /** The one number of the card, where it has one. */
  readonly emphasis: Fact | null
  /** On a card with buttons at most three together with the emphasis. */
  readonly facts: readonly Fact[]
  /** The paragraphs that make no rows, in one short text, for platforms that have room for rows only. */
  readonly summary: string
  readonly paragraphs: readonly Paragraph[]
  readonly buttons: readonly CardButton[]
  /** What may be pressed besides the answers, for which a platform may have a place of its own; at most three. */
  readonly menu: readonly CardButton[]
  /** What became of it, once somebody answered, be it that it was put off; null as long as nobody has. */
  readonly settled: string | null
  /** What to do to see what did not fit, or ''. */
  readonly more: string
  /** A short form of something longer, so that `more` is shown even where everything fits. */
  readonly abridged: boolean
  /** What to type where buttons cannot be shown, or '' where nothing is left to answer. */
  readonly replies: string
  /** The reference it is sent under, null for answers in chat. */
  readonly reference: string | null
  /** The page of ours that tells more, where it is about something that has one. */
  readonly link: CardLink | null
  /** A picture that belongs to it, laid out when it is asked for; what matters of it stands in the words too. */
  readonly chart: (() => Drawing) | null
}

export interface CardLink {
  /** Begins with a slash. */
  readonly path: string
  readonly to: 'record' | 'mine'
}

export interface Fact {
  /** At most five characters, or platforms cut it. */
  readonly name: string
  readonly value: string
}

export interface Paragraph {
  readonly heading: string
  readonly lines: readonly Line[]
  /** Only true as a whole, such as parts of a sum: shown with all its lines or not at all. */
  readonly whole: boolean
}

export interface Line {
  /** Stands before the text where there is room, '' for none. */
  readonly label: string
  /** Name of the row where lines are shown as labelled rows, at most five characters; '' is never a row. */
  readonly row: string
  readonly text: string
  /** Said after the text where there is room, '' for nothing. */
  readonly detail: string
  /** An address of our own that the line ends in, shown as it is and never shortened. */
  readonly link?: string
}

export interface CardButton {
  readonly key: ButtonKey
  readonly text: string
  readonly style: 'primary' | 'normal' | 'danger' | 'done'
}

/** `noop` stands on the one grey button that replaces the others once a card is settled. */
export const buttonKeys = [
  'take',
  'later',
  'wrong',
  'why',
  'all',
  'noop',
  ...extraKeys,
  ...reasonKeys,
] as const
export type ButtonKey = (typeof buttonKeys)[number] | SlotKey

/** An answer in chat: a card of nothing but a title and lines. */
export const sayCard = (title: string, paragraphs: readonly Paragraph[]): Card => ({
  source: '',
  tone: 'plain',
  title,
  subtitle: '',
  note: '',
  emphasis: null,
  facts: [],
  summary: '',
  paragraphs,
  buttons: [],
  menu: [],
  settled: null,
  more: '',
  abridged: false,
  replies: '',
  reference: null,
  link: null,
  chart: null,
})

/** Whether there is anything on it to press. */
export const isPressable = ({ buttons, menu }: Card): boolean => buttons.length + menu.length > 0

export const plainLine = (text: string): Line => ({ label: '', row: '', text, detail: '' })
export const plainLines = (texts: readonly string[]): Paragraph => ({
  heading: '',
  lines: texts.map(plainLine),
  whole: false,
})
export const paragraph = (heading: string, lines: readonly Line[]): Paragraph => ({
  heading,
  lines,
  whole: false,
})

/** A line that a name stands before where there is room, and that is never a row. */
export const namedLine = (label: string, text: string): Line => ({ label, row: '', text, detail: '' })
/** An address alone. */
export const linkLine = (link: string): Line => ({ label: '', row: '', text: '', detail: '', link })
/** A line that is a row of that name on small cards. */
export const rowLine = (row: string, text: string, detail = ''): Line => ({ label: '', row, text, detail })

/** The notice that a card was sent for, or null for a reference that is not ours. */
export const noticeOf = (reference: string): NoticeId | null => {
  const digits = /^n([1-9]\d{0,14})$/.exec(reference)?.[1]
  return digits === undefined ? null : noticeId(Number(digits))
}
