import type { Wording } from './zh-CN'

const quote = (text: string): string => `"${text}"`

/** What is said of how far strategy packages act by themselves. */
export const autonomy: Wording['chat']['autonomy'] = {
  title: 'Autonomy',
  levels: {
    0: 'suggests',
    1: 'starts once confirmed',
    2: 'starts, can be undone',
    3: 'starts and only tells',
  },
  level: 'level',
  since: 'since',
  record: 'record',
  next: (level) => `to ${level}`,
  ready: 'everything is there, it can be raised',
  bound: (ceiling) => `rules allow ${ceiling}`,
  reasons: {
    begun: () => 'as published',
    raised: (by) => `raised by ${by}`,
    lowered: (by) => `lowered by ${by}`,
    record: () => 'fell by itself: bad answers lately',
    certificate: () => 'fell by itself: the certificate it was raised under ended',
  },
  noRecord: 'nothing answered on this level yet',
  counted: (good, bad, lower, upper) =>
    `${good + bad} answered, ${good} good, ${bad} bad, share ${lower}–${upper}`,
  thumbsDown: (n) => `👎 ${n} (not counted)`,
  noPackages: 'There are no strategy packages.',
  none: (name) => `There is no strategy package ${quote(name)}. Reply "autonomy" to see them.`,
  how: 'To change one: autonomy NAME LEVEL. Lowering is always possible; raising takes a certificate and a record.',
  forbidden: 'Directors and admins may lower, directors may raise.',
  already: (name, level) => `${quote(name)} is ${level} already; nothing changed.`,
  refused: (name, to) => `${quote(name)} cannot go to ${to} yet`,
  missing: {
    oneAtATime: (next) => `one level at a time; the next is ${next}`,
    ceiling: (allowed) => `the rules that start it allow ${allowed} at most`,
    noRule: 'no rule starts it',
    settled: (n, have, needed) => `${n} more answered decisions are needed (${have}/${needed})`,
    certainty: (lower, needed) => `lower bound ${lower}, needs ${needed}`,
    noCertificate: 'you hold no behaviour interpreter certificate; ask the admin for one',
    expired: (day) => `your behaviour interpreter certificate ended on ${day}`,
    revoked: (day) => `your behaviour interpreter certificate was revoked on ${day}`,
  },
  done: (name, level) => `${quote(name)}: now ${level}`,
  doneLine: 'From the next decision on; steps under way go on. It was written down.',
  does: {
    0: 'It only suggests; taking a card records the follow-up and starts nothing.',
    1: 'Steps start once somebody takes the card.',
    2: 'Steps start at once, and the card can undo it.',
    3: 'Steps start at once and are told in the digest; "undo D12" still stops them.',
  },
}
