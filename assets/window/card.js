import { el } from './dom.js'
import { clientLink, picture, renderMarkdown } from './markdown.js'

/**
 * One message's content: a picture, plain text, markdown, or a card with its buttons. `onPress` gets the button's key;
 * `pictureAt` says under which address a picture of this chat is, by its media id.
 */
export function renderShown(shown, onPress, pictureAt) {
  if (shown.picture !== undefined) {
    return el('div', { className: 'bubble picture' }, picture(pictureAt(shown.picture), shown.text))
  }
  if (shown.form === 'text') return el('div', { className: 'bubble' }, shown.text)
  if (shown.form === 'markdown') {
    return el('div', { className: 'bubble markdown' }, renderMarkdown(shown.text, pictureAt))
  }
  return renderCard(shown, onPress, pictureAt)
}

function renderCard(card, onPress, pictureAt) {
  return el(
    'article',
    { className: 'card', data: { reference: card.reference } },
    card.source === ''
      ? null
      : el('div', { className: 'card-source' }, el('i', { className: 'dot' }), card.source),
    el('h3', { className: 'card-title' }, card.title),
    card.subtitle === '' ? null : el('p', { className: 'card-subtitle' }, card.subtitle),
    card.facts.length === 0
      ? null
      : el(
          'dl',
          { className: 'card-facts' },
          ...card.facts.flatMap(({ name, value, url }) => [
            el('dt', {}, name),
            el('dd', {}, url === undefined ? value : clientLink(url, value)),
          ]),
        ),
    card.text === ''
      ? null
      : el('div', { className: 'card-text markdown' }, renderMarkdown(card.text, pictureAt)),
    card.buttons.length + (card.links ?? []).length === 0
      ? null
      : buttonRow(card.buttons, card.links ?? [], onPress),
  )
}

function buttonRow(buttons, links, onPress) {
  return el(
    'div',
    { className: 'card-buttons' },
    ...buttons.map(({ key, text, style }) =>
      el(
        'button',
        {
          type: 'button',
          className: `card-button ${key === 'noop' ? 'done' : style}`,
          disabled: key === 'noop',
          data: { key },
          on: { click: () => onPress(key) },
        },
        text,
      ),
    ),
    ...links.map(({ text, url }) => clientLink(url, text, 'card-button normal')),
  )
}
