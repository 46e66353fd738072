import type { HeatKind } from '../../contract/ports/figures-desk'
import type { CommandName } from './command-name'

/**
 * What people may type for each command, the first word being the one we teach. Both languages are always heard.
 * A word that gives an order (take, later, wrong) stands here only when nobody would say it meaning less.
 */
export const commandWords: Readonly<Record<CommandName, readonly string[]>> = {
  hot: ['今日热客', '今天热客', '热门客户', '最热客户', '热客'],
  customer: ['客户', '查客户', '看客户'],
  why: ['为什么', '为何', '解释', '原因'],
  'why-not': ['为什么没有', '为什么没', '为何没有'],
  open: ['待办', '待处理', '未处理', '我的待办', '任务', '我的任务'],
  take: ['确认', '确定', '接手'],
  later: ['稍后', '稍候', '晚点', '稍后再说', '晚点再说'],
  wrong: ['不对', '不准', '误报'],
  'hand-over': ['转交', '移交', '转给'],
  send: ['发送', '发送白皮书', '发白皮书', '白皮书', '发送资料', '发资料'],
  undo: ['撤销', '撤回'],
  meet: ['约', '约时间', '约会议', '约交流'],
  'cancel-meeting': ['取消约', '取消会议', '取消交流'],
  meetings: ['日程', '我的日程', '我的会议'],
  digest: ['日报', '简报'],
  response: ['响应', '响应时间', '响应时效'],
  radar: ['雷达', '个人雷达', '我的雷达'],
  'team-radar': ['团队雷达'],
  'heat-map': ['热力图'],
  strategies: ['策略', '策略列表', '规则'],
  pause: ['暂停', '暂停策略'],
  resume: ['恢复', '恢复策略'],
  autonomy: ['自主', '自主权', '自主等级', '自动化等级', '放权', '收权'],
  breakers: ['熔断', '熔断 状态', '熔断状态', '熔断列表', '熔断器'],
  'breaker-trip': ['熔断 触发', '触发熔断', '熔断触发'],
  'breaker-release': ['熔断 恢复', '熔断 解除', '解除熔断', '熔断恢复'],
  'breaker-rollback': ['熔断 回滚', '熔断回滚', '回滚熔断'],
  stock: ['库存', '查库存'],
  selection: ['选型'],
  settings: ['设置', '我的设置'],
  sources: ['来源', '数据源'],
  status: ['状态', '系统状态'],
  'who-am-i': ['我是谁'],
  help: ['帮助', '说明', '怎么用', '菜单', '你好', '您好', '在吗'],
}

/** Words inside commands, as they are taught. */
export const words = {
  /** What is handed over, and to whom. */
  handedTo: /^(.*?)\s*(?:交给|转给|给)\s*([^给\s]+)$/,
  to: '给',
  /** Which strategy goes to which level. */
  toLevel: /^(.*?\S)\s+(?:(?:升|降|调|改|设)?(?:到|至|为|成)\s*|(?:to\s+)?level\s+|to\s+)?(\d{1,3})\s?级?$/i,
  quiet: '免打扰',
  digest: '日报',
  off: '关',
  byDefault: '默认',
  counted: { alerts: '提醒', touchpoints: '触点' } as Record<HeatKind, string>,
  periods: {
    today: '今天',
    yesterday: '昨天',
    'this-week': '本周',
    'last-week': '上周',
    'this-month': '本月',
    'last-month': '上月',
    days: (n: number) => `近${n}天`,
    day: (month: number, day: number) => `${month}月${day}日`,
  },
}
