/**
 * What people say in event names. English alternatives are whole words of a normalised name, Chinese ones any
 * part of it. A group is a meaning, not a grammar: several may be found in one name.
 */
const vocabulary = {
  // Acts.
  view: ['view|views|viewed|open|opens|opened|visit|visited|read|reads|watch|watched|play|played|playback|browse|browsed|load|loaded|enter|entered', '浏览|查看|访问|打开|阅读|进入|观看|播放|收看'],
  leave: ['leave|leaves|left|exit|exits|exited|close|closed|dwell|stay|stayed|backgrounded|ended|time on page', '离开|退出|停留|关闭'],
  click: ['click|clicks|clicked|tap|tapped|press|pressed|select|selected|cta', '点击|轻触|点选'],
  search: ['search|searched|searches|filtered|filter', '搜索|检索|筛选|查询'],
  download: ['download|downloads|downloaded', '下载'],
  share: ['share|shared|shares|forwarded', '分享|转发'],
  submit: ['submit|submits|submitted|completed|complete|subscribed|registered|sent', '提交|报名|填写'],
  request: ['request|requests|requested|apply|applied|book|booked|schedule|scheduled|ask|asked|get', '申请|预约|索取|获取|发起|索要'],
  expose: ['impression|impressions|shown|displayed|display|exposed|recommended', '曝光|展示|展现'],
  start: ['start|started|starts|begin|began|initiate|initiated|activate|activated', '开始|启动|激活|开通'],
  create: ['create|creates|created|place|placed|new', '创建|新建|生成'],
  send: ['send|sent|issue|issued|create|created', '发送|发出|提供|给出|出具'],
  reply: ['reply|replies|replied|answer|answered|accepted|approved|rejected|declined', '回复|答复|接受|拒绝'],
  receive: ['receive|received|deliver|delivered', '收到|送达'],
  finish: ['completed|complete|succeeded|success|successful|received|paid', '成功|完成|到账'],
  attend: ['attend|attended|held|join|joined|completed|ended', '参加|参会|出席|签到|观看|参观'],
  use: ['use|used|uses|called|exported|created|in app', '使用|调用|导出|创建'],
  update: ['updated|identified|identify|verified|completed|bound', '绑定|授权|完善|认证'],
  favour: ['wishlist|favorite|favorites|favourites|bookmarked', '收藏|心愿'],
  add: ['add|added|adds', '加入|添加|加购'],
  dial: ['click to call', '拨打|拨号'],
  meet: ['met', '拜访|上门|签到|参观'],
  consult: ['consultation', '咨询'],
  register: ['registered|registration|sign up|signup', '注册'],

  // Things.
  page: ['page|pages|screen|home|homepage|landing|blog|center|centre|content|link|url|article', '页面|页|首页|网站|文章|小程序|中心'],
  spot: ['button|link|cta|banner|menu|tab|element|promotion|popup|modal|ad|ads|icon', '按钮|链接|banner|轮播|菜单|弹窗|广告|活动|图标|入口'],
  pricing: ['price|prices|pricing|plans|price list', '价格|套餐|价目|报价页'],
  apidocs: ['api docs|api doc|api documentation|api reference|developer docs|developer documentation|integration docs|integration guide|docs api', 'api集成|api文档|接口文档|开发文档|开发者文档|集成文档|api 文档|对接文档'],
  paper: ['whitepaper|whitepapers|white paper', '白皮书'],
  story: ['case study|case studies|customer story|customer stories|success story', '案例'],
  document: ['document|documents|doc|docs|documentation|pdf|file|files|datasheet|brochure|catalog|catalogue|ebook|manual|sdk|video|recording|webinar recording|article read', '文档|资料|手册|pdf|文件|规格书|视频|说明书|彩页'],
  product: ['product|products|item|items|commodity|goods|sku|content', '商品|产品|型号|货品'],
  cart: ['cart|basket|shoppingcart|shopping cart', '购物车|采购清单|加购|加购物车'],
  order: ['order|orders|purchase|purchased|checkout|reordered', '订单|下单|购买'],
  checkout: ['checkout', '结算|结账'],
  pay: ['pay|paid|payment|invoice', '支付|付款|回款|缴费'],
  refund: ['refund|refunds|refunded|return|returned|returns', '退款|退货'],
  form: ['form|forms|survey|questionnaire|feedback|newsletter|webinar|event registration|registration form', '表单|问卷|报名|反馈|申请'],
  inquiry: ['inquiry|inquiries|enquiry|rfq|lead|contact|contact us|contact sales|callback', '询盘|询价|留言|留资|联系方式|采购需求|咨询表单|联系销售|预约咨询'],
  trial: ['trial|trials|free trial', '试用'],
  demo: ['demo|demos|demonstration', '演示'],
  quote: ['quote|quotes|quotation|quotations|proposal|proposals', '报价单|报价|方案报价'],
  mail: ['email|emails|mail|newsletter', '邮件'],
  notice: ['push|notification|notifications|in app message|message link', '推送|模板消息|通知|订阅消息'],
  message: ['message|messages', '消息|客服'],
  chat: ['chat|live chat|conversation|question|ticket|support', '咨询|客服|会话|提问|工单'],
  call: ['call|calls|phone call', '电话|来电|通话|呼入'],
  phone: ['phone number|click to call|call button|tel', '电话|拨号'],
  meeting: ['meeting|meetings|webinar|appointment|site visit|demo', '会议|直播|拜访|展会|上门|工厂|参会'],
  session: ['app|application|session|mini program|miniprogram', '小程序|app|应用|会话'],
  device: ['device|devices|machine|equipment', '设备|开机'],
  account: ['account|user|sign up|signup|registration|registered|register', '注册|账号|会员'],
  person: ['profile|user|email|phone', '手机号|资料|信息|实名|企业微信|微信|身份'],
  work: ['feature|api|project|report|dashboard', '功能|接口|项目|报表'],
  deal: ['order|contract|deal|subscription|trial|ticket|opportunity', '订单|合同|商机|续费|工单'],
  state: ['cancelled|canceled|shipped|delivered|renewed|signed|won|lost|ended|resolved|stage|expired|churned|closed', '取消|发货|签署|签订|签收|续费|变更|关闭|完成|到期|流失'],

  // Not for a customer's story, whatever else is said.
  noise: ['error|errors|exception|exceptions|crash|crashed|experiment|flag|test|debug|bounced|bounce|timing|removed|remove|deleted|delete|failed|failure|coupon|token|cache|install|installed', '异常|报错|错误|测试|实验|埋点|失败|删除|移除|退信|优惠券|监控|心跳|切换|未知'],
} as const // prettier-ignore

export type Group = keyof typeof vocabulary

const compiled = Object.entries(vocabulary).map(
  ([group, [english, chinese]]) =>
    [group as Group, new RegExp(`(?:^| )(?:${english})(?= |$)|${chinese}`, 'u')] as const,
)

/** The groups that a normalised event name speaks of. */
export const groupsIn = (words: string): ReadonlySet<Group> =>
  new Set(compiled.filter(([, pattern]) => pattern.test(words)).map(([group]) => group))
