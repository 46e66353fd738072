import { sentFromWeb, somePages, walk } from './journey'
import { crawlerMark } from '../happening'
import type { Visitor } from '../happening'
import type { Journey, JourneyContext } from './journey'

/** A machine that runs through the site without reading: noise that must not make anybody call anybody. */
export function crawler(context: JourneyContext): Journey {
  const visitor: Visitor = { kind: 'anonymous', device: `${crawlerMark}${context.newId()}` }
  const pages = [
    ...somePages(context, 'site', 'home', 1),
    ...somePages(context, 'site', 'news', 1),
    ...somePages(context, 'site', 'product', 2),
    ...somePages(context, 'site', 'contact', 1),
    ...somePages(context, 'site', 'download', 1),
  ].map((page) => ({ ...page, dwell: [0.1, 0.4] as const }))
  return sentFromWeb(walk(context, visitor, pages, context.start))
}
