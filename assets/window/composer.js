import { el, icon, icons } from './dom.js'

/** Where one types: quick commands, a growing field, a button. Enter sends, Shift+Enter makes a new line. */
export function createComposer(words, { onSend }) {
  const field = el('textarea', {
    rows: 1,
    maxLength: 2_000,
    placeholder: words.placeholder,
    enterKeyHint: 'send',
    aria: { label: words.placeholder },
    on: {
      input: fit,
      keydown: (event) => {
        // Enter that ends a pinyin composition is not a wish to send.
        if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
        event.preventDefault()
        submit()
      },
    },
  })
  const button = el(
    'button',
    { type: 'submit', className: 'send', disabled: true, aria: { label: words.send }, title: words.send },
    icon(icons.send),
  )
  const chips = el(
    'div',
    { className: 'chips', role: 'group', aria: { label: words.chipsLabel } },
    ...words.chips.map((text) =>
      el('button', { type: 'button', className: 'chip', on: { click: () => onSend(text) } }, text),
    ),
  )
  const element = el(
    'form',
    {
      className: 'composer',
      on: {
        submit: (event) => {
          event.preventDefault()
          submit()
        },
      },
    },
    chips,
    el('div', { className: 'field' }, field, button),
  )

  function submit() {
    const text = field.value.trim()
    if (text === '') return
    field.value = ''
    fit()
    onSend(text)
  }

  function fit() {
    button.disabled = field.value.trim() === ''
    field.style.height = 'auto'
    field.style.height = `${Math.min(field.scrollHeight, 140)}px`
  }

  return { element }
}
