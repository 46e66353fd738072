import type { Platform, Role } from '../../contract/people'

const roles: Record<Role, string> = { rep: '销售', manager: '主管', director: '总监', admin: '管理员' }
const platforms: Record<Platform, string> = { wecom: '企业微信', dingtalk: '钉钉' }

/**
 * What people may type for each command, the first word being the one we teach. Both languages are always heard.
 * A word that gives an order (take, later, wrong) stands here only when nobody would say it meaning less.
 */
export const commandWords = {
  hot: ['今日热客', '今天热客', '热门客户', '最热客户', '热客'],
  customer: ['客户', '查客户', '看客户'],
  why: ['为什么', '为何', '解释', '原因'],
  'why-not': ['为什么没有', '为什么没', '为何没有'],
  take: ['确认', '确定', '接手'],
  later: ['稍后', '稍候', '晚点', '稍后再说', '晚点再说'],
  wrong: ['不对', '不准', '误报'],
  open: ['待办', '待处理', '未处理', '我的待办'],
  'who-am-i': ['我是谁'],
  help: ['帮助', '说明', '怎么用', '菜单', '你好', '您好', '在吗'],
}

/** What may trail a question without being part of a name. */
export const questionTails = ['怎么样', '的情况', '情况', '了吗', '吗', '呢']
/** In "为什么 某某 没有…": the word that turns why into why not. */
export const negation = '没有'

const quote = (text: string): string => `「${text}」`

/** Every text of the conversation that is not a card's own. */
export const chat = {
  commandWords,
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
  open: {
    title: (n: number) => `待处理 ${n} 条`,
    titleMany: (n: number) => `待处理 ${n} 条以上`,
    none: '都处理完了。',
    how: '回复「确认 D编号」「稍后 D编号」「不对 D编号 原因」「为什么 D编号」',
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
    rows: [
      ['今日热客', '现在最热的客户，「今日热客 2」看下一页'],
      ['客户 云帆科技', '意向强度、得分构成、最近触点'],
      ['为什么 D12', '三层原因：触点、条件与数值、策略与假设；不带编号看最新一条'],
      ['为什么没有 云帆科技', '差在哪个条件'],
      ['待办', '等你处理的通知'],
      ['确认 D12', '接手；不带编号是最新一条'],
      ['稍后 D12', '先放一放，之后还能接手'],
      ['不对 D12 原因', '判断错了，连同原因记下来'],
      ['我是谁', '你的角色和账号'],
    ] as readonly (readonly [string, string])[],
    tail: '编号就是卡片上 D 后面的数字，不会变。错一两个字我也能懂。',
  },
  failed: {
    title: '现在答不上来',
    lines: ['系统暂时没有回应。已经记下的不会丢；刚才的操作请过一会儿用「待办」看是否生效。'],
  },
}
