import { products } from './products'
import type { PageKind, Place, TrialPage } from './company-types'

/** Reading times in seconds: [shortest, longest]. */
const dwell: Readonly<Record<PageKind, readonly [number, number]>> = {
  home: [4, 20],
  product: [15, 80],
  case: [25, 120],
  docs: [40, 260],
  pricing: [20, 90],
  download: [5, 25],
  news: [8, 40],
  contact: [8, 30],
}

const docs = [
  ['auth', '鉴权与签名'],
  ['devices', '设备接入 API'],
  ['telemetry', '遥测数据 API'],
  ['webhooks', '事件回调'],
  ['errors', '错误码'],
  ['limits', '限流与配额'],
] as const

const cases = [
  ['auto-parts', '汽车零部件：停机减少 31%'],
  ['injection', '注塑车间：能耗下降 12%'],
  ['textile', '纺织：一人看四十台机'],
  ['cold-chain', '冷链：温度全程可追溯'],
] as const

/** Every page of the site and of the mini-program. */
export const pages: readonly TrialPage[] = [...site(), ...miniProgram()]

function site(): TrialPage[] {
  return [
    page('site', 'home', '/', '首页'),
    page('site', 'product', '/products', '产品中心'),
    ...products.map((p) => page('site', 'product', `/products/${p.key}`, p.name)),
    page('site', 'case', '/cases', '客户案例'),
    ...cases.map(([path, title]) => page('site', 'case', `/cases/${path}`, title)),
    page('site', 'docs', '/docs/api', 'API 集成文档'),
    ...docs.map(([path, title]) => page('site', 'docs', `/docs/api/${path}`, `API 文档 · ${title}`)),
    page('site', 'pricing', '/pricing', '价格页'),
    page('site', 'download', '/downloads', '资料下载'),
    page('site', 'news', '/news', '新闻动态'),
    page('site', 'contact', '/contact', '联系我们'),
  ]
}

function miniProgram(): TrialPage[] {
  return [
    page('mini-program', 'home', 'pages/index/index', '首页'),
    page('mini-program', 'product', 'pages/product/list', '产品中心'),
    ...products.map((p) => page('mini-program', 'product', `pages/product/${p.key}`, p.name)),
    ...cases.map(([path, title]) => page('mini-program', 'case', `pages/case/${path}`, title)),
    page('mini-program', 'docs', 'pages/docs/api', 'API 集成文档'),
    ...docs.map(([path, title]) =>
      page('mini-program', 'docs', `pages/docs/api-${path}`, `API 文档 · ${title}`),
    ),
    page('mini-program', 'pricing', 'pages/price/price', '价格页'),
    page('mini-program', 'contact', 'pages/contact/contact', '联系顾问'),
  ]
}

function page(place: Place, kind: PageKind, path: string, title: string): TrialPage {
  return { place, kind, path, title, dwell: dwell[kind] }
}
