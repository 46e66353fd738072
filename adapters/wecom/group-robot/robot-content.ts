import { createHash } from 'node:crypto'

import { toArticle } from '../app/app-content'
import type { NewsArticle } from '../app/app-content'
import { cutToBytes } from '../wire-message'

/** What a group's robot can say (群机器人, DOC 91770, DOC 99110). Texts that are too long are cut, visibly. */
export type RobotContent =
  /** `mention`: user ids, or `@all`. */
  | { readonly kind: 'text'; readonly text: string; readonly mention?: readonly string[] }
  | { readonly kind: 'markdown'; readonly text: string }
  /** With tables, lists and code, without colours and mentions; older clients show it as plain text. */
  | { readonly kind: 'markdown-v2'; readonly text: string }
  /** JPG or PNG, at most 2 MB. */
  | { readonly kind: 'picture'; readonly bytes: Uint8Array }
  | { readonly kind: 'news'; readonly articles: readonly NewsArticle[] }
  /** At most 20 MB; the name in ASCII. */
  | { readonly kind: 'file'; readonly bytes: Uint8Array; readonly name: string; readonly contentType: string }
  /** `text_notice` or `news_notice`: nobody hears a button in a group. */
  | { readonly kind: 'card'; readonly card: Readonly<Record<string, unknown>> }

export type RobotWords = Exclude<RobotContent, { kind: 'file' }>

export const mostPictureBytes = 2 << 20
const longestText = 2_048
const longestMarkdown = 4_096

export const robotBody = (content: RobotWords): object => {
  switch (content.kind) {
    case 'text': {
      const words = cutToBytes(content.text.trim(), longestText)
      const mentioned = content.mention === undefined ? {} : { mentioned_list: content.mention }
      return { msgtype: 'text', text: { content: words, ...mentioned } }
    }
    case 'markdown':
      return { msgtype: 'markdown', markdown: { content: cutToBytes(content.text.trim(), longestMarkdown) } }
    case 'markdown-v2':
      return {
        msgtype: 'markdown_v2',
        markdown_v2: { content: cutToBytes(content.text.trim(), longestMarkdown) },
      }
    case 'picture': {
      const md5 = createHash('md5').update(content.bytes).digest('hex')
      return { msgtype: 'image', image: { base64: Buffer.from(content.bytes).toString('base64'), md5 } }
    }
    case 'news':
      return { msgtype: 'news', news: { articles: content.articles.slice(0, 8).map(toArticle) } }
    case 'card':
      return { msgtype: 'template_card', template_card: content.card }
  }
}
