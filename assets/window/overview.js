import { el } from './dom.js'
import { clock } from './time.js'
import { readOverview } from './server.js'

const everyMs = 2_000

/** The figures in the strip and the list of what visitors do, read again every two seconds while in sight. */
export function createOverview(words) {
  const figures = ['touchpointsPerSecond', 'touchpoints', 'decisions', 'cards'].map((name) => ({
    name,
    value: el('strong', {}, '–'),
  }))
  const strip = el(
    'div',
    { className: 'figures', aria: { label: words.overview } },
    ...figures.map(({ name, value }) =>
      el('div', { className: `figure figure-${name}` }, value, el('span', {}, words[name])),
    ),
  )
  const ticker = el('p', { className: 'ticker' }, words.happeningNone)
  const list = el('ul', { className: 'happening' })
  const panel = el('section', { className: 'panel' }, el('h2', {}, words.happening), list)

  function show(overview) {
    for (const { name, value } of figures) value.textContent = figureText(name, overview[name])
    const [newest] = overview.happening
    ticker.textContent = newest === undefined ? words.happeningNone : newest.text
    list.replaceChildren(
      ...(overview.happening.length === 0 ? [el('li', { className: 'quiet' }, words.happeningNone)] : []),
      ...overview.happening.map(({ at, text }) =>
        el('li', {}, el('time', {}, clock(at)), el('span', {}, text)),
      ),
    )
  }

  async function poll() {
    if (!document.hidden) {
      // A failure shows in the connection bar; the last figures stay.
      await readOverview().then(show, () => undefined)
    }
    setTimeout(poll, everyMs)
  }

  show({ touchpointsPerSecond: null, touchpoints: null, decisions: null, cards: null, happening: [] })
  void poll()
  return { strip, ticker, panel }
}

function figureText(name, value) {
  if (typeof value !== 'number') return '–'
  if (name === 'touchpointsPerSecond') return value < 100 ? value.toFixed(1) : String(Math.round(value))
  return value.toLocaleString('zh-CN')
}
