import { createComposer } from './composer.js'
import { createConversation } from './conversation.js'
import { el, icon, icons } from './dom.js'
import { createGuide } from './guide.js'
import { createOverview } from './overview.js'
import { avatar, chatKey, createPeopleList, platformBadge, unreadBadge, unreadOf } from './people.js'
import { followAddress, listen, pictureAddress, press, readConversation, readPeople, say } from './server.js'
import { recall, remember } from './store.js'
import { tellTimeOf } from './time.js'
import { wording } from './wording.js'

const language = recall('language', 'zh') === 'en' ? 'en' : 'zh'
const words = wording[language]
document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
document.title = words.title
applyTheme(recall('theme', ''))

const state = { people: [], person: null, chat: null, messages: [], sending: [], seen: recall('seen', {}) }

const guide = createGuide(words)
const overview = createOverview(words)
const list = createPeopleList(words, { onChoose: (person) => choose(person) })
const conversation = createConversation(words, { onPress, onRetry: send })
const composer = createComposer(words, { onSend: (text) => send({ text }) })
const who = el('button', { type: 'button', className: 'who', on: { click: () => openPeople(true) } })
const tabs = el('div', { className: 'tabs', role: 'group', aria: { label: words.platformChoice } })
const meIs = el('span', { className: 'me-is' })
const lost = el('div', { className: 'lost', role: 'alert', hidden: true }, words.connectionLost)
const chatPane = el(
  'main',
  { className: 'chat' },
  el(
    'header',
    { className: 'chat-head' },
    el(
      'div',
      { className: 'chat-title' },
      el('span', { className: 'avatar avatar-bot', aria: { hidden: 'true' } }, '枢'),
      el('b', {}, words.chatWith),
      el('span', { className: 'tag' }, words.bot),
      meIs,
    ),
    tabs,
  ),
  lost,
  conversation.element,
  guide.hint,
  composer.element,
)
const peoplePane = el(
  'div',
  { className: 'left' },
  el(
    'div',
    { className: 'sheet-head' },
    el('b', {}, words.choosePerson),
    iconButton(icons.close, words.close, () => openPeople(false)),
  ),
  list.element,
)

document
  .getElementById('app')
  .replaceChildren(
    el(
      'header',
      { className: 'top' },
      el(
        'div',
        { className: 'brand', title: words.company },
        el('img', { src: 'icon.svg', alt: '', width: 26, height: 26 }),
        el('b', {}, words.brand),
        el('span', { className: 'tag' }, words.trial),
      ),
      overview.strip,
      overview.ticker,
      el(
        'div',
        { className: 'top-buttons' },
        el(
          'button',
          { type: 'button', className: 'text-button', on: { click: otherLanguage } },
          words.language,
        ),
        iconButton(icons.theme, words.theme, otherTheme),
      ),
    ),
    who,
    peoplePane,
    chatPane,
    el('aside', { className: 'right' }, guide.panel, overview.panel),
  )

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') openPeople(false)
})
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) markSeen()
})

listen({
  onOpen: () => {
    lost.hidden = true
    void reload()
  },
  onLost: () => {
    lost.hidden = false
  },
  onChanged: (summary) => {
    for (const person of state.people) {
      person.chats = person.chats.map((chat) => (chatKey(chat) === chatKey(summary) ? summary : chat))
    }
    if (state.chat !== null && chatKey(state.chat) === chatKey(summary)) void loadConversation()
    drawPeople()
  },
})

/** Reads everything anew: at the start, and whenever the line was lost in between. */
async function reload() {
  try {
    const { people, first, utcOffsetMinutes, follows } = await readPeople()
    state.follows = follows === true
    tellTimeOf(utcOffsetMinutes)
    state.people = people
    const wanted = state.person?.name ?? first
    const person = people.find(({ name }) => name === wanted) ?? people[0]
    if (person === undefined) return
    if (state.person === null) choose(person)
    else state.person = person
    await loadConversation()
    drawPeople()
  } catch {
    setTimeout(reload, 2_000)
  }
}

function choose(person) {
  const unread = person.chats.find((chat) => unreadOf(chat, state.seen) > 0)
  state.person = person
  openPeople(false)
  openChat(unread ?? person.chats[0] ?? null)
}

function openChat(chat) {
  state.chat = chat
  state.messages = []
  state.sending = []
  chatPane.dataset.platform = chat?.platform ?? ''
  draw()
  drawPeople()
  if (chat !== null) void loadConversation()
}

let loading = 0

