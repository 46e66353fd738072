import type { Wording } from './zh-CN'

const heatMaps: Wording['charts']['heat']['title'] = {
  'stock-imbalance': (scope) => `${scope}: stock out of balance`,
  touchpoints: (scope) => `${scope}: touchpoints`,
  'follow-ups': (scope) => `${scope}: follow-ups`,
}

export const charts: Wording['charts'] = {
  radar: {
    title: (name) => `${name}: competency radar`,
    team: (name, members) => `${name} (${members}): competency radar`,
    period: (from, to) => `${from} to ${to} · 0–100 points`,
    band: (value) => `±${value}`,
    tooLittle: (have, needed) => `${have} of ${needed}`,
    weakest: 'practise first',
    own: 'now',
    before: 'last quarter',
    teamMedian: 'team median',
    golden: 'standard',
    hollow: 'too little evidence, no score',
    alt: (title, known, all) => `${title}: ${all} competencies, ${known} with a score`,
  },
  heat: {
    title: heatMaps,
    at: (when, unit) => `${when} · in ${unit}`,
    short: 'short',
    balanced: 'balanced',
    over: 'too much',
    unknown: 'no data',
    alt: (title, rows, columns) => `${title}: ${rows} rows × ${columns} columns`,
  },
  bars: {
    waiting: 'Who has how many open',
    alt: (title, rows) => `${title}: ${rows} people`,
  },
  unknown: '–',
}
