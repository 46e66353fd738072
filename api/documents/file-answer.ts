import type { DoorAnswer } from '../../contract/ports/door'
import { byteRange } from './domain/byte-range'
import { contentDisposition } from './domain/file-name'
import type { DocumentContent, KnownDocument } from './library'
import { commonHeaders } from './pages'

type File = Extract<DocumentContent, { kind: 'file' }>

/** The document, or the piece of it that was asked for. */
export function documentAnswer(
  { name, content }: KnownDocument,
  headers: Readonly<Record<string, string | undefined>>,
): DoorAnswer {
  if (content.kind === 'elsewhere')
    return { status: 302, headers: { ...commonHeaders, location: content.url } }
  const head = headOf(name, content)
  const stillThat = headers['if-range'] === undefined || headers['if-range'] === content.tag
  const range = byteRange(stillThat ? headers['range'] : undefined, content.bytes.length)
  const size = content.bytes.length
  switch (range.kind) {
    case 'whole':
      return { status: 200, headers: head, body: content.bytes }
    case 'outside':
      return { status: 416, headers: { ...commonHeaders, 'content-range': `bytes */${size}` } }
    case 'part':
      return {
        status: 206,
        headers: { ...head, 'content-range': `bytes ${range.from}-${range.to}/${size}` },
        body: content.bytes.subarray(range.from, range.to + 1),
      }
  }
}

/** A page of ours runs no script and loads nothing; a viewer of PDF files needs more, and is the browser's own. */
const headOf = (name: string, { mediaType, extension, tag }: File): Record<string, string> => ({
  ...commonHeaders,
  'content-type': mediaType,
  'content-disposition': contentDisposition(name, extension),
  'content-security-policy':
    extension === '.html'
      ? "sandbox allow-popups; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors 'none'"
      : "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; object-src 'self'; frame-ancestors 'none'",
  'accept-ranges': 'bytes',
  etag: tag,
})
