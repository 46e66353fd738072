import { el, showPage } from './dom.js'
import { showRecord } from './record.js'
import { read } from './server.js'
import { words } from './wording.js'

/* global ww */

/** Whom the member is talking to, by WeCom's own word; null outside of WeCom. */
async function externalUserId() {
  if (!/wxwork\//i.test(navigator.userAgent) || typeof ww === 'undefined') return null
  // Asked for twice, signed once: both answers belong to the same page.
  const signed = read(`jssdk?url=${encodeURIComponent(location.href.split('#')[0])}`)
  const { corpId, agentId } = await signed
  ww.register({
    corpId,
    agentId,
    jsApiList: ['getCurExternalContact'],
    getConfigSignature: async () => (await signed).config,
    getAgentConfigSignature: async () => (await signed).agentConfig,
  })
  const { userId } = await ww.getCurExternalContact()
  return userId ?? null
}

const notice = (title, text) => showPage(title, el('h1', {}, title), el('p', { className: 'quiet' }, text))

async function show() {
  try {
    const id = await externalUserId()
    if (id === null) return notice(words.onlyInWecom, words.onlyInWecomText)
    const { customer } = await read(`external?id=${encodeURIComponent(id)}`)
    if (customer === null) return notice(words.notCustomer, words.notCustomerText)
    await showRecord(customer)
  } catch (error) {
    notice(words.failed, [error.message ?? error.errMsg, error.advice].filter(Boolean).join(' '))
  }
}

void show()
