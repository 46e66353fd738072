import type { ContentRow } from '../../../contract/content'
import type { EventMeaningRow } from './company-types'

/**
 * What the objects of the trial company's sources are about. The site's navigation shows the price page's link on
 * product, case and documentation pages: whoever is there has been shown the way to the prices.
 */
export const contentMap: readonly ContentRow[] = [
  { match: '/', type: 'page', topic: 'home', name: '首页', exposes: ['product', 'cases'] },
  {
    match: '/products*',
    type: 'product',
    topic: 'product',
    name: '产品页',
    exposes: ['pricing', 'api-docs'],
  },
  { match: '/cases*', type: 'page', topic: 'cases', name: '客户案例', exposes: ['pricing'] },
  { match: '/docs/api*', type: 'document', topic: 'api-docs', name: 'API 集成文档', exposes: ['pricing'] },
  { match: '/pricing*', type: 'page', topic: 'pricing', name: '价格页', exposes: ['contact'] },
  { match: '/downloads*', type: 'document', topic: 'whitepaper', name: '资料下载', exposes: ['product'] },
  { match: '/news*', type: 'page', topic: 'news', name: '新闻动态', exposes: [] },
  { match: '/contact*', type: 'page', topic: 'contact', name: '联系我们', exposes: [] },
  { match: 'pages/index/*', type: 'page', topic: 'home', name: '小程序首页', exposes: ['product'] },
  {
    match: 'pages/product/*',
    type: 'product',
    topic: 'product',
    name: '小程序产品页',
    exposes: ['pricing', 'api-docs'],
  },
  { match: 'pages/case/*', type: 'page', topic: 'cases', name: '小程序案例', exposes: ['pricing'] },
  { match: 'pages/docs/*', type: 'document', topic: 'api-docs', name: 'API 集成文档', exposes: ['pricing'] },
  { match: 'pages/price/*', type: 'page', topic: 'pricing', name: '小程序价格页', exposes: ['contact'] },
  { match: 'pages/contact/*', type: 'page', topic: 'contact', name: '联系顾问', exposes: [] },
]

/** Names of events that the trial company's servers send, in the Segment protocol. */
export const eventMeanings: readonly EventMeaningRow[] = [
  segment('Trial Started', 'signed-up', 'product', 'trial'),
  segment('Document Downloaded', 'downloaded', 'document', 'whitepaper'),
  segment('Email Replied', 'replied', 'mail', 'mail'),
  segment('Quote Opened', 'viewed', 'quote', 'quote'),
  segment('Device Connected', 'used', 'device', 'trial'),
]

function segment(
  eventName: string,
  verb: EventMeaningRow['verb'],
  objectType: EventMeaningRow['objectType'],
  topic: string,
): EventMeaningRow {
  return { sourceKind: 'segment', eventName, verb, objectType, topic }
}
