/** An element; its own text is what stands directly in it, trimmed where it was no CDATA. */
export interface XmlElement {
  readonly name: string
  readonly text: string
  readonly children: readonly XmlElement[]
}

export interface XmlBounds {
  readonly depth: number
  readonly elements: number
}

/** Far above anything WeCom sends: its deepest callback has five levels, its longest a few dozen elements. */
const usualBounds: XmlBounds = { depth: 12, elements: 2_000 }

interface Open {
  readonly name: string
  text: string
  readonly children: XmlElement[]
}

const token =
  /<!\[CDATA\[([\s\S]*?)\]\]>|<\/([\w:.-]{1,64})\s*>|<([A-Za-z_][\w:.-]{0,63})(?:\s[^<>]{0,1000})?\/?>|([^<]+)/y
const declaration = /^\uFEFF?\s*(?:<\?xml\s[^<>?]{0,200}\?>)?/

/**
 * The small part of XML in which WeCom writes: elements, text and CDATA. Attributes are passed over. Whatever else
 * XML can do (document types, entities of one's own, processing instructions, comments) makes it undefined, as does
 * anything not well-formed or out of bounds. Takes time in proportion to its length.
 */
export const parseXml = (source: string, bounds: XmlBounds = usualBounds): XmlElement | undefined => {
  const stack: Open[] = [{ name: '', text: '', children: [] }]
  let elements = 0
  token.lastIndex = declaration.exec(source)?.[0].length ?? 0
  while (token.lastIndex < source.length) {
    const top = stack.at(-1)
    const found = token.exec(source)
    if (found === null || top === undefined) return undefined
    const [whole, cdata, closing, opening, words] = found
    if (cdata !== undefined) top.text += cdata
    else if (words !== undefined) {
      const read = textOf(words)
      if (read === undefined) return undefined
      top.text += read
    } else if (closing !== undefined) {
      if (!close(stack, closing)) return undefined
    } else if (opening !== undefined) {
      elements += 1
      if (elements > bounds.elements || stack.length > bounds.depth) return undefined
      stack.push({ name: opening, text: '', children: [] })
      if (whole.endsWith('/>')) close(stack, opening)
    }
  }
  return root(stack)
}

/** Text of a leaf under this name, undefined where there is none. */
export const textAt = (element: XmlElement, name: string): string | undefined =>
  element.children.find((child) => child.name === name)?.text

const close = (stack: Open[], name: string): boolean => {
  const done = stack.length > 1 ? stack.pop() : undefined
  if (done?.name !== name) return false
  stack.at(-1)?.children.push(done)
  return true
}

const root = (stack: readonly Open[]): XmlElement | undefined => {
  const [outside, unclosed] = stack
  const [only, second] = outside?.children ?? []
  return unclosed === undefined && second === undefined && outside?.text.trim() === '' ? only : undefined
}

const reference = /&(?:#(\d{1,7})|#x([0-9A-Fa-f]{1,6})|(\w{1,8}));|&/g
const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/** White space between elements is layout and says nothing. */
const textOf = (words: string): string | undefined => {
  if (words.trim() === '') return ''
  let sound = true
  const text = words.replace(reference, (_, decimal?: string, hex?: string, name?: string) => {
    const read = name === undefined ? character(decimal, hex) : named[name]
    if (read === undefined) sound = false
    return read ?? ''
  })
  return sound ? text : undefined
}

const character = (decimal: string | undefined, hex: string | undefined): string | undefined => {
  if (decimal === undefined && hex === undefined) return undefined
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
  const allowed = code <= 0x10ffff && code !== 0 && !(code >= 0xd800 && code <= 0xdfff)
  return allowed ? String.fromCodePoint(code) : undefined
}
