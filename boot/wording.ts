import type { TellFall } from '../api/flow'
import type { QuotaLevel, QuotaUse } from '../api/quota'

interface Warning {
  readonly title: string
  readonly detail: string
  readonly advice: string
}

interface Warnings {
  sourceSilent(name: string, lastAt: string): Warning
  jobTrouble(job: string, message: string): Warning
  rulePaused(name: string, id: string, reason: string): Warning
  /** Lines of the run, as `zhongshu directory report` shows them. */
  directory(lines: readonly string[]): Warning
  /** The same of `zhongshu contacts runs`. */
  contacts(lines: readonly string[]): Warning
  callsRunShort(level: Exclude<QuotaLevel, 'enough'>, use: QuotaUse): Warning
  autonomyFell: TellFall
}

const codes = (decisions: readonly number[]): string =>
  decisions
    .slice(0, 10)
    .map((n) => `D${n}`)
    .join(' ')
const nowZh = (to: number): string =>
  to === 1 ? '从下一个决策起,有人接手才启动。' : '从下一个决策起,启动后会发卡片,可撤销。'
const nowEn = (to: number): string =>
  to === 1
    ? 'From the next decision on it starts once somebody takes the card.'
    : 'From the next decision on it comes as a card that can undo it.'

export const warningsZh: Warnings = {
  sourceSilent: (name, lastAt) => ({
    title: `触点来源「${name}」没有声音了`,
    detail: `最后一条触点在 ${lastAt} 收到。`,
    advice: '请检查来源侧的上报是否仍在运行、写入密钥是否更换过。',
  }),
  jobTrouble: (job, message) => ({
    title: `定时任务 ${job} 出了问题`,
    detail: message,
    advice: '触点和决策不受影响。请在服务器上运行 zhongshu doctor 查看原因。',
  }),
  rulePaused: (name, id, reason) => ({
    title: `规则「${name}」已暂停`,
    detail: `原因:${reason}。在恢复之前,它不会再触发任何卡片。`,
    advice: `恢复请运行 zhongshu rule resume ${id}。`,
  }),
  directory: (lines) => ({
    title: '通讯录没有同步',
    detail: lines.join('\n'),
    advice: '成员和客户都没有变。处理后运行 zhongshu directory sync;人数变化确实如此时加 --yes。',
  }),
  contacts: (lines) => ({
    title: '企业微信客户没有同步完整',
    detail: lines.join('\n'),
    advice: '已有的客户都没有动。处理后运行 zhongshu contacts sync;确实少了这么多客户时加 --yes。',
  }),
  callsRunShort: (level, { calls, limit, percent }) => ({
    title: level === 'used-up' ? '钉钉本月的调用额度已用完' : `钉钉本月的调用额度已用 ${percent}%`,
    detail: `本月已调用 ${calls} 次,额度 ${limit} 次。用完之后钉钉会拒收卡片,直到下月一日。`,
    advice:
      '请在 开发者后台 → 资源管理 核对并升级额度,立即生效;额度已不同时,修改 DINGTALK_MONTHLY_CALLS 并重启。',
  }),
  autonomyFell: ({ name, change: { from, to, reason, record, decisions } }) => ({
    title: `「${name}」的自主等级从 ${from} 降到 ${to}`,
    detail:
      reason === 'certificate'
        ? `放权人的行为解读证书已到期或被吊销。${nowZh(to)}`
        : `最近答复的 ${record?.settled ?? 0} 个决策里有 ${record?.bad ?? 0} 个不好:${codes(decisions)}。${nowZh(to)}`,
    advice: `回复「为什么 D编号」看原因,「自主 ${name}」看履历和再放权还差什么。已启动的步骤照常。`,
  }),
}

export const warningsEn: Warnings = {
  sourceSilent: (name, lastAt) => ({
    title: `The source "${name}" has fallen silent`,
    detail: `The last touchpoint was received at ${lastAt}.`,
    advice: 'Check that the source still sends and that its write key was not changed.',
  }),
  jobTrouble: (job, message) => ({
    title: `The job ${job} is in trouble`,
    detail: message,
    advice: 'Touchpoints and decisions are not affected. Run zhongshu doctor on the server.',
  }),
  rulePaused: (name, id, reason) => ({
    title: `The rule "${name}" is paused`,
    detail: `Reason: ${reason}. Until it is resumed it brings no card.`,
    advice: `To resume it, run zhongshu rule resume ${id}.`,
  }),
  directory: (lines) => ({
    title: 'The directory was not taken over',
    detail: lines.join('\n'),
    advice:
      'Members and customers are as they were. Then run zhongshu directory sync, with --yes if it is meant.',
  }),
  contacts: (lines) => ({
    title: 'The customers of WeCom are not all in step',
    detail: lines.join('\n'),
    advice:
      'The customers known before are as they were. Then run zhongshu contacts sync, with --yes if so many are meant to be missing.',
  }),
  callsRunShort: (level, { calls, limit, percent }) => ({
    title:
      level === 'used-up'
        ? "DingTalk's calls of this month are used up"
        : `${percent}% of DingTalk's calls of this month are used`,
    detail: `${calls} calls were made this month, of ${limit}. Once they are used up, DingTalk refuses cards until the first.`,
    advice:
      'See 开发者后台 → 资源管理 and upgrade, which takes effect at once. If the quota is another, correct DINGTALK_MONTHLY_CALLS and restart.',
  }),
  autonomyFell: ({ name, change: { from, to, reason, record, decisions } }) => ({
    title: `The autonomy of "${name}" fell from ${from} to ${to}`,
    detail:
      reason === 'certificate'
        ? `The certificate it was raised under has ended or was revoked. ${nowEn(to)}`
        : `Of the last ${record?.settled ?? 0} answered decisions ${record?.bad ?? 0} were bad: ${codes(decisions)}. ${nowEn(to)}`,
    advice: `Reply "why D12" for the reasons, "autonomy ${name}" for the record and what a raise takes. Steps under way go on.`,
  }),
}
