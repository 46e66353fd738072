/**
 * What WeCom shows of a template card, in characters: the smaller of the guides for applications (developer
 * document 90236, template cards) and for bots (document 101032), so that one card serves both ways.
 */
export const wecomCard = {
  source: 13,
  title: 26,
  subtitle: 30,
  text: 112,
  rows: 6,
  rowName: 5,
  rowValue: 26,
  buttons: 6,
  button: 10,
  menu: 3,
} as const

/** Bytes of a WeCom markdown message (document 90236); a bot would take more, an application would not. */
export const wecomMarkdownBytes = 2_048

/** DingTalk names no limits for card variables; these keep a card on one phone screen. */
export const dingtalkCard = {
  source: 20,
  title: 40,
  subtitle: 60,
  status: 40,
  button: 10,
  lastMessage: 60,
  markdownBytes: 3_000,
} as const

/** Well inside the 15,000 bytes that DingTalk allows a robot message's parameters as escaped JSON. */
export const dingtalkMarkdownBytes = 4_000

/** Characters of one line of markdown and its parts. */
export const markdown = { line: 160, fact: 60, label: 24, title: 60 } as const

/** Lines of one paragraph: a card is glanced at, an answer is read. */
export const paragraphLines = { card: 5, message: 12 } as const

export const plainBytes = 2_048
