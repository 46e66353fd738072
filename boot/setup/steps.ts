import type { Platform } from '../../contract/people'
import type { StepId } from './wording'

/** One variable that a step asks for. */
export interface Asked {
  readonly variable: string
  /** Never shown, neither while it is typed nor later. */
  readonly secret: boolean
  readonly form: RegExp
}

export interface Step {
  readonly id: StepId
  readonly platform: Platform
  readonly optional: boolean
  readonly asks: readonly Asked[]
}

const plain = (variable: string, form: RegExp): Asked => ({ variable, secret: false, form })
/** Long enough not to be a slip, and in one piece. */
const secret = (variable: string): Asked => ({ variable, secret: true, form: /^[^\s"'`]{8,256}$/ })

/** In the order in which they build on one another. */
export const steps: readonly Step[] = [
  {
    id: 'wecom-bot',
    platform: 'wecom',
    optional: false,
    asks: [plain('WECOM_BOT_ID', /^[\w-]{4,128}$/), secret('WECOM_BOT_SECRET')],
  },
  {
    id: 'wecom-app',
    platform: 'wecom',
    optional: true,
    asks: [
      plain('WECOM_CORP_ID', /^[\w-]{4,64}$/),
      plain('WECOM_AGENT_ID', /^[1-9]\d{0,9}$/),
      secret('WECOM_APP_SECRET'),
    ],
  },
  {
    id: 'dingtalk-app',
    platform: 'dingtalk',
    optional: false,
    asks: [plain('DINGTALK_CLIENT_ID', /^[\w-]{4,128}$/), secret('DINGTALK_CLIENT_SECRET')],
  },
  {
    id: 'dingtalk-card',
    platform: 'dingtalk',
    optional: false,
    asks: [plain('DINGTALK_CARD_TEMPLATE_ID', /^[\w.-]{8,128}\.schema$/)],
  },
]
