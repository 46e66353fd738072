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
 * A heuristic, and nothing better can be had. A browser that goes to a page asks for HTML; what does not, or is a robot
 * by its name (`isRobot` of api/links), is a preview.
 */
export function askedFor(
  { headers, query }: Pick<DoorRequest, 'headers' | 'query'>,
  fromRobot: boolean,
): AskedFor {
  const asksForPage = (headers['accept'] ?? '').toLowerCase().includes('text/html')
  if (fromRobot) return 'preview'
  const range = headers['range']
  if (range !== undefined) return /^\s*bytes=0+-/.test(range) ? 'opening' : 'piece'
  // The button on the page that previews are shown: whoever follows it has gone to the document.
  return asksForPage || query.get('open') === '1' ? 'opening' : 'preview'
}
