import { el, fill, say } from './dom.js'
import { answer, read } from './server.js'
import { words } from './wording.js'

/** A decision with its answers and, when asked, the three layers behind it. `layers` are shown where they are given. */
export function decisionCard(decision, layers = null) {
  const card = el('article', { className: 'card', data: { decision: decision.id } })
  const why = el('div', { className: 'why', id: `why-${decision.id}`, hidden: layers === null })
  if (layers !== null) why.append(...layers.map(layerOf))
  draw(decision)
  return card

  function draw(now) {
    const toggle = el(
      'button',
      {
        type: 'button',
        className: 'button quiet-button',
        aria: { expanded: !why.hidden, controls: why.id },
        on: { click: () => void explain(toggle) },
      },
      why.hidden ? words.why : words.hideWhy,
    )
    fill(
      card,
      el(
        'header',
        { className: 'card-head' },
        el('b', {}, `${now.code} · ${now.rule}`),
        el('span', { className: 'quiet' }, now.at),
      ),
      tagList(now.tags),
      now.settled === '' ? null : el('p', { className: 'settled' }, now.settled),
      answerRow(now.id, now.answers, draw, toggle),
      why,
    )
  }

  async function explain(toggle) {
    const opening = why.hidden
    if (opening && why.childElementCount === 0) {
      toggle.disabled = true
      try {
        why.append(...(await read(`decisions/${decision.id}`)).layers.map(layerOf))
      } catch (error) {
        say(`${words.failed}:${error.message}`)
      }
      toggle.disabled = false
      if (why.childElementCount === 0) return
    }
    why.hidden = !opening
    toggle.setAttribute('aria-expanded', String(opening))
    toggle.textContent = opening ? words.hideWhy : words.why
  }
}

/** `drawn` gets the decision as it is after an answer. */
export function answerRow(id, answers, drawn, ...others) {
  const row = el('div', { className: 'answers' })
  const press = async (key) => {
    for (const button of row.querySelectorAll('button')) button.disabled = true
    try {
      const { kind, decision } = await answer(id, key)
      say(words.done[kind] ?? kind)
      drawn(decision)
    } catch (error) {
      say(`${words.failed}:${error.message}`)
      for (const button of row.querySelectorAll('button')) button.disabled = false
    }
  }
  row.append(
    ...answers.map(({ key, text, style }) =>
      el(
        'button',
        { type: 'button', className: `button ${style}`, data: { key }, on: { click: () => void press(key) } },
        text,
      ),
    ),
    ...others,
  )
  return row
}

export const tagList = (tags) =>
  tags.length === 0
    ? null
    : el('ul', { className: 'tags', aria: { label: words.tags } }, ...tags.map((tag) => el('li', {}, tag)))

const layerOf = ({ heading, lines }) =>
  el(
    'div',
    { className: 'layer' },
    el('h3', {}, heading),
    el('ul', {}, ...lines.map((line) => el('li', {}, line))),
  )
