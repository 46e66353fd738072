import type { Group } from './event-vocabulary'
import type { EventMeaning } from '../../../contract/ports/door'

/** Names with one known meaning, normalised, separated by `;`. */
export interface KnownNames extends EventMeaning {
  readonly names: string
}

/** A meaning for every name in which all these groups are found. The first row that fits decides. */
export interface KeywordRule extends EventMeaning {
  readonly all: readonly Group[]
}

export interface EventDefaults {
  readonly known: readonly KnownNames[]
  readonly rules: readonly KeywordRule[]
}

type Meaning = readonly [EventMeaning['verb'], EventMeaning['objectType'], topic?: string]

const meaning = ([verb, objectType, topic]: Meaning): EventMeaning =>
  topic === undefined ? { verb, objectType } : { verb, objectType, topic }

const named = (of: Meaning, names: string): KnownNames => ({ ...meaning(of), names })

const rule = (of: Meaning, ...all: Group[]): KeywordRule => ({ ...meaning(of), all })

/**
 * Presets of the Sensors SDKs (manual.sensorsdata.cn, 预置事件), the names of Segment's e-commerce and B2B specs,
 * GA4 and Meta standard events, and single words that say it all.
 */
const known: readonly KnownNames[] = [
  named(['viewed', 'page'], 'pageview;page view;mp view screen;app view screen;screen view;page'),
  named(['left', 'page'], 'mp page leave;web page leave;app page leave;web stay;page leave;page stay'),
  named(['viewed', 'session'], 'mp launch;mp show;app start;session start;app open;application opened'),
  named(['left', 'session'], 'mp hide;app end;application backgrounded;logout;signed out;logged out;退出登录'),
  named(['clicked', 'page'], 'web click;mp click;app click;mp add favorites;click;promotion clicked'),
  named(['shared', 'page'], 'mp share;share;content shared;分享;转发给好友;分享朋友圈'),
  named(['identified', 'customer'], 'sign up association;bind id;identify;绑定手机号;手机号授权'),
  named(['signed-up', 'customer'], 'sign up;signup;signed up;注册;complete registration;create account'),
  named(['used', 'session'], 'login;log in;sign in;signed in;logged in;login success;login result;登录;user logged in;login succeeded;登录成功;用户登录;账号登录'),
  named(['searched', 'product'], 'products searched;product list filtered'),
  named(['searched', 'page'], 'search;view search results;搜索'),
  named(['viewed', 'product'], 'view item;view content;view item list;commodity detail;商品详情'),
  named(['clicked', 'product'], 'select item;add to wishlist'),
  named(['carted', 'product'], 'add to cart;加购;add to shoppingcart'),
  named(['viewed', 'order'], 'view cart;cart viewed'),
  named(['clicked', 'order'], 'begin checkout;checkout started;initiate checkout;started checkout'),
  named(['ordered', 'order'], 'purchase;purchased;order completed;下单;立即购买;确认订单'),
  named(['paid', 'order'], 'paid;支付;付款;subscribe paid'),
  named(['returned', 'order'], 'refund;退货;退款'),
  named(['submitted', 'form', 'inquiry'], 'generate lead;lead;contact;询价;询盘;留资;在线留言;联系销售'),
  named(['signed-up', 'product', 'trial'], 'start trial'),
  named(['exposed', 'page'], 'promotion viewed;曝光;view promotion;ad impression'),
  named(['asked', 'message'], '咨询;提问;在线咨询'),
  named(['replied', 'message'], '客户回复;回复'),
  named(['submitted', 'form'], 'form submit'),
  named(['viewed', 'form'], 'form start'),
] // prettier-ignore

