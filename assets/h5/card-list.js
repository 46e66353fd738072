import { answerRow } from './decision.js'
import { el, fill, showPage } from './dom.js'
import { pagedList } from './more.js'
import { logout, read } from './server.js'
import { words } from './wording.js'

/** What waits for the member's answer. */
export async function showMine() {
  const { name } = await read('me')
  showPage(
    words.mine,
    el('header', { className: 'list-head' }, el('h1', {}, words.mine), el('p', { className: 'quiet' }, name)),
    pagedList({
      path: 'me/cards?limit=20',
      next: (place) => `&offset=${place}`,
      row: (card) => el('li', {}, openCard(card)),
      empty: words.nothingOpen,
      className: 'cards',
    }),
    el(
      'button',
      { type: 'button', className: 'button quiet-button', on: { click: () => void leave() } },
      words.logout,
    ),
  )
}

function openCard(card) {
  const element = el('article', { className: 'card', data: { notice: card.notice } })
  const target = card.decision !== null && card.customer !== null ? `/h5/decisions/${card.decision}` : null
  const draw = ({ settled, answers }) =>
    fill(
      element,
      el(
        'header',
        { className: 'card-head' },
        el('b', {}, target === null ? card.title : el('a', { href: target }, card.title)),
        el('span', { className: 'quiet' }, card.at),
      ),
      card.subtitle === '' ? null : el('p', {}, card.subtitle),
      settled === '' ? null : el('p', { className: 'settled' }, settled),
      answers.length === 0 ? null : answerRow(card.decision, answers, draw),
    )
  draw(card)
  return element
}

async function leave() {
  await logout()
  showPage(
    words.loggedOut,
    el('h1', {}, words.loggedOut),
    el('p', { className: 'quiet' }, words.loggedOutText),
  )
}
