import type { WordsMessage } from '../../../contract/ports/chat'
import { wordingOf } from '../card-context'
import type { CardContext } from '../card-context'
import { isPressable } from '../card-model'
import type { Card, CardButton } from '../card-model'
import { fitCharacters, tidy } from './fit'
import { dingtalkCard as limits, dingtalkMarkdownBytes, paragraphLines } from './limits'
import { bodyMarkdown, cardMarkdown, cardTitle } from './markdown'
import type { Dialect } from './markdown'
import { linkShown } from '../record-link'
import { plainText } from './plain-text'
import { safeMarkdown } from './safe-markdown'

/**
 * A card with buttons as the variables of our interactive card template, which are strings without exception
 * (cardParamMap, DingTalk open platform "创建并投放卡片"); anything else as a markdown message.
 */
export const renderForDingtalk = (card: Card, context: CardContext): WordsMessage =>
  !isPressable(card)
    ? {
        platform: 'dingtalk',
        form: 'markdown',
        body: {
          title: cardTitle(card, context),
          text: cardMarkdown(card, { ...messageDialect, link: openedInside(card, context) }, context),
        },
        plain: plainText(card, context),
      }
    : {
        platform: 'dingtalk',
        form: 'card',
        body: cardParamMap(card, context),
        plain: plainText(card, context),
      }

/** Single line breaks are swallowed outside of lists. */
const breakBetween = (line: string, next: string): string =>
  line.startsWith('- ') && next.startsWith('- ') ? '\n' : '\n\n'

const messageDialect: Dialect = {
  breakBetween,
  byteLimit: dingtalkMarkdownBytes,
  lineLimit: paragraphLines.message,
  link: null,
}
const cardDialect: Dialect = {
  breakBetween,
  byteLimit: limits.markdownBytes,
  lineLimit: paragraphLines.card,
  link: null,
}

const cardParamMap = (card: Card, context: CardContext): Record<string, string> => {
  const title = titled(card, context)
  const subtitle = fit(card.note, limits.subtitle) || fit(card.subtitle, limits.subtitle)
  return {
    title,
    subtitle,
    source: fit(card.source, limits.source),
    markdown: bodyMarkdown(card, cardDialect, context),
    statusText: fit(card.settled ?? (isAsking(card) ? wordingOf(context).cards.waiting : ''), limits.status),
    btns: JSON.stringify([...[...card.buttons, ...card.menu].map(toButton), ...linkButton(card, context)]),
    // A card that is not written word by word is done from the start; 3 is what the platform calls that.
    flowStatus: '3',
    lastMessage: fit(
      card.settled === null ? `${title} ${subtitle}` : `${title} ${card.settled}`,
      limits.lastMessage,
    ),
  }
}

/** Whether somebody is waited for. */
const isAsking = ({ buttons }: Card): boolean => buttons.some(({ style }) => style === 'primary')

const titled = (card: Card, context: CardContext): string =>
  safeMarkdown(card.title, limits.title) || wordingOf(context).cards.unnamed

const colours: Record<CardButton['style'], 'blue' | 'gray' | 'red'> = {
  primary: 'blue',
  normal: 'gray',
  danger: 'red',
  done: 'gray',
}

/** One element of a buttonGroup variable, as the card platform's editor exports it. */
const toButton = ({ key, text, style }: CardButton) => ({
  text: fit(text, limits.button),
  color: colours[style],
  status: style === 'done' ? 'disabled' : 'normal',
  event: { type: 'sendCardRequest', params: { actionId: key, params: {} } },
})

/** DingTalk's own form of a link: beside the chat on a computer, inside DingTalk on a phone. */
const openedInside = (card: Card, context: CardContext): ReturnType<typeof linkShown> => {
  const link = linkShown(card, 'dingtalk', context)
  if (link === null) return null
  const url = `dingtalk://dingtalkclient/page/link?pc_slide=true&url=${encodeURIComponent(link.url)}`
  return { ...link, url }
}

const linkButton = (card: Card, context: CardContext) => {
  const link = openedInside(card, context)
  if (link === null) return []
  const event = { type: 'openLink', params: { url: link.url } }
  return [{ text: fit(link.words.button, limits.button), color: 'gray', status: 'normal', event }]
}

const fit = (text: string, limit: number): string => fitCharacters(tidy(text), limit)
