import { words } from './wording.js'

/** Everything the pages ask of the hub. Whoever is not logged in is sent to be recognised and comes back here. */
export const read = (path) => ask(`/h5/api/${path}`, {})

export const answer = (decision, chosen) => post(`/h5/api/decisions/${decision}/answer`, { answer: chosen })

export const logout = () => post('/logout', {})

const post = (path, body) =>
  ask(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

async function ask(path, options) {
  const response = await fetch(path, { ...options, signal: AbortSignal.timeout(15_000) }).catch(() => {
    throw new Error(words.offline)
  })
  if (response.status === 401) {
    location.replace(`/login?to=${encodeURIComponent(location.pathname + location.search)}`)
    return new Promise(() => undefined)
  }
  if (response.status === 204) return null
  const body = await response.json().catch(() => ({}))
  if (response.ok) return body
  const { message = `HTTP ${response.status}`, advice = '' } = body.error ?? {}
  throw Object.assign(new Error(inOneLanguage(message)), { advice: inOneLanguage(advice) })
}

/** The hub says it in Chinese and then in English; the page shows its own half. */
function inOneLanguage(text) {
  const at = text.search(/[A-Z][a-z' ]/)
  if (at <= 0 || !/[\u4e00-\u9fff]/.test(text.slice(0, at))) return text
  return document.documentElement.lang === 'en' ? text.slice(at) : text.slice(0, at)
}
