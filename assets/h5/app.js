import { showMine } from './card-list.js'
import { el, showPage } from './dom.js'
import { showRecord } from './record.js'
import { read } from './server.js'
import { words } from './wording.js'

const [, , kind, id] = location.pathname.split('/')

async function show() {
  showPage(words.loading, el('p', { className: 'quiet' }, words.loading))
  try {
    if (kind === 'customers') await showRecord(id)
    else if (kind === 'decisions') {
      const opened = await read(`decisions/${id}`)
      await showRecord(opened.customer, opened)
    } else await showMine()
  } catch (error) {
    showPage(
      words.failed,
      el('h1', {}, error.message),
      el('p', { className: 'quiet' }, error.advice ?? ''),
      el(
        'button',
        { type: 'button', className: 'button primary', on: { click: () => void show() } },
        words.again,
      ),
    )
  }
}

void show()