/** From the telling to the general. */
const rules: readonly KeywordRule[] = [
  // A price is the loudest thing a name can say.
  rule(['exposed', 'page', 'pricing'], 'expose', 'pricing'),
  rule(['clicked', 'page', 'pricing'], 'click', 'pricing'),
  rule(['viewed', 'page', 'pricing'], 'view', 'pricing'),

  // Documents.
  rule(['downloaded', 'document', 'whitepaper'], 'download', 'paper'),
  rule(['downloaded', 'document', 'case-study'], 'download', 'story'),
  rule(['downloaded', 'document', 'api-docs'], 'download', 'apidocs'),
  rule(['shared', 'document'], 'share', 'document'),
  rule(['viewed', 'document', 'api-docs'], 'view', 'apidocs'),
  rule(['viewed', 'document', 'whitepaper'], 'view', 'paper'),
  rule(['viewed', 'document', 'case-study'], 'view', 'story'),
  rule(['downloaded', 'document'], 'download'),

  // Mail and pushed messages before clicks and views in general.
  rule(['replied', 'mail'], 'reply', 'mail'),
  rule(['clicked', 'mail'], 'click', 'mail'),
  rule(['submitted', 'form'], 'submit', 'mail', 'form'),
  rule(['viewed', 'mail'], 'view', 'mail'),
  rule(['exposed', 'mail'], 'receive', 'mail'),
  rule(['clicked', 'message'], 'click', 'notice'),
  rule(['clicked', 'message'], 'view', 'notice'),
  rule(['exposed', 'message'], 'receive', 'notice'),
  rule(['exposed', 'message'], 'expose', 'notice'),
  rule(['exposed', 'message'], 'receive', 'message'),

  // Money and goods.
  rule(['returned', 'order'], 'refund'),
  rule(['clicked', 'product'], 'favour'),
  rule(['carted', 'product'], 'add', 'cart'),
  rule(['carted', 'product'], 'add', 'product'),
  rule(['viewed', 'order'], 'view', 'cart'),
  rule(['shared', 'order'], 'share', 'cart'),
  rule(['viewed', 'order'], 'view', 'checkout'),
  rule(['clicked', 'order'], 'start', 'checkout'),
  rule(['paid', 'order'], 'pay', 'finish'),
  rule(['paid', 'order'], 'pay', 'order'),
  rule(['viewed', 'order'], 'view', 'order'),
  rule(['reached', 'process'], 'deal', 'state'),
  rule(['ordered', 'order'], 'order', 'submit'),
  rule(['ordered', 'order'], 'order', 'create'),
  rule(['ordered', 'order'], 'order', 'finish'),

  // What salespeople wait for.
  rule(['viewed', 'form', 'inquiry'], 'view', 'inquiry'),
  rule(['signed-up', 'product', 'trial'], 'start', 'trial'),
  rule(['submitted', 'form', 'trial'], 'request', 'trial'),
  rule(['submitted', 'form', 'trial'], 'submit', 'trial'),
  rule(['met', 'meeting'], 'demo', 'attend'),
  rule(['submitted', 'form', 'demo'], 'request', 'demo'),
  rule(['submitted', 'form', 'demo'], 'submit', 'demo'),
  rule(['replied', 'quote'], 'reply', 'quote'),
  rule(['submitted', 'form', 'inquiry'], 'request', 'quote'),
  rule(['viewed', 'quote'], 'view', 'quote'),
  rule(['quoted', 'quote'], 'send', 'quote'),
  rule(['submitted', 'form', 'inquiry'], 'submit', 'inquiry'),
  rule(['submitted', 'form', 'inquiry'], 'request', 'inquiry'),
  rule(['submitted', 'form', 'inquiry'], 'create', 'inquiry'),
  rule(['submitted', 'meeting'], 'request', 'meeting'),

  // Talk.
  rule(['clicked', 'call'], 'click', 'phone'),
  rule(['met', 'meeting'], 'attend', 'meeting'),
  rule(['replied', 'message'], 'reply', 'message'),
  rule(['asked', 'message'], 'start', 'chat'),
  rule(['asked', 'message'], 'request', 'chat'),
  rule(['asked', 'message'], 'create', 'chat'),
  rule(['asked', 'message'], 'submit', 'chat'),
  rule(['clicked', 'call'], 'dial'),
  rule(['called', 'call'], 'call'),
  rule(['identified', 'customer'], 'update', 'person'),

  // Use.
  rule(['used', 'device'], 'device'),
  rule(['used', 'product'], 'use', 'work'),
  rule(['left', 'session'], 'leave', 'session'),
  rule(['viewed', 'session'], 'start', 'session'),
  rule(['viewed', 'session'], 'view', 'session'),
  rule(['submitted', 'form'], 'submit', 'form'),
  rule(['signed-up', 'customer'], 'account', 'finish'),
  rule(['signed-up', 'customer'], 'account', 'create'),
  rule(['signed-up', 'customer'], 'account', 'submit'),
  rule(['signed-up', 'customer'], 'account', 'start'),

  // Everything that is looked at, shown, pressed, handed on.
  rule(['viewed', 'document'], 'view', 'document'),
  rule(['viewed', 'form'], 'view', 'form'),
  rule(['exposed', 'product'], 'expose', 'product'),
  rule(['exposed', 'page'], 'expose', 'spot'),
  rule(['exposed', 'page'], 'view', 'spot'),
  rule(['shared', 'product'], 'share', 'product'),
  rule(['shared', 'page'], 'share', 'page'),
  rule(['searched', 'product'], 'search', 'product'),
  rule(['searched', 'page'], 'search'),
  rule(['clicked', 'product'], 'click', 'product'),
  rule(['clicked', 'page'], 'click', 'spot'),
  rule(['clicked', 'page'], 'click', 'page'),
  rule(['viewed', 'product'], 'view', 'product'),
  rule(['viewed', 'document'], 'start', 'document'),
  rule(['left', 'page'], 'leave', 'page'),
  rule(['viewed', 'page'], 'view', 'page'),

  // Words that say it alone, once nothing above applies.
  rule(['signed-up', 'customer'], 'register'),
  rule(['met', 'meeting'], 'meet'),
  rule(['asked', 'message'], 'consult'),
]

export const defaultEventMap: EventDefaults = { known, rules }
