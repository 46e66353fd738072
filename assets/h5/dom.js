/**
 * Makes an element. Text only ever becomes a text node, so nothing that somebody wrote can become markup. `on` holds
 * listeners, `aria` and `data` attributes; the rest are properties.
 */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag)
  const { on = {}, aria = {}, data = {}, role, ...rest } = properties
  Object.assign(element, rest)
  if (role !== undefined) element.setAttribute('role', role)
  for (const [name, value] of Object.entries(aria)) element.setAttribute(`aria-${name}`, String(value))
  for (const [name, value] of Object.entries(data)) element.dataset[name] = String(value)
  for (const [name, listener] of Object.entries(on)) element.addEventListener(name, listener)
  return fill(element, ...children)
}

/** Puts these into it and nothing else; null is nothing. */
export function fill(element, ...children) {
  element.replaceChildren(...children.filter((child) => child !== null && child !== undefined))
  return element
}

/** A part of the page under a heading, which names it for whoever cannot see it. */
export function section(heading, ...children) {
  const id = `part-${(sections += 1)}`
  return el('section', { aria: { labelledby: id } }, el('h2', { id }, heading), ...children)
}
let sections = 0

/** Puts the page there, and says that it is whole. */
export function showPage(title, ...children) {
  document.title = `${title} · ${document.documentElement.lang === 'en' ? 'Zhongshu' : '中枢'}`
  const page = document.getElementById('page')
  fill(page, ...children)
  page.setAttribute('aria-busy', 'false')
}

/** Said aloud and shown for a moment, about something that was just done. */
export function say(text) {
  const said = document.getElementById('said')
  said.textContent = text
  clearTimeout(timer)
  timer = setTimeout(() => {
    said.textContent = ''
  }, 4_000)
}
let timer
