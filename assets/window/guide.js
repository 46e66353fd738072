import { el, icon, icons } from './dom.js'
import { recall, remember } from './store.js'

const steps = ['wait', 'press', 'why', 'technical', 'manager']

/** The short tour: what to try, ticked off by itself as it happens. */
export function createGuide(words) {
  const done = new Set(recall('guide', []))
  const list = el('ol', { className: 'guide-steps' })
  const panel = el('section', { className: 'panel guide' }, el('h2', {}, words.guideTitle), list)
  const text = el('span', { className: 'hint-text' })
  const hide = el('button', {
    type: 'button',
    className: 'icon-button',
    title: words.guideHide,
    aria: { label: words.guideHide },
    on: { click: () => dismiss() },
  })
  hide.append(icon(icons.close))
  const hint = el('div', { className: 'hint', role: 'status' }, el('strong', {}, words.guideNext), text, hide)

  function dismiss() {
    remember('guideHidden', true)
    draw()
  }

  function draw() {
    const next = steps.find((step) => !done.has(step))
    list.replaceChildren(
      ...steps.map((step) =>
        el(
          'li',
          { className: done.has(step) ? 'done' : step === next ? 'next' : '' },
          el('span', { className: 'tick' }, done.has(step) ? icon(icons.check) : ''),
          el('span', {}, words.guide[step]),
        ),
      ),
    )
    text.textContent = next === undefined ? words.guideDone : words.guide[next]
    hint.hidden = recall('guideHidden', false)
  }

  draw()
  return {
    panel,
    hint,
    /** Ticks a step off; a later step done early counts as well. */
    reach(step) {
      if (done.has(step)) return
      done.add(step)
      remember('guide', [...done])
      draw()
    },
  }
}
