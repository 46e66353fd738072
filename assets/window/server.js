/** Everything the page asks of its own server. */

export const readPeople = () => read('api/people')
export const readOverview = () => read('api/overview')
export const readConversation = ({ platform, userId }) =>
  read(`api/conversation?${new URLSearchParams({ platform, userId })}`)

export const say = ({ platform, userId }, text) => post('api/say', { platform, userId, text })
export const press = ({ platform, userId }, message, key) =>
  post('api/press', { platform, userId, message, key })

/** Calls back for every changed chat, and tells when the line is lost or found again. Never gives up. */
export function listen({ onChanged, onOpen, onLost }) {
  const source = new EventSource('api/stream')
  source.addEventListener('hello', onOpen)
  source.addEventListener('changed', (event) => onChanged(JSON.parse(event.data)))
  source.addEventListener('error', () => {
    onLost()
    // The browser comes back by itself unless the server answered with an error.
    if (source.readyState === EventSource.CLOSED) {
      setTimeout(() => listen({ onChanged, onOpen, onLost }), 2_000)
    }
  })
  window.addEventListener('pagehide', () => source.close(), { once: true })
}

async function read(path) {
  const response = await fetch(path, { signal: AbortSignal.timeout(10_000) })
  if (!response.ok) throw await failure(response)
  return response.json()
}

async function post(path, body) {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  })
  if (!response.ok) throw await failure(response)
}

async function failure(response) {
  const answer = await response.json().catch(() => ({}))
  return new Error([answer.message, answer.advice].filter(Boolean).join(' ') || `HTTP ${response.status}`)
}

/** Where a picture of a chat is, by the id under which the platform has it. */
export const pictureAddress = ({ platform, userId }, id) =>
  `api/picture?${new URLSearchParams({ platform, userId, id })}`

/** What opens a link of a chat under the name of the person who sits there. */
export const followAddress = ({ platform, userId }, url) =>
  `api/follow?${new URLSearchParams({ platform, userId, url })}`
