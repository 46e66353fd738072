/**
 * `inline` with a name for whoever saves it: in ASCII for old clients and whole in UTF-8 (RFC 6266, RFC 8187).
 * `extension` comes with its dot.
 */
export function contentDisposition(name: string, extension: string): string {
  const clean = name
    .replace(/[\ud800-\udfff]/gu, '')
    .replace(/[\p{Cc}\p{Bidi_Control}/\\:*?"<>|]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const ascii = clean
    .replace(/[^ -~]/g, '')
    .replace(/[%']/g, '')
    .replace(/ +/g, ' ')
    .trim()
  const plain = /[A-Za-z0-9]/.test(ascii) ? ascii : 'document'
  return `inline; filename="${plain}${extension}"; filename*=UTF-8''${encoded(clean + extension)}`
}

/** What `encodeURIComponent` leaves and an attribute of a header may not have (RFC 8187 section 3.2.1). */
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
