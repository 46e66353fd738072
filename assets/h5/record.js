import { decisionCard, tagList } from './decision.js'
import { el, section, showPage } from './dom.js'
import { pagedList } from './more.js'
import { read } from './server.js'
import { words } from './wording.js'

const before = (place) => `&before=${place}`

/** A customer's whole record; `opened` is a decision, with its layers, that is shown first. */
export async function showRecord(customer, opened = null) {
  const record = await read(`customers/${customer}`)
  const path = `customers/${record.id}`
  showPage(
    record.name,
    head(record),
    opened === null ? null : section(words.thisDecision, decisionCard(opened.decision, opened.layers)),
    section(words.parts, score(record)),
    section(words.steps, steps(record.steps)),
    section(
      opened === null ? words.decisions : words.otherDecisions,
      pagedList({
        path: `${path}/decisions?limit=10`,
        next: before,
        row: (decision) =>
          decision.id === opened?.decision.id ? null : el('li', {}, decisionCard(decision)),
        empty: opened === null ? words.noDecisions : words.noOtherDecisions,
        className: 'cards',
      }),
    ),
    section(
      words.followUps,
      pagedList({
        path: `${path}/follow-ups?limit=10`,
        next: before,
        row: ({ code, text, note }) => row(code, note === '' ? text : `${text}\n${note}`),
        empty: words.noFollowUps,
      }),
    ),
    section(
      words.timeline,
      pagedList({
        path: `${path}/timeline?limit=20`,
        next: before,
        row: ({ at, text }) => row(at, text),
        empty: words.noTimeline,
      }),
    ),
  )
}

const row = (label, text) =>
  el('li', {}, el('span', { className: 'label' }, label), el('span', { className: 'text' }, text))

function head(record) {
  const about = [record.company, record.position].filter((text) => text !== '' && text !== record.name)
  const facts = [
    [words.stage, record.stage],
    [words.owner, record.owner],
    [words.last, record.last],
  ]
  return el(
    'header',
    { className: 'record-head' },
    el(
      'div',
      { className: 'who' },
      el('h1', {}, record.name),
      el('p', { className: 'quiet' }, about.join(' · ')),
    ),
    el(
      'div',
      {
        className: 'score',
        role: 'img',
        aria: { label: `${words.score} ${points(record.tenths)},${words.of100}` },
      },
      el('b', {}, points(record.tenths)),
      el('span', {}, words.score),
    ),
    tagList(record.tags),
    el(
      'dl',
      { className: 'facts' },
      ...facts.flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]),
    ),
    record.contacts.length === 0 ? null : contacts(record.contacts),
  )
}

/** What is masked cannot be called. */
const contacts = (list) =>
  el(
    'ul',
    { className: 'contacts', aria: { label: words.contact } },
    ...list.map(({ type, value }) =>
      el(
        'li',
        {},
        value.includes('*')
          ? value
          : el(
              'a',
              {
                href: `${type === 'phone' ? 'tel' : 'mailto'}:${value}`,
                ...(type === 'phone' ? { aria: { label: words.call(value) } } : {}),
              },
              value,
            ),
      ),
    ),
  )

function score({ parts, tenths }) {
  if (parts.length === 0) return el('p', { className: 'quiet' }, words.noParts)
  return el(
    'div',
    {},
    el(
      'ul',
      { className: 'parts' },
      ...parts.map((part) =>
        el(
          'li',
          { data: { tenths: part.tenths } },
          el('span', {}, part.text),
          el('meter', {
            min: 0,
            max: 1_000,
            value: Math.max(0, part.tenths),
            aria: { label: part.name },
          }),
        ),
      ),
    ),
    el('p', { className: 'sum' }, `${words.sum} ${points(tenths)}`),
  )
}

function steps(list) {
  if (list.length === 0) return el('p', { className: 'quiet' }, words.noSteps)
  return el(
    'ul',
    { className: 'cards' },
    ...list.map((step) =>
      el(
        'li',
        {},
        el(
          'article',
          { className: 'card' },
          el(
            'header',
            { className: 'card-head' },
            el('b', {}, step.name),
            el('span', { className: 'quiet' }, words.due(step.due)),
          ),
          step.task === '' ? null : el('p', {}, step.task),
          el(
            'p',
            { className: 'quiet' },
            [step.state === 'open' ? words.openStep : words.waitingStep, step.owner, step.package, step.code]
              .filter((text) => text !== '')
              .join(' · '),
          ),
        ),
      ),
    ),
  )
}

const points = (tenths) => (tenths / 10).toFixed(1)
