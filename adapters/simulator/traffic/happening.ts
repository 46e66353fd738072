import type { TrialCustomer, TrialPage } from '../company/company-types'

/** Who is at it: somebody the company knows, or a browser that never said. */
export type Visitor =
  | { readonly kind: 'customer'; readonly customer: TrialCustomer }
  | { readonly kind: 'anonymous'; readonly device: string }

/** How the devices of crawlers begin. */
export const crawlerMark = 'crawler-'

/** What a visitor does, before any client has put it into its protocol. Times in milliseconds since 1970. */
export type Deed =
  | { readonly does: 'opens'; readonly page: TrialPage }
  | { readonly does: 'leaves'; readonly page: TrialPage; readonly dwellSeconds: number }
  | { readonly does: 'asks'; readonly product: string; readonly message: string }
  /** Something that the company's own server noticed, under the company's own name for it. */
  | {
      readonly does: 'event'
      readonly name: string
      readonly properties: Readonly<Record<string, string | number>>
    }

export interface Happening {
  /** Unique in the run and over runs. */
  readonly id: string
  readonly at: number
  readonly visitor: Visitor
  readonly visit: string
  readonly deed: Deed
}

export const wires = ['native', 'sensors', 'segment', 'inquiry'] as const
/** Which door's protocol a client speaks. */
export type Wire = (typeof wires)[number]

/** What one client sends in one request. `sendAt` is when it lets go of it, which may be long after it happened. */
export interface Parcel {
  readonly wire: Wire
  readonly sendAt: number
  readonly happenings: readonly Happening[]
}

/** One line for people who watch. */
export function describeHappening({ visitor, deed }: Happening): string {
  const who = nameOf(visitor)
  switch (deed.does) {
    case 'opens':
      return `${who} 打开了「${deed.page.title}」`
    case 'leaves':
      return `${who} 看了「${deed.page.title}」${Math.round(deed.dwellSeconds)} 秒`
    case 'asks':
      return `${who} 提交了询盘`
    case 'event':
      return `${who} ${eventsInWords[deed.name] ?? deed.name}`
  }
}

function nameOf(visitor: Visitor): string {
  if (visitor.kind === 'customer') return `${visitor.customer.company} ${visitor.customer.name}`
  return visitor.device.startsWith(crawlerMark) ? '一个爬虫' : '一位匿名访客'
}

const eventsInWords: Readonly<Record<string, string>> = {
  'Trial Started': '开通了试用',
  'Document Downloaded': '下载了资料',
  'Email Replied': '回复了邮件',
  'Quote Opened': '打开了报价单',
  'Device Connected': '接入了设备',
}
