import { el, icon, icons, replaceChildren } from './dom.js'
import { renderShown } from './card.js'
import { avatar } from './people.js'
import { moment } from './time.js'

/** A press that nobody has answered for so long may be made again. */
const answerWithinMs = 6_000
const gapMs = 5 * 60_000

const newestOf = (log) => [...log.querySelectorAll('[data-id]')].at(-1)?.dataset.id

/** The messages of one chat. Draws only what changed, and stays at the end unless one has scrolled up. */
export function createConversation(words, { onPress, onRetry }) {
  const drawn = new Map()
  const log = el('div', { className: 'log', role: 'log', aria: { live: 'polite' } })
  const jump = el(
    'button',
    { type: 'button', className: 'jump', hidden: true, on: { click: () => toEnd('smooth') } },
    words.newMessages,
    icon(icons.down),
  )
  const scroller = el('div', { className: 'scroller', tabIndex: 0, on: { scroll: noteScroll } }, log)
  const element = el('div', { className: 'conversation' }, scroller, jump)
  /** What to do with pressed cards that stay as they are once something has answered. */
  let pressed = []
  const waitingRow = el('div', { className: 'waiting' }, pulse(), el('span', {}, words.waiting))
  let chat = ''
  let person = null
  let pictureAt = () => ''
  let linkAt = (address) => address

  /** Whether one reads at the end, so that a picture that comes later must not push it out of sight. */
  let staying = true
  let lastTop = 0
  log.addEventListener('load', () => staying && toEnd('instant'), true)

  const atEnd = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 80
  const toEnd = (behavior) => scroller.scrollTo({ top: scroller.scrollHeight, behavior })

  function noteScroll() {
    // What grows below does not scroll; only a person goes up.
    if (atEnd()) staying = true
    else if (scroller.scrollTop < lastTop) staying = false
    lastTop = scroller.scrollTop
    if (staying) jump.hidden = true
  }

  /** `sending` are the messages that are on their way. */
  function show({ key, who, pictures, links, messages, sending, empty }) {
    const fresh = key !== chat
    if (fresh) {
      drawn.clear()
      pressed = []
    }
    const stay = fresh || staying || atEnd()
    staying = stay
    const before = drawn.size
    chat = key
    person = who
    pictureAt = pictures
    linkAt = links
    const rows = []
    messages.forEach((message, index) => {
      const previous = messages[index - 1]
      if (previous === undefined || message.at - previous.at > gapMs) rows.push(timeRow(message))
      rows.push(messageRow(message))
    })
    const kept = new Set(messages.map(({ id }) => id))
    for (const id of drawn.keys()) if (!kept.has(id) && !id.startsWith('time ')) drawn.delete(id)
    rows.push(...sending.map(sendingRow))
    if (rows.length === 0) rows.push(emptyNote(empty))
    else if (empty.waiting && !messages.some(({ shown }) => shown.form === 'card')) rows.push(waitingRow)
    replaceChildren(log, rows)
    pressed = pressed.filter((waiting) => !waiting.answeredBy(messages))
    if (stay) toEnd('instant')
    else if (drawn.size > before) jump.hidden = false
  }

  function timeRow(message) {
    const id = `time ${message.id}`
    return keep(id, '', () => el('div', { className: 'time-row' }, moment(message.at, words)))
  }

  function messageRow(message) {
    const version = JSON.stringify([message.changedAt, message.shown])
    return keep(message.id, version, () => {
      const content = renderShown(message.shown, (key) => press(message, key, row), pictureAt)
      for (const link of content.querySelectorAll('a[data-link]')) link.href = linkAt(link.dataset.link)
      const note = el('div', { className: 'note', role: 'status' }, changedNote(message))
      const mine = message.from === 'me'
      const row = el(
        'div',
        { className: `message ${mine ? 'mine' : 'theirs'}`, data: { id: message.id } },
        mine ? avatar(person.name, person.role) : el('span', { className: 'avatar avatar-bot' }, '枢'),
        el('div', { className: 'message-body' }, content, note),
      )
      return row
    })
  }

  function keep(id, version, make) {
    const found = drawn.get(id)
    if (found?.version === version) return found.element
    const element = make()
    if (found !== undefined) element.classList.add('changed')
    drawn.set(id, { version, element })
    return element
  }

  function changedNote(message) {
    return message.changedAt === null ? '' : words.changedAt(moment(message.changedAt, words))
  }

  /** Nobody presses twice while the first press is under way. */
  async function press(message, key, row) {
    const buttons = [...row.querySelectorAll('.card-button:not(.done)')]
    if (buttons.some((button) => button.disabled)) return
    const note = row.querySelector('.note')
    const free = (text) => {
      clearTimeout(timer)
      for (const button of buttons) button.disabled = false
      note.textContent = text
    }
    for (const button of buttons) button.disabled = true
    note.textContent = words.pressing
    const timer = setTimeout(() => free(words.noAnswer), answerWithinMs)
    const newest = newestOf(log)
    // Some buttons change their card; others are answered by a new message and may be pressed again.
    pressed.push({
      answeredBy: (messages) => {
        const answered = messages.at(-1)?.id !== newest
        if (answered || !row.isConnected) free(changedNote(message))
        return answered || !row.isConnected
      },
    })
    try {
      await onPress(message, key)
    } catch (error) {
      free(`${words.pressFailed} ${error.message}`)
    }
  }

  function sendingRow(item) {
    return el(
      'div',
      { className: `message mine ${item.failed === null ? 'sending' : 'failed'}` },
      avatar(person.name, person.role),
      el(
        'div',
        { className: 'message-body' },
        el('div', { className: 'bubble' }, item.text),
        el(
          'div',
          { className: 'note', role: 'status' },
          item.failed === null ? words.sending : `${words.notSent} · ${item.failed} `,
          item.failed === null
            ? null
            : el(
                'button',
                { type: 'button', className: 'link', on: { click: () => onRetry(item) } },
                words.again,
              ),
        ),
      ),
    )
  }

  function emptyNote({ title, text, waiting }) {
    return el(
      'div',
      { className: 'empty' },
      waiting ? pulse() : null,
      title === '' ? null : el('h3', {}, title),
      el('p', {}, text),
    )
  }

  return { element, show }
}

function pulse() {
  return el('div', { className: 'pulse', aria: { hidden: 'true' } }, el('i'), el('i'), el('i'))
}
