import { el, icon, icons } from './dom.js'
import { moment } from './time.js'

const roles = ['rep', 'manager', 'director', 'admin']
/** The server counts no further. */
const mostHeard = 20

export const chatKey = ({ platform, userId }) => `${platform} ${userId}`

/** Messages of the bot since the chat was last looked at. */
export function unreadOf(chat, seen) {
  const since = seen[chatKey(chat)] ?? 0
  return chat.heardAt.filter((at) => at > since).length
}

/** The searchable list of who one can be. `onChoose` gets the person. */
export function createPeopleList(words, { onChoose }) {
  let state = { people: [], seen: {}, current: null }
  let role = ''
  const search = el('input', {
    type: 'search',
    placeholder: words.search,
    autocomplete: 'off',
    maxLength: 40,
    aria: { label: words.search },
    on: { input: draw },
  })
  const filters = ['', ...roles].map((name) =>
    el(
      'button',
      {
        type: 'button',
        className: 'filter',
        aria: { pressed: name === role },
        data: { role: name },
        on: {
          click: () => {
            role = name
            for (const f of filters) f.setAttribute('aria-pressed', String(f.dataset.role === role))
            draw()
          },
        },
      },
      name === '' ? words.all : words.roles[name],
    ),
  )
  const list = el('ul', { className: 'people' })
  const element = el(
    'nav',
    { className: 'people-pane', aria: { label: words.whoAmI } },
    el('label', { className: 'search' }, icon(icons.search), search),
    el('div', { className: 'filters' }, ...filters),
    list,
  )

  function draw() {
    const wanted = search.value.trim().toLowerCase()
    const fitting = state.people.filter((p) => (role === '' || p.role === role) && fits(p, wanted, words))
    list.replaceChildren(
      ...fitting.map((person) => row(person)),
      ...(fitting.length === 0 ? [el('li', { className: 'quiet nobody' }, words.nobody)] : []),
    )
  }

  function row(person) {
    const unread = person.chats.reduce((sum, chat) => sum + unreadOf(chat, state.seen), 0)
    const last = person.chats.reduce((a, c) => ((c.lastAt ?? 0) > (a?.lastAt ?? 0) ? c : a), null)
    return el(
      'li',
      {},
      el(
        'button',
        {
          type: 'button',
          className: 'person',
          aria: { current: person.name === state.current ? 'true' : 'false' },
          data: { name: person.name },
          on: { click: () => onChoose(person) },
        },
        avatar(person.name, person.role),
        el(
          'span',
          { className: 'person-text' },
          el(
            'span',
            { className: 'person-name' },
            el('b', {}, person.name),
            el('span', { className: 'role' }, `${words.roles[person.role]} · ${person.team}`),
          ),
          el('span', { className: 'person-last' }, last?.lastText ?? ''),
        ),
        el(
          'span',
          { className: 'person-side' },
          el('span', { className: 'person-time' }, last?.lastAt ? moment(last.lastAt, words) : ''),
          unread === 0
            ? el(
                'span',
                { className: 'badges' },
                ...person.chats.map((c) => platformBadge(c.platform, words)),
              )
            : unreadBadge(unread, words),
        ),
      ),
    )
  }

  return {
    element,
    focus: () => search.focus(),
    show(next) {
      state = next
      draw()
    },
  }
}

export function avatar(name, role) {
  return el('span', { className: `avatar avatar-${role}`, aria: { hidden: 'true' } }, name.slice(-2))
}

export function platformBadge(platform, words) {
  return el('span', { className: `badge badge-${platform}` }, words.platformsShort[platform])
}

export function unreadBadge(count, words) {
  const more = count >= mostHeard
  return el(
    'span',
    { className: 'unread', aria: { label: words.unread(count, more) } },
    more ? `${mostHeard - 1}+` : String(count),
  )
}

function fits(person, wanted, words) {
  const platforms = person.chats.map(
    (c) => `${words.platforms[c.platform]} ${words.platformsShort[c.platform]} ${c.userId}`,
  )
  const all = [person.name, person.team, words.roles[person.role], ...platforms].join(' ').toLowerCase()
  return wanted.split(/\s+/).every((word) => all.includes(word))
}
