/* global dd */

/** Asks the DingTalk client who looks at this page, and hands the answer to the hub. */
const main = document.getElementById('login')
const { corp, state, again, label } = main.dataset
const status = main.querySelector('[role=status]')

function say(title, text, action) {
  main.querySelector('h1').textContent = title
  status.textContent = text
  for (const old of main.querySelectorAll('a')) old.remove()
  const link = document.createElement('a')
  link.className = 'button primary'
  link.href = again
  link.textContent = action
  main.append(link)
}

async function handIn(code) {
  const response = await fetch('/login/dingtalk', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, state }),
  })
  const answer = await response.json().catch(() => ({}))
  if (response.ok) location.replace(answer.to)
  else say(answer.title ?? `HTTP ${response.status}`, answer.text ?? '', answer.again ?? label)
}

function askClient() {
  if (typeof dd === 'undefined') return say(document.querySelector('h1').textContent, '', label)
  dd.ready(() => {
    dd.runtime.permission.requestAuthCode({
      corpId: corp,
      onSuccess: ({ code }) =>
        void handIn(code).catch((error) => say(status.textContent, String(error.message), label)),
      // The page of DingTalk's own does it as well, with one tap more.
      onFail: (error) => say(label, String(error?.errorMessage ?? error?.message ?? ''), label),
    })
  })
}

askClient()
