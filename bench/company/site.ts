import type { ContentRow } from '../../contract/content'
import type { Verb } from '../../contract/touchpoint'

/** Product lines of the company that is measured; each has its own pages, rules and visitors. */
export const productLines = Array.from({ length: 27 }, (_, i) => `line-${String(i + 1).padStart(2, '0')}`)

/** A place of its site and how often people come by, relative to the others. */
export interface Place {
  readonly path: string
  readonly name: string
  readonly weight: number
}

const general: readonly (Place & { readonly topic: string; readonly exposes: readonly string[] })[] = [
  { path: '/', name: '首页', topic: 'home', exposes: ['pricing'], weight: 12 },
  { path: '/docs/api', name: 'API 文档', topic: 'api-docs', exposes: ['pricing'], weight: 5 },
  { path: '/docs', name: '文档', topic: 'docs', exposes: ['pricing'], weight: 6 },
  { path: '/pricing', name: '价格页', topic: 'pricing', exposes: [], weight: 3 },
  { path: '/cases', name: '客户案例', topic: 'cases', exposes: ['pricing'], weight: 6 },
  { path: '/compare', name: '竞品对比', topic: 'comparison', exposes: ['pricing'], weight: 2 },
  { path: '/contact', name: '联系我们', topic: 'contact', exposes: [], weight: 3 },
]

export const generalPlaces: readonly Place[] = general

export const siteContent: readonly ContentRow[] = [
  ...general
    .filter(({ path }) => path !== '/')
    .map(({ path, name, topic, exposes }) => ({
      match: `${path}*`,
      type: 'page' as const,
      topic,
      name,
      exposes,
    })),
  ...productLines.map((line) => ({
    match: `/products/${line}*`,
    type: 'product' as const,
    topic: line,
    name: `产品 ${line}`,
    exposes: ['pricing'],
  })),
  { match: '/', type: 'page' as const, topic: 'home', name: '首页', exposes: ['pricing'] },
]

/** What somebody does on a page beside looking at it, relative to ten thousand pages looked at. */
export const actsOnPage: readonly (readonly [Verb, number])[] = [
  ['clicked', 700],
  ['searched', 400],
  ['downloaded', 90],
  ['shared', 50],
  ['asked', 60],
  ['used', 150],
  ['submitted', 25],
  ['signed-up', 15],
  ['quoted', 15],
  ['ordered', 5],
]
