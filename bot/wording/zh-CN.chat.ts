import type { Platform, Role } from '../../contract/people'
import type { SourceStanding } from '../../contract/ports/operations-desk'
import type { CommandName } from './command-name'
import { autonomy } from './zh-CN.autonomy'
import { commandWords, words } from './zh-CN.command-words'
import { orders } from './zh-CN.orders'

const roles: Record<Role, string> = { rep: '销售', manager: '主管', director: '总监', admin: '管理员' }
const platforms: Record<Platform, string> = { wecom: '企业微信', dingtalk: '钉钉' }

/** What may trail a question without being part of a name. */
export const questionTails = ['怎么样', '的情况', '情况', '了吗', '吗', '呢']
/** In "为什么 某某 没有…": the word that turns why into why not. */
export const negation = '没有'

const quote = (text: string): string => `「${text}」`

/** Every text of the conversation that is not a card's own. */
export const chat = {
  commandWords,
  words,
  questionTails,
  negation,
  roles,
  platforms,
  quote,
  stranger: {
    title: '还不认识你',
    lines: ['请让管理员把你的账号登记成成员，登记后再来找我。'],
  },
  onlyInPrivate: {
    title: '请在单聊里问我',
    lines: ['这里面有客户资料，群里不显示。点我的头像，在单聊里再发一遍就可以。'],
  },
  guessed: (canonical: string) => `按${quote(canonical)}理解。`,
  unknown: {
    title: '没听懂',
    said: (said: string) => (said === '' ? '你没有写字。' : `你说的是${quote(said)}。`),
    nearest: (commands: readonly string[]) => `你是不是想说：${commands.map(quote).join('、')}？`,
    confirmOrder: (command: string) => `这会改动记录，我不猜。是这个意思的话，请回复${quote(command)}。`,
    help: `回复${quote('帮助')}看我会什么。`,
  },
  incomplete: {
    title: '还差一点',
    customer: '要看哪位客户？例如：客户 云帆科技',
    toWhom: '要把什么转交给谁？例如：转交 D12 给 张凯',
    strategy: (verb: string) => `要${verb}哪个策略？回复「策略」看有哪些，例如：${verb} 新询盘`,
    meeting: (verb: string) => `要${verb}哪一条的会议？请带编号，例如：${verb} D12`,
    level: '要到哪一级？0 建议、1 确认、2 可撤销、3 自动。例如：自主 技术型 1',
    setting: '要改哪一项？例如：设置 免打扰 21:00-08:00，设置 日报 18:00',
    whyNot: '要问哪位客户？例如：为什么没有 云帆科技',
    code: (number: string) =>
      `开头的 ${number} 是编号吗？是的话请写成 D${number}；不是的话，别把数字放在最前面。`,
    space: (command: string) => `要改动记录，请在命令后加一个空格：${quote(command)}。`,
  },
  notFound: {
    title: '没有找到',
    customer: (query: string) => `没有找到${quote(query)}，或者它不在你能看的范围里。`,
    decision: (code: string) => `没有找到 ${code}，或者它不在你能看的范围里。`,
    newest: '你还没有收到过通知。',
    several: (query: string) => `${quote(query)}有几位，请说得更具体：`,
    byNumber: (number: string) => `或用编号：客户 ${number}`,
    severalOpen: (query: string) => `${quote(query)}有几条待处理，请带编号：`,
    noneOpen: (query: string) => `你的待处理里没有${quote(query)}。回复${quote('待办')}看有哪些。`,
  },
  answered: {
    recorded: '已记下，不用再填跟进记录。',
    already: '已经有人先处理了，没有改动。',
    alreadyYou: '你已经处理过了，没有改动。',
    alreadyLater: '已经放到稍后了，没有改动。之后仍可以接手或标记不对。',
    note: (note: string) => `备注：${note}`,
    notYours: { title: '没有改动', line: '这条通知不是发给你的。' },
    unknown: { title: '没有改动', line: '没有找到这条通知。回复「待办」看有哪些。' },
    nothingOpen: { title: '没有待处理的通知', line: '现在没有等你处理的通知。' },
  },
  /** Said where a list has another page: the text that shows it. */
  next: (command: string) => `回复${quote(command)}看下一页`,
  page: (title: string, page: number) => (page === 1 ? title : `${title} · 第 ${page} 页`),
  noMore: '后面没有了。',
  forbidden: { title: '这不在你的权限里', line: '你的角色用不了这个命令。回复「帮助」看你能用哪些。' },
  noSuchPeople: (name: string) => `没有找到${quote(name)}这个人或团队，或者不在你能看的范围里。`,
  open: {
    title: (n: number) => `待处理 ${n} 条`,
    titleMany: (n: number) => `待处理 ${n} 条以上`,
    none: '都处理完了。',
    how: '回复「确认 D编号」「稍后 D编号」「不对 D编号 原因」「为什么 D编号」',
  },
  ...orders,
  figures: {
    everybody: '全部',
    response: '响应',
    radar: '雷达',
    teamRadar: '团队雷达',
    digest: '日报',
    heatMap: (of: string) => `热力图 · ${of}`,
    axes: {
      speed: '响应速度',
      answered: '处理率',
      taken: '接手率',
      first: '抢先率',
      wrong: '判断不对',
      intents: '接手意向',
      followUps: '跟进记录',
    },
    speed: (median: string, p95: string) => `中位 ${median}，95% 在 ${p95} 内`,
    counted: '实际统计',
    scale: (span: string) => `${span} · 响应中位：外圈 0 分，中心 1 小时以上`,
    alt: (title: string, known: number, all: number) => `${title}：${all} 项统计，${known} 项数量足够`,
    noAnswer: '还没有处理过',
    /** Of nothing there is no share. */
    share: (part: number, all: number, percent: number | null) =>
      percent === null ? `${part}/${all}` : `${part}/${all} · ${percent}%`,
    count: (n: number) => `${n} 条`,
    source: '数字全部来自实际送达的提醒和实际的回答；能力评估还没有接入，所以不给能力打分。',
    told: '收到提醒',
    handled: '已处理',
    handledAs: (taken: number, snoozed: number, wrong: number) =>
      `接手 ${taken}，稍后 ${snoozed}，不对 ${wrong}`,
    open: '还没处理',
    byOthers: '同事先处理',
    median: '响应中位',
    hottest: '最热客户',
    members: '各人',
    memberRow: (answered: number, told: number, median: string) =>
      `处理 ${answered}/${told} · 中位 ${median}`,
    sources: '按来源',
    sourceRow: (told: number, answered: number, toCard: string, toAnswer: string) =>
      `${told} 条，处理 ${answered} · 到卡片 ${toCard} · 到处理 ${toAnswer}`,
    none: '这段时间没有送达过提醒。',
    heatRow: (total: number, shades: string) => `${total} ${shades}`,
    heatDays: (from: string, to: string) => `每格一天，从 ${from} 到 ${to}，越高越多`,
    heatLeftOut: (n: number) => `另有 ${n} 人没有列出`,
    heatUnit: '每人每天 · 单位：次',
    heatNone: '这段时间没有数据。',
  },
  strategies: {
    title: '策略',
    package: '策略包',
    rule: '规则',
    running: '运行中',
    paused: '已暂停',
    steps: (n: number) => (n === 0 ? '' : `${n} 个步骤进行中`),
    level: (level: number) => `自主 ${level} 级`,
    held: (name: string) => `已暂停「${name}」`,
    stopped: (n: number) => `进行中的 ${n} 个步骤已停止，两秒内各处生效。`,
    stoppedRule: '两秒内各处生效，暂停期间不再判断这条规则。',
    resumed: (name: string) => `已恢复「${name}」`,
    resumedLine: '从现在起重新判断；已停止的步骤不会自动重开。',
    already: (name: string, paused: boolean) =>
      `「${name}」本来就${paused ? '是暂停的' : '在运行'}，没有改动。`,
    none: (name: string) => `没有叫${quote(name)}的策略。回复「策略」看有哪些。`,
    several: (name: string) => `${quote(name)}有好几个，请写完整的名字：`,
    unchanged: '没有改动',
  },
  autonomy,
  notConnected: {
    title: {
      breakers: '渠道还没有接入',
      'breaker-trip': '没有触发',
      'breaker-release': '没有解除',
      'breaker-rollback': '没有回滚',
      stock: '库存还没有接入',
      selection: '选型还没有接入',
    } as Record<
      'breakers' | 'breaker-trip' | 'breaker-release' | 'breaker-rollback' | 'stock' | 'selection',
      string
    >,
    breakers: [
      '这套中枢还没有渠道和库存数据，所以没有熔断器，也没有任何渠道被熔断或改动。',
      '接入之后，这里可以看每个熔断器的状态，手动触发、解除和回滚，回滚前先列出会撤回什么。',
    ],
    stock: [
      '这套中枢还没有库存数据，给不出任何数量。',
      '接入之后，这里可以按门店和货品查库存、预留和补货建议。',
    ],
    selection: [
      '这套中枢还没有产品手册数据，不能替你选型。',
      '接入之后，写下参数要求，这里会给出匹配的型号、差异和出处页码。',
    ],
  },
  settings: {
    title: '我的设置',
    changed: '已改好',
    quiet: '免打扰',
    digest: '日报时间',
    company: '按公司统一设置',
    never: '不设免打扰',
    from: (from: string, to: string) => `${from} 到 ${to}${to < from ? '(次日)' : ''}，期间只推系统警告`,
    how: ['设置 免打扰 21:00-08:00 · 设置 免打扰 关 · 设置 免打扰 默认', '设置 日报 18:00 · 设置 日报 默认'],
  },
  sources: {
    title: '来源',
    states: { live: '正常', stale: '超过一天没有数据', waits: '还没有数据', disabled: '已停用' } as Record<
      SourceStanding['state'],
      string
    >,
    row: (state: string, touchpoints: number, latest: string) =>
      `${state} · ${touchpoints} 个触点 · 最近 ${latest}`,
  },
  status: {
    title: '运行状态',
    judging: '判断',
    behind: (n: number) => (n === 0 ? '没有积压' : `还有 ${n} 个触点没有判断`),
    delivery: '投递',
    waiting: (n: number, oldest: string) => (n === 0 ? '没有等待的通知' : `${n} 条在等，最久 ${oldest}`),
    undelivered: '未送达',
    undeliveredLine: (n: number) => (n === 0 ? '近一天全部送达' : `近一天 ${n} 条没有送达`),
    quarantine: '隔离区',
    quarantined: (n: number) => (n === 0 ? '没有读不懂的数据' : `${n} 条读不懂，等待映射`),
    chats: { connected: '已连接', connecting: '连接中', down: '已断开' },
  },
  whoAmI: {
    title: (name: string) => `你是 ${name}`,
    role: '角色',
    team: '团队',
    accounts: '账号',
    account: (platform: string, id: string) => `${platform} ${id}`,
  },
  help: {
    title: '我会这些',
    rows: {
      hot: ['今日热客 华东', '最热的客户，可按团队、区域或同事'],
      customer: ['客户 云帆科技', '意向强度、得分构成、最近触点'],
      why: ['为什么 D12', '三层原因；不带编号看最新一条'],
      'why-not': ['为什么没有 云帆科技', '差在哪个条件'],
      open: ['待办', '等你处理的通知'],
      take: ['确认 D12', '接手；不带编号是最新一条'],
      later: ['稍后 D12', '先放一放，之后还能接手'],
      wrong: ['不对 D12 原因', '判断错了，连同原因记下来'],
      'hand-over': ['转交 D12 给 张凯', '客户和待处理的通知交给同事'],
      send: ['发送 D12', '生成资料链接，转发给客户'],
      undo: ['撤销', '收回自己刚才的回答，一天内'],
      meet: ['约 D12', '与客户约时间：列三个时段，再回编号'],
      'cancel-meeting': ['取消约 D12', '取消约好的会议，时段放开'],
      meetings: ['日程', '我主持或约好的会议'],
      digest: ['日报 本周', '提醒、处理、最热客户'],
      response: ['响应 近7天', '每人和每个来源的响应时间'],
      radar: ['雷达 本月', '响应、处理率、跟进的实际数字'],
      'team-radar': ['团队雷达 华东', '团队的同样几项'],
      'heat-map': ['热力图 触点 近30天', '按人按天，也可看提醒'],
      strategies: ['策略', '规则和策略包，运行或暂停'],
      pause: ['暂停 新询盘', '停下策略和进行中的步骤'],
      resume: ['恢复 新询盘', '让策略继续'],
      autonomy: ['自主 技术型 1', '策略包自己做主到哪一级；不带名字看全部'],
      breakers: ['熔断', '熔断器状态，渠道接入后可用'],
      'breaker-trip': ['熔断 触发', '渠道接入后可用'],
      'breaker-release': ['熔断 恢复', '渠道接入后可用'],
      'breaker-rollback': ['熔断 回滚', '渠道接入后可用'],
      stock: ['库存', '库存接入后可用'],
      selection: ['选型', '产品手册接入后可用'],
      settings: ['设置', '免打扰和日报时间'],
      sources: ['来源', '哪些来源在进数据'],
      status: ['状态', '判断、投递、连接是否正常'],
      'who-am-i': ['我是谁', '你的角色和账号'],
      help: ['帮助 2', '其余命令'],
    } as Readonly<Record<CommandName, readonly [string, string]>>,
    tail: '编号是卡片上 D 后面的数字。也可以直接说话，错一两个字我也能懂。',
  },
  failed: {
    title: '现在答不上来',
    lines: ['系统暂时没有回应。已经记下的不会丢；刚才的操作请过一会儿用「待办」看是否生效。'],
  },
}
