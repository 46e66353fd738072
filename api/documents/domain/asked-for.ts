import type { DoorRequest } from '../../../contract/ports/door'

/** What a request for a link asks for, as far as its head tells. */
export type AskedFor =
  /** Somebody opens the document. */
  | 'opening'
  /** A program that shows what is behind a link, or looks whether it is harmless: nobody has opened anything. */
  | 'preview'
  /** A later piece of a document that a viewer is reading. */
  | 'piece'

/**
 * A heuristic, and nothing better can be had: a program may say that it is a browser, and some of the platforms' own
 * scanners do. A browser that goes to a page sends its name and asks for HTML; what does not, or calls itself a robot,
 * is a preview. DingTalk's preview asks for HTML and is known by its name (`DingTalkBot-LinkService/1.0`).
 */
export function askedFor({ headers, query }: Pick<DoorRequest, 'headers' | 'query'>): AskedFor {
  const agent = headers['user-agent']?.trim() ?? ''
  const asksForPage = (headers['accept'] ?? '').toLowerCase().includes('text/html')
  if (agent === '' || robots.test(agent)) return 'preview'
  const range = headers['range']
  if (range !== undefined) return /^\s*bytes=0+-/.test(range) ? 'opening' : 'piece'
  // The button on the page that previews are shown: whoever follows it has gone to the document.
  return asksForPage || query.get('open') === '1' ? 'opening' : 'preview'
}

/** Cubot makes telephones. */
const robots =
  /(?<!cu)bot\b|bot[/_-]|crawl|spider|preview|prefetch|linkservice|externalhit|slurp|url2meta|scanner|monitor|headless|^(?:curl|wget|python|java|go-http|okhttp|axios|node|undici|postman)/i
