const two = (n) => String(n).padStart(2, '0')

/** `14:02` of the reader's own clock. */
export function clock(ms) {
  const date = new Date(ms)
  return `${two(date.getHours())}:${two(date.getMinutes())}`
}

/** `14:02` today, `昨天 14:02` yesterday, `11-23 14:02` before. */
export function moment(ms, words) {
  const days = Math.round((midnight(Date.now()) - midnight(ms)) / 86_400_000)
  if (days <= 0) return clock(ms)
  if (days === 1) return `${words.yesterday} ${clock(ms)}`
  const date = new Date(ms)
  return `${two(date.getMonth() + 1)}-${two(date.getDate())} ${clock(ms)}`
}

function midnight(ms) {
  return new Date(ms).setHours(0, 0, 0, 0)
}
