import { cutToBytes } from '../wire-message'

/** What an app can say (DOC 90236). Texts that are too long are cut between characters, visibly. */
export type AppContent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'markdown'; readonly text: string }
  /** By media_id, from an upload of the last three days. */
  | { readonly kind: 'image' | 'file'; readonly mediaId: string }
  | { readonly kind: 'news'; readonly articles: readonly NewsArticle[] }
  | { readonly kind: 'card'; readonly card: Readonly<Record<string, unknown>> }

/** One to eight of them; title 128 bytes, description 512. */
export interface NewsArticle {
  readonly title: string
  readonly description?: string
  readonly url: string
  readonly pictureUrl?: string
}

/** Bytes of text and Markdown alike. */
export const longestAppText = 2_048
const mostArticles = 8

/** `msgtype` and the object that is named like it. */
export const wireContent = (content: AppContent): Readonly<Record<string, unknown>> => {
  switch (content.kind) {
    case 'text':
    case 'markdown':
      return {
        msgtype: content.kind,
        [content.kind]: { content: cutToBytes(content.text.trim(), longestAppText) },
      }
    case 'image':
    case 'file':
      return { msgtype: content.kind, [content.kind]: { media_id: content.mediaId } }
    case 'news':
      return { msgtype: 'news', news: { articles: content.articles.slice(0, mostArticles).map(toArticle) } }
    case 'card':
      return { msgtype: 'template_card', template_card: content.card }
  }
}

export const toArticle = ({ title, description, url, pictureUrl }: NewsArticle) => ({
  title: cutToBytes(title, 128),
  ...(description === undefined ? {} : { description: cutToBytes(description, 512) }),
  url,
  ...(pictureUrl === undefined ? {} : { picurl: pictureUrl }),
})