/** Only the newest answer counts, whichever order they come in. */
async function loadConversation() {
  const { chat } = state
  if (chat === null) return
  const turn = ++loading
  try {
    const { messages } = await readConversation(chat)
    if (turn !== loading || state.chat === null || chatKey(state.chat) !== chatKey(chat)) return
    state.messages = messages
    noteProgress(messages)
    markSeen()
    draw()
  } catch {
    if (turn === loading) setTimeout(loadConversation, 1_500)
  }
}

function noteProgress(messages) {
  const cards = messages.filter(({ from, shown }) => from === 'bot' && shown.form === 'card')
  if (cards.length > 0) guide.reach('wait')
  if (cards.some(({ shown }) => `${shown.title}${shown.subtitle}${shown.text}`.includes('技术'))) {
    guide.reach('technical')
  }
}

function markSeen() {
  const newest = state.messages.at(-1)
  if (state.chat === null || newest === undefined || document.hidden) return
  const key = chatKey(state.chat)
  if ((state.seen[key] ?? 0) >= newest.at) return
  state.seen = { ...state.seen, [key]: newest.at }
  remember('seen', state.seen)
  drawPeople()
}

async function onPress(message, key) {
  if (state.chat === null) return
  await press(state.chat, message.id, key)
  const button = message.shown.buttons?.find((b) => b.key === key)
  guide.reach(button?.text === words.chips[2] ? 'why' : 'press')
}

async function send({ text }) {
  const { chat, person } = state
  if (chat === null) return
  const item = { text, failed: null }
  state.sending = [...state.sending.filter((old) => old.failed === null || old.text !== text), item]
  draw()
  try {
    await say(chat, text)
    state.sending = state.sending.filter((old) => old !== item)
    if (text === words.chips[2]) guide.reach('why')
    if (text === words.chips[1] && ['manager', 'director'].includes(person.role)) guide.reach('manager')
    await loadConversation()
  } catch (error) {
    item.failed = error.message
  }
  draw()
}

function draw() {
  const { person, chat, messages, sending } = state
  if (person === null || chat === null) return
  const expecting = person.role === 'rep'
  conversation.show({
    key: chatKey(chat),
    pictures: (id) => pictureAddress(chat, id),
    // A link of a chat is opened by whoever sits in front of it.
    links: (address) => (state.follows ? followAddress(chat, address) : address),
    who: person,
    messages,
    sending,
    empty: {
      title: expecting ? words.emptyTitle : '',
      text: expecting ? words.emptyText : words.emptyOther,
      waiting: expecting,
    },
  })
}

function drawPeople() {
  const { people, person, seen } = state
  list.show({ people, seen, current: person?.name ?? null })
  if (person === null) return
  const fresh = people.find(({ name }) => name === person.name) ?? person
  state.person = fresh
  const others = people.filter(({ name }) => name !== person.name).flatMap(({ chats }) => chats)
  const unread = others.reduce((sum, chat) => sum + unreadOf(chat, seen), 0)
  who.replaceChildren(
    avatar(person.name, person.role),
    el('b', {}, person.name),
    el('span', { className: 'role' }, `${words.roles[person.role]} · ${person.team}`),
    ...fresh.chats.map((chat) => platformBadge(chat.platform, words)),
    ...(unread === 0 ? [] : [unreadBadge(unread, words)]),
    icon(icons.chevron),
  )
  meIs.textContent = words.meIs(person.name, words.roles[person.role])
  tabs.replaceChildren(
    ...fresh.chats.map((chat) => {
      const unreadHere = unreadOf(chat, seen)
      return el(
        'button',
        {
          type: 'button',
          className: 'tab',
          aria: { pressed: state.chat !== null && chatKey(state.chat) === chatKey(chat) },
          data: { platform: chat.platform },
          on: { click: () => openChat(chat) },
        },
        platformBadge(chat.platform, words),
        words.platforms[chat.platform],
        unreadHere === 0 ? null : unreadBadge(unreadHere, words),
      )
    }),
  )
}

function openPeople(open) {
  document.body.classList.toggle('choosing', open)
  if (open) list.focus()
}

function iconButton(path, label, click) {
  return el(
    'button',
    { type: 'button', className: 'icon-button', title: label, aria: { label }, on: { click } },
    icon(path),
  )
}

function otherLanguage() {
  remember('language', language === 'zh' ? 'en' : 'zh')
  location.reload()
}

function otherTheme() {
  const theme = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark'
  remember('theme', theme)
  applyTheme(theme)
}

/** The chosen look, or the system's where none was chosen. */
function applyTheme(chosen) {
  const system = matchMedia('(prefers-color-scheme: dark)')
  document.documentElement.dataset.theme = chosen || (system.matches ? 'dark' : 'light')
  system.onchange = () => applyTheme(recall('theme', ''))
}
