/**
 * Makes an element. Text only ever becomes a text node, so nothing that somebody wrote can become markup.
 * `on` holds listeners, `aria` and `data` attributes; the rest are properties.
 */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag)
  const { on = {}, aria = {}, data = {}, role, ...rest } = properties
  Object.assign(element, rest)
  if (role !== undefined) element.setAttribute('role', role)
  for (const [name, value] of Object.entries(aria)) element.setAttribute(`aria-${name}`, String(value))
  for (const [name, value] of Object.entries(data)) element.dataset[name] = String(value)
  for (const [name, listener] of Object.entries(on)) element.addEventListener(name, listener)
  element.append(...children.filter((child) => child !== null && child !== undefined))
  return element
}

const svgSpace = 'http://www.w3.org/2000/svg'

/** A line icon of 24 × 24 from one path. */
export function icon(path) {
  const svg = document.createElementNS(svgSpace, 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('class', 'icon')
  svg.setAttribute('aria-hidden', 'true')
  const line = document.createElementNS(svgSpace, 'path')
  line.setAttribute('d', path)
  svg.append(line)
  return svg
}

export const icons = {
  chevron: 'M6 9l6 6 6-6',
  search: 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM20 20l-4-4',
  close: 'M6 6l12 12M18 6L6 18',
  send: 'M4 12l16-7-6 16-3-7-7-2z',
  theme: 'M12 3a9 9 0 1 0 9 9 7 7 0 0 1-9-9z',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  down: 'M12 5v14M6 13l6 6 6-6',
}

/** Keeps the children of `parent` as they are where they need not change. */
export function replaceChildren(parent, children) {
  const same =
    parent.childNodes.length === children.length &&
    children.every((child, index) => parent.childNodes[index] === child)
  if (!same) parent.replaceChildren(...children)
}
