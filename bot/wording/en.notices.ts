import type { Wording } from './zh-CN'

type Notices = Wording['notices']

const states: Readonly<Record<string, string>> = {
  assigned: 'assigned',
  learned: 'learned, now rehearse',
  practised: 'rehearsed, now for real',
  'awaiting-real': 'awaits a real meeting',
  'observed-once': 'seen once for real',
  recognised: 'recognised',
  expired: 'expired, no blame',
  lapsed: 'slipped, practise again',
}
const resources: Readonly<Record<string, string>> = {
  lesson: 'lesson',
  template: 'template',
  case: 'case',
  sandbox: 'rehearsal',
}
const effects: Readonly<Record<string, string>> = {
  paused: 'paused',
  resumed: 'resumed',
  underway: 'underway',
  failed: 'failed',
}
const verdicts: Readonly<Record<string, string>> = {
  better: 'better',
  meets: 'meets',
  worse: 'short',
  unknown: 'unknown',
}
const word = (words: Readonly<Record<string, string>>, key: string): string => words[key] ?? key

export const notices: Notices = {
  span: (days, hours, minutes) =>
    days > 0
      ? hours > 0
        ? `${days}d ${hours}h`
        : `${days}d`
      : hours > 0
        ? minutes > 0
          ? `${hours}h ${minutes}m`
          : `${hours}h`
        : `${minutes}m`,
  replaces: (when) => `Replaces the card of ${when}`,
  seeAll: 'press "See all"',
  notWired: 'Nothing changed: not connected',
  notUndone: {
    nothing: 'Not undone: not your answer',
    'too-late': 'Not undone: over a day old',
    'built-upon': 'Not undone: a step is done',
  },
  handOverBy: (code) => `Reply "hand over ${code} to NAME"`,
  feedback: {
    ask: 'What is wrong? Pick one',
    reasons: {
      'wrong-customer': 'Not mine',
      'wrong-time': 'Bad time',
      'known-already': 'I knew',
      'not-useful': 'Not useful',
    },
  },
  digest: {
    source: 'Hub · digest',
    title: { morning: (day) => `Morning of ${day}`, overflow: (day) => `Digest of ${day}` },
    open: (n) => (n === 0 ? 'nothing waits' : `${n} open`),
    counts: (from, to, fired, solved, putOff) =>
      `${from} to ${to}: ${fired} in all, ${solved} solved${putOff === 0 ? '' : `, ${putOff} put off`}`,
    waiting: 'Open',
    solved: 'Solved',
    team: 'Who has how many open',
    person: (open, fired) => `${open} of ${fired}`,
    oldest: (waited) => `oldest ${waited}`,
    bars: (n) => `${n} open`,
    more: 'reply "open" to see all',
  },
  escalation: {
    source: (code) => (code === '' ? 'Hub · up' : `Hub · up ${code}`),
    because: {
      unanswered: (who, waited) => `${who}: no answer for ${waited}`,
      unreached: (who, waited) => `${who}: not reached for ${waited}`,
      'put-off': (who, waited) => `${who}: put off ${waited} ago`,
    },
    level: (n) => `level ${n}`,
    facts: { who: 'Owner', waited: 'Waits' },
    told: (when) => `told ${when}`,
  },
  coaching: {
    source: 'Hub · skills',
    title: (node) => `Practise: ${node}`,
    state: (state, due) => `${word(states, state)} · ${due}`,
    facts: { score: 'Score', golden: 'Goal', meetings: 'Basis' },
    score: (value, band) => `${value} ±${band}`,
    meetings: (n) => `${n} real meeting${n === 1 ? '' : 's'}`,
    why: { heading: '① Why this one', row: '①why' },
    how: { heading: '② How to practise', row: '②how' },
    proof: { heading: '③ What will count', row: '③when' },
    said: { rep: 'you', customer: 'customer', other: 'other' },
    quote: (who, quote) => `${who}: "${quote}"`,
    missing: (what) => `did not happen: ${what}`,
    where: (name, when) => `${name} ${when}`,
    resource: (kind, title) => `${word(resources, kind)}: ${title}`,
    minutes: (n) => `${n} min`,
    proofText: (seen, needed, days) =>
      `used in ${needed} real meetings in ${days} days, ${seen}/${needed} so far`,
    proofRow: (seen, needed, days) => `${seen}/${needed} meetings, ${days} days`,
    proofNote: 'lessons and rehearsals do not count, only words from real meetings',
    standard: (version) => `standard v${version}`,
  },
  breaker: {
    source: 'Hub · breaker',
    title: {
      open: (what) => `${what}: breaker open`,
      'half-open': (what) => `${what}: on trial`,
      closed: (what) => `${what}: back to normal`,
    },
    cause: {
      below: (of, found, threshold) => `${of} ${found}, below ${threshold}`,
      above: (of, found, threshold) => `${of} ${found}, above ${threshold}`,
      byHand: 'by hand',
    },
    of: { stock: 'stock', price: 'price', promotion: 'promotion', service: 'service', 'by-hand': 'by hand' },
    facts: { channels: 'Chan.', pending: 'Open', store: 'Store', rule: 'Rule', found: 'Now' },
    done: {
      open: (n, all) => `${n}/${all} paused`,
      'half-open': (n, all) => `${n}/${all} on trial`,
      closed: (n, all) => `${n}/${all} resumed`,
    },
    failed: (n) => `${n} failed`,
    pending: (n) => `${n} orders`,
    channels: { heading: 'Channels', row: 'chan.' },
    effect: (name, effect, code) => `${name} ${word(effects, effect)}${code === '' ? '' : ` ${code}`}`,
    retry: (when) => `again at ${when}`,
    noRetry: 'not tried again, somebody has to look',
    others: (effect, n) => `${n} ${word(effects, effect)}`,
    next: { heading: 'Next', row: 'next' },
    halfOpen: (when) => `trial orders from ${when}`,
    held: 'held by hand, will not close by itself',
    trip: (trip) => `trip ${trip}`,
  },
  reallocation: {
    source: 'Hub · orders',
    title: (what, n) => `Move ${n}: ${what}`,
    waits: (until) => `to be approved by ${until}`,
    inForce: 'in force, can be undone',
    facts: { onTime: 'Due', value: 'Value', unplaced: 'Left' },
    onTime: (before, after, all) => `${before} → ${after} of ${all} in time`,
    value: (before, after) => `${before} → ${after}`,
    unplacedCount: (n) => `${n} orders`,
    moves: { heading: 'Moves, most valuable first', row: 'move' },
    move: (from, to, km) => `${from} → ${to} ${km} km`,
    because: {
      nearest: 'the nearest',
      'nearer-out-of-stock': 'nearer ones have none',
      'nearer-at-capacity': 'nearer ones are full',
      'nearer-worth-more-to-others': 'nearer stock is worth more to others',
    },
    arrives: (when, promised) => `arrives ${when} (promised ${promised})`,
    worth: (yuan) => `LTV ${yuan}`,
    unknownWorth: 'LTV unknown, counted as average',
    left: { heading: 'Nowhere to go', row: 'left' },
    unplaced: {
      'no-stock': 'no stock anywhere',
      'too-far': 'stock is too far',
      'no-capacity': 'stores are full',
      'too-late': 'would be late',
    },
    price: (yuan) => `one more piece is worth ${yuan}`,
  },
  match: {
    source: 'Hub · parts',
    subtitle: (hard, soft, considered) => `${hard} must, ${soft} should, ${considered} parts`,
    none: 'No part meets everything that must be',
    wanted: { heading: 'Understood as', row: 'want' },
    hard: (parameter, value) => `${parameter} ${value} (must)`,
    soft: (parameter, value) => `${parameter} ${value} (should)`,
    parts: 'Best parts',
    row: (n) => `TOP${n}`,
    share: (percent) => `${percent}%`,
    available: (n) => `${n} to sell`,
    cell: (parameter, value, verdict) =>
      [parameter, value, word(verdicts, verdict)].filter((part) => part !== '').join(' '),
    cited: (document, page) => `${document} p. ${page}`,
    atLeast: (value) => `≥${value}`,
    atMost: (value) => `≤${value}`,
    between: (min, max) => `${min}–${max}`,
    any: 'any',
  },
  radar: {
    source: 'Hub · skills',
    axes: { heading: 'What to practise first, then by distance from the standard', row: 'skill' },
    score: (value, band) => (band === '' ? value : `${value} ±${band}`),
    golden: (value) => `standard ${value}`,
    before: (value) => `last quarter ${value}`,
    team: (value) => `team ${value}`,
    tooLittle: (have, needed) => `too little evidence ${have}/${needed}, no score`,
    weakest: (name) => `practise first: ${name}`,
    tooFew: 'too few scores to name what to practise first',
  },
  heat: {
    source: 'Hub · map',
    least: { heading: 'Shortest', row: 'short' },
    most: { heading: 'Most', row: 'most' },
    cell: (row, column) => `${row} · ${column}`,
    order: { heading: 'What to order', row: 'order' },
    orderLine: (sku, quantity) => `${sku}: order ${quantity}`,
    formula: (days, demand, safety, position) =>
      `demand of ${days} days ${demand} + safety ${safety} − position ${position}`,
    trip: (trip) => `trip ${trip}`,
  },
}
