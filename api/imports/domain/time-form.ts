/** Milliseconds since 1970 from a text, undefined where it is no time. */
export type ReadTime = (text: string) => number | undefined

const longest = 64

/**
 * A reader for `iso`, `ms`, `s` or a pattern of `yyyy M d H h m s S a Z` (doubled letters ask for two digits, other
 * letters stand in single quotes). `zone` is for texts that name none. Undefined where format or zone is no such
 * thing. Calendar and clock are checked: 30 February is no time.
 */
export function compileTime(format: string, zone: string): ReadTime | undefined {
  const offset = offsetOf(zone)
  if (offset === undefined) return undefined
  if (format === 'ms') return (text) => (/^\d{1,15}$/.test(text) ? Number(text) : undefined)
  if (format === 's')
    return (text) => (/^\d{1,12}(\.\d+)?$/.test(text) ? Math.floor(Number(text) * 1_000) : undefined)
  const form = format === 'iso' ? isoForm : compileForm(format)
  if (form === undefined) return undefined
  return (text) => {
    const found = text.length > longest ? null : form.pattern.exec(text)
    return found === null ? undefined : momentOf(found, form.parts, offset)
  }
}

interface Form {
  readonly pattern: RegExp
  /** What each group of the pattern says. */
  readonly parts: readonly Part[]
}

type Part = 'y' | 'M' | 'd' | 'H' | 'h' | 'm' | 's' | 'S' | 'a' | 'Z'

const zonePattern = '(Z|[+-]\\d\\d(?::?\\d\\d)?)'

/** ISO 8601 date, or date and time with a fraction of any length; a blank may stand for the T. */
const isoForm: Form = {
  pattern: new RegExp(
    `^(\\d{4})-(\\d\\d)-(\\d\\d)(?:[T ](\\d\\d):(\\d\\d)(?::(\\d\\d)(?:[.,](\\d{1,9}))?)?\\s?${zonePattern}?)?$`,
    'i',
  ),
  parts: ['y', 'M', 'd', 'H', 'm', 's', 'S', 'Z'],
}

const tokens: Readonly<Record<string, readonly [Part, string]>> = {
  yyyy: ['y', '(\\d{4})'],
  MM: ['M', '(\\d\\d)'],
  M: ['M', '(\\d{1,2})'],
  dd: ['d', '(\\d\\d)'],
  d: ['d', '(\\d{1,2})'],
  HH: ['H', '(\\d\\d)'],
  H: ['H', '(\\d{1,2})'],
  hh: ['h', '(\\d\\d)'],
  h: ['h', '(\\d{1,2})'],
  mm: ['m', '(\\d\\d)'],
  m: ['m', '(\\d{1,2})'],
  ss: ['s', '(\\d\\d)'],
  s: ['s', '(\\d{1,2})'],
  S: ['S', '(\\d{1,9})'],
  a: ['a', '(AM|PM|上午|下午)'],
  Z: ['Z', zonePattern],
}

function compileForm(format: string): Form | undefined {
  let pattern = ''
  const parts: Part[] = []
  for (const [piece, quoted] of format.matchAll(/'([^']*)'|([A-Za-z])\2*|\s+|./gs)) {
    const token = tokens[/^S+$/.test(piece) ? 'S' : piece]
    if (quoted !== undefined) pattern += escaped(quoted)
    else if (token !== undefined) {
      if (parts.includes(token[0])) return undefined
      parts.push(token[0])
      pattern += token[1]
    } else if (/\s/.test(piece)) pattern += '\\s+'
    else if (/^[A-SU-Za-z]/.test(piece)) return undefined
    else pattern += escaped(piece)
  }
  const whole = parts.includes('y') && parts.includes('M') && parts.includes('d')
  return whole ? { pattern: new RegExp(`^${pattern}$`, 'i'), parts } : undefined
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')

function momentOf(found: RegExpExecArray, parts: readonly Part[], zone: number): number | undefined {
  const said = (part: Part): string | undefined => found[parts.indexOf(part) + 1]
  const numberOf = (part: Part): number => (parts.includes(part) ? Number(said(part) ?? 0) : 0)
  const [y, M, d, m, s] = [numberOf('y'), numberOf('M'), numberOf('d'), numberOf('m'), numberOf('s')]
  const H = parts.includes('h') ? hourOf(numberOf('h'), said('a')) : numberOf('H')
  const ms = parts.includes('S') ? Number((said('S') ?? '').padEnd(3, '0').slice(0, 3)) : 0
  const named = parts.includes('Z') ? said('Z') : undefined
  const offset = named === undefined ? zone : offsetOf(named)
  const day = Date.UTC(y, M - 1, d)
  const right = new Date(day).getUTCMonth() === M - 1 && H < 24 && m < 60 && s < 60
  if (!right || offset === undefined || Number.isNaN(day)) return undefined
  return day + H * 3_600_000 + m * 60_000 + s * 1_000 + ms - offset
}

/** Of a clock with twelve hours; 24 is refused by the caller. */
const hourOf = (hour: number, half: string | undefined): number => {
  if (half === undefined) return hour
  if (hour < 1 || hour > 12) return 24
  return (hour % 12) + (/pm|下午/i.test(half) ? 12 : 0)
}

/** Milliseconds east of Greenwich. */
export function offsetOf(zone: string): number | undefined {
  if (/^z$/i.test(zone)) return 0
  const found = /^([+-])(\d\d):?(\d\d)?$/.exec(zone)
  if (found === null) return undefined
  const minutes = Number(found[2]) * 60 + Number(found[3] ?? 0)
  return minutes > 14 * 60 || Number(found[3] ?? 0) > 59
    ? undefined
    : (found[1] === '-' ? -1 : 1) * minutes * 60_000
}
