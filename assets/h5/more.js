import { el } from './dom.js'
import { read } from './server.js'
import { words } from './wording.js'

/** A list that is read part by part: `path` with what comes next put behind it, `row` for each, `empty` for none. */
export function pagedList({ path, next, row, empty, className = 'rows' }) {
  const list = el('ul', { className })
  const button = el('button', { type: 'button', className: 'button more', hidden: true }, words.more)
  const note = el('p', { className: 'quiet', role: 'status' }, words.loading)
  const element = el('div', {}, list, note, button)

  const load = async (place) => {
    button.disabled = true
    try {
      const page = await read(path + (place === null ? '' : next(place)))
      const rows = page.items.map(row).filter((one) => one !== null)
      const focus = place === null ? null : rows[0]
      list.append(...rows)
      note.textContent = list.children.length === 0 ? empty : ''
      button.hidden = page.next === null
      button.onclick = () => void load(page.next)
      // Whoever pressed with a keyboard goes on where the new part begins.
      if (focus) {
        focus.tabIndex = -1
        focus.focus({ preventScroll: true })
      }
    } catch (error) {
      note.textContent = `${words.failed}:${error.message}`
      button.hidden = false
      button.onclick = () => void load(place)
    }
    button.disabled = false
  }
  void load(null)
  return element
}
