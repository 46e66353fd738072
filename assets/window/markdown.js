import { el } from './dom.js'

/**
 * The markdown that both platforms show in messages: headings, bold, links, inline code, quotes, lists, rules, line
 * breaks, coloured words, and pictures by media id. Everything else, HTML above all, stays text. `pictureAt` says under
 * which address a picture is.
 */
export function renderMarkdown(source, pictureAt) {
  const root = document.createDocumentFragment()
  const lines = String(source)
    .slice(0, 20_000)
    .replace(/\r\n?/g, '\n')
    .replace(/<br\s*\/?>/gi, '\n')
    .split('\n')
  let open = null
  const into = (tag, className) => {
    if (open === null || open.tag !== tag) {
      open = { tag, element: el(tag, className === undefined ? {} : { className }) }
      root.append(open.element)
      return { element: open.element, fresh: true }
    }
    return { element: open.element, fresh: false }
  }
  for (const line of lines) {
    const { kind, text, level, alt } = readLine(line)
    if (kind === 'blank') open = null
    else if (kind === 'picture') {
      open = null
      root.append(picture(pictureAt(text), alt))
    } else if (kind === 'heading' || kind === 'rule') {
      open = null
      root.append(kind === 'rule' ? el('hr') : el(`h${Math.min(level + 2, 6)}`, {}, ...inline(text)))
    } else if (kind === 'bullet') into('ul').element.append(el('li', {}, ...inline(text)))
    else if (kind === 'number') into('ol').element.append(el('li', {}, ...inline(text)))
    else {
      const { element, fresh } = into(kind === 'quote' ? 'blockquote' : 'p')
      if (!fresh) element.append(el('br'))
      element.append(...inline(text))
    }
  }
  return root
}

/** A picture that opens in full when it is pressed. */
export function picture(address, alt) {
  const image = el('img', { src: address, alt })
  return el('a', { className: 'picture', href: address, target: '_blank', rel: 'noopener' }, image)
}

function readLine(line) {
  if (line.trim() === '') return { kind: 'blank' }
  const shown = /^!\[([^\]]*)\]\((@[\w-]+)\)$/.exec(line.trim())
  if (shown) return { kind: 'picture', text: shown[2], alt: shown[1] }
  const heading = /^(#{1,6})\s+(.*)$/.exec(line)
  if (heading) return { kind: 'heading', level: heading[1].length, text: heading[2] }
  if (/^\s*(-{3,}|\*{3,})\s*$/.test(line)) return { kind: 'rule' }
  const quote = /^>\s?(.*)$/.exec(line)
  if (quote) return { kind: 'quote', text: quote[1] }
  const bullet = /^\s*[-*+]\s+(.*)$/.exec(line)
  if (bullet) return { kind: 'bullet', text: bullet[1] }
  const number = /^\s*\d{1,3}[.)]\s+(.*)$/.exec(line)
  if (number) return { kind: 'number', text: number[1] }
  return { kind: 'text', text: line }
}

const spans = [
  { form: /`([^`]+)`/, make: ([, text]) => el('code', {}, text) },
  { form: /\*\*(.+?)\*\*/, make: ([, text], depth) => el('strong', {}, ...inline(text, depth)) },
  { form: /\[([^\]]{1,300})\]\(([^\s()]{1,2000})\)/, make: link },
  {
    form: /<font color=["']?([\w#]{1,40})["']?>(.*?)<\/font>/i,
    make: ([, color, text], depth) =>
      el('span', { className: `tint tint-${tint(color)}` }, ...inline(text, depth)),
  },
]

/** Text with spans in it as nodes. */
function inline(text, depth = 0) {
  if (text === '') return []
  if (depth > 6) return [document.createTextNode(text)]
  let first = null
  for (const span of spans) {
    const found = span.form.exec(text)
    if (found !== null && (first === null || found.index < first.found.index)) first = { span, found }
  }
  if (first === null) return [document.createTextNode(text)]
  const { span, found } = first
  return [
    ...inline(text.slice(0, found.index), depth + 1),
    span.make(found, depth + 1),
    ...inline(text.slice(found.index + found[0].length), depth),
  ]
}

/** Only addresses of the web, and what DingTalk opens itself, become links; anything else stays as it was written. */
function link([whole, text, address], depth) {
  if (!/^(https?:\/\/|dingtalk:\/\/dingtalkclient\/page\/link\?)/i.test(address)) {
    return document.createTextNode(whole)
  }
  return clientLink(address, inline(text, depth))
}

/** A link that the person's client opens; `data-link` is where it leads, for whoever plays the client. */
export function clientLink(address, content, className = '') {
  return el(
    'a',
    { href: address, target: '_blank', rel: 'noopener noreferrer', className, data: { link: address } },
    ...[content].flat(),
  )
}

function tint(color) {
  const name = color.toLowerCase()
  if (name === 'info' || name.includes('green')) return 'good'
  if (name === 'warning' || name.includes('orange') || name.includes('red')) return 'alarm'
  if (name === 'comment' || name.includes('gray') || name.includes('grey')) return 'quiet'
  return 'accent'
}
