import type { Platform } from '../../contract/people'
import type { StepId } from './wording'

/** One variable that a step asks for. */
export interface Asked {
  readonly variable: string
  /** Never shown, neither while it is typed nor later. */
  readonly secret: boolean
  readonly form: RegExp
  /** Several steps ask for it, so that by itself it is no sign that this one is wanted. */
  readonly shared?: true
}

export interface Step {
  readonly id: StepId
  readonly platform: Platform
  readonly optional: boolean
  /** What has to be there before anybody is asked, of an earlier step; null for nothing. */
  readonly builtOn: string | null
  readonly asks: readonly Asked[]
}

const plain = (variable: string, form: RegExp): Asked => ({ variable, secret: false, form })
/** Long enough not to be a slip, and in one piece. */
const secret = (variable: string, form = /^[^\s"'`]{8,256}$/): Asked => ({ variable, secret: true, form })

const publicUrl: Asked = {
  ...plain('PUBLIC_URL', /^https:\/\/[^\s/?#]{3,200}$/),
  shared: true,
}

/** In the order in which they build on one another. */
export const steps: readonly Step[] = [
  {
    id: 'wecom-bot',
    platform: 'wecom',
    optional: false,
    builtOn: null,
    asks: [plain('WECOM_BOT_ID', /^[\w-]{4,128}$/), secret('WECOM_BOT_SECRET')],
  },
  {
    id: 'wecom-app',
    platform: 'wecom',
    optional: true,
    builtOn: null,
    asks: [
      plain('WECOM_CORP_ID', /^[\w-]{4,64}$/),
      plain('WECOM_AGENT_ID', /^[1-9]\d{0,9}$/),
      secret('WECOM_APP_SECRET'),
    ],
  },
  {
    id: 'wecom-callback',
    platform: 'wecom',
    optional: true,
    builtOn: 'WECOM_APP_SECRET',
    asks: [
      secret('WECOM_CALLBACK_TOKEN', /^[0-9A-Za-z]{1,32}$/),
      secret('WECOM_CALLBACK_AES_KEY', /^[0-9A-Za-z+/]{43}$/),
    ],
  },
  {
    id: 'wecom-pages',
    platform: 'wecom',
    optional: true,
    builtOn: 'WECOM_APP_SECRET',
    asks: [publicUrl, plain('WECOM_DOMAIN_PROOF', /^[0-9A-Za-z]{1,64}$/)],
  },
  {
    id: 'dingtalk-app',
    platform: 'dingtalk',
    optional: false,
    builtOn: null,
    asks: [plain('DINGTALK_CLIENT_ID', /^[\w-]{4,128}$/), secret('DINGTALK_CLIENT_SECRET')],
  },
  {
    id: 'dingtalk-card',
    platform: 'dingtalk',
    optional: false,
    builtOn: null,
    asks: [plain('DINGTALK_CARD_TEMPLATE_ID', /^[\w.-]{8,128}\.schema$/)],
  },
  {
    id: 'dingtalk-pages',
    platform: 'dingtalk',
    optional: true,
    builtOn: 'DINGTALK_CLIENT_SECRET',
    asks: [publicUrl, plain('DINGTALK_CORP_ID', /^[\w-]{4,64}$/)],
  },
]
