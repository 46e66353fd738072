const two = (n) => String(n).padStart(2, '0')

/** Milliseconds east of UTC. */
let offset = 480 * 60_000

/** The company's own time, the one that cards tell, wherever this browser stands. */
export function tellTimeOf(utcOffsetMinutes) {
  offset = utcOffsetMinutes * 60_000
}

/** `14:02` */
export function clock(ms) {
  const date = new Date(ms + offset)
  return `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`
}

/** `14:02` today, `昨天 14:02` yesterday, `11-23 14:02` before. */
export function moment(ms, words) {
  const days = dayOf(Date.now()) - dayOf(ms)
  if (days <= 0) return clock(ms)
  if (days === 1) return `${words.yesterday} ${clock(ms)}`
  const date = new Date(ms + offset)
  return `${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())} ${clock(ms)}`
}

function dayOf(ms) {
  return Math.floor((ms + offset) / 86_400_000)
}
