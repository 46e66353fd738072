/** What part of a file is asked for: offsets in bytes, the last one included. */
export type ByteRange =
  | { readonly kind: 'whole' }
  | { readonly kind: 'part'; readonly from: number; readonly to: number }
  /** None of it is there. */
  | { readonly kind: 'outside' }

/**
 * One range of bytes (RFC 9110 section 14). Several at once, another unit or something unreadable is the whole file,
 * which the section allows.
 */
export function byteRange(header: string | undefined, size: number): ByteRange {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? []
  if (first === '' && last === '') return { kind: 'whole' }
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const to = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (first !== '' && last !== '' && Number(last) < Number(first)) return { kind: 'whole' }
  return from > to ? { kind: 'outside' } : { kind: 'part', from, to }
}
