import type { Platform } from '../../../contract/people'
import type { DirectoryTrouble } from '../../../contract/ports/directory'
import type { DirectoryWording, Trouble } from './wording'

const wecomConsole = '企业微信管理后台(work.weixin.qq.com)→ 应用管理 → 你的自建应用'
const dingtalkConsole = '钉钉开发者后台(open-dev.dingtalk.com)→ 应用开发 → 你的应用'
const publish = '改完后到「版本管理与发布」发布新版本,不发布不生效'

type Words = Readonly<Record<DirectoryTrouble, (code: string, detail: string) => Trouble>>

const common = {
  'nobody-in-departments': () => ({
    what: '看得到部门,但部门里一位在职成员也没有',
    todo: '确认选进可见范围的部门里有人,账号没有被停用;只选父部门时,它下面的部门也要在范围内',
  }),
  'no-department': (_code: string, detail: string) => ({
    what: `平台说部门不存在(${detail})`,
    todo: '多半是同步过程中有人删了部门,过几分钟再同步一次',
  }),
  'too-fast': () => ({
    what: '调用太快,平台要求歇一会儿',
    todo: '什么都没有改。过一小时再同步;若每次都这样,看是否有别的程序用着同一个应用',
  }),
  incomplete: (code: string) => ({
    what: `平台的回答前后对不上,或者读到一半停了(${code})`,
    todo: '什么都没有改。再同步一次;若还是这样,检查中间有没有改写内容的代理',
  }),
  'not-known': (code: string, detail: string) => ({
    what: `平台拒绝了,错误码 ${code}(${detail})`,
    todo: '在平台的「全局错误码」页面查这个码;什么都没有改',
  }),
} as const

const wecom: Words = {
  ...common,
  'nobody-visible': () => ({
    what: '应用的可见范围是空的,一个部门、一位成员都看不到',
    todo: `${wecomConsole} → 可见范围 → 编辑,选上销售部门(选子部门也可以)`,
  }),
  'no-permission': (code) => ({
    what: `这个 Secret 没有读通讯录的权限(${code})`,
    todo: `${wecomConsole},确认填的是这个应用自己的 Secret,并且应用没有被停用`,
  }),
  'out-of-range': (code) => ({
    what: `要读的部门或成员不在应用的可见范围里(${code})`,
    todo: `${wecomConsole} → 可见范围 → 编辑,选上销售部门;再把应用的 AgentId 填进 WECOM_AGENT_ID`,
  }),
  'other-secret': () => ({
    what: '填的是「通讯录同步」的 Secret,它只能列出编号,读不到姓名和上级',
    todo: `改用自建应用自己的 Secret:${wecomConsole} → Secret → 查看,填进 WECOM_APP_SECRET`,
  }),
  'wrong-secret': () => ({
    what: '企业 ID 与 Secret 配不上(40001)',
    todo: `${wecomConsole} → Secret → 查看,重新复制一次。连续试错会让本机 IP 被封一小时`,
  }),
  'wrong-company': () => ({
    what: '企业 ID 不对(40013)',
    todo: '企业微信管理后台 → 我的企业 → 企业信息,最下面一行是企业 ID,以 ww 开头',
  }),
  'wrong-agent': () => ({
    what: 'AgentId 不是这个 Secret 的应用',
    todo: `${wecomConsole},AgentId 和 Secret 在同一页上,要一起复制`,
  }),
  'untrusted-ip': (_code, detail) => ({
    what: `本机的出口 IP${/^\d/.test(detail) ? ` ${detail}` : ''} 不在应用的「企业可信IP」里(60020)`,
    todo: `${wecomConsole} → 企业可信IP → 配置,把这个 IP 加进去,约一分钟后生效。出口 IP 常变的网络不适合用自建应用,机器人长连接不受影响`,
  }),
  'app-disabled': () => ({
    what: '应用被停用了,或因长期不用被收回了权限',
    todo: `${wecomConsole},启用应用`,
  }),
  'quota-used-up': () => ({ what: '今天的调用次数用完了', todo: '明天会自动恢复;什么都没有改' }),
  unreachable: () => ({
    what: '连不上 qyapi.weixin.qq.com',
    todo: '检查这台机器能否访问外网 443 端口、DNS 和防火墙,再试一次',
  }),
}

const dingtalk: Words = {
  ...common,
  'nobody-visible': () => ({
    what: '应用的通讯录权限范围是空的,一个部门、一位成员都看不到',
    todo: `${dingtalkConsole} → 权限管理 → 通讯录权限范围,选上销售部门;${publish}`,
  }),
  'no-permission': (code) => ({
    what: `应用没有读通讯录的权限(${code})`,
    todo: `${dingtalkConsole} → 权限管理,搜索并开通「通讯录部门信息读权限」「成员信息读权限」「企业员工手机号信息」;${publish}`,
  }),
  'out-of-range': (code) => ({
    what: `要读的部门或成员不在应用的通讯录权限范围里(${code})`,
    todo: `${dingtalkConsole} → 权限管理 → 通讯录权限范围,选上销售部门;${publish}`,
  }),
  'other-secret': () => ({
    what: 'Client ID 与 Client Secret 不是同一个应用的',
    todo: `${dingtalkConsole} → 凭证与基础信息,两个一起复制`,
  }),
  'wrong-secret': () => ({
    what: '钉钉不认这对 Client ID 与 Client Secret',
    todo: `${dingtalkConsole} → 凭证与基础信息,两个一起重新复制`,
  }),
  'wrong-company': () => ({
    what: '应用不属于这家企业',
    todo: '换成本企业内部应用的 Client ID 与 Client Secret',
  }),
  'wrong-agent': () => ({
    what: '没有这个应用',
    todo: `${dingtalkConsole},核对 Client ID`,
  }),
  'untrusted-ip': () => ({
    what: '本机的出口 IP 不在应用的「服务器出口IP」名单里',
    todo: `${dingtalkConsole} → 安全设置 → 服务器出口IP,加上本机的出口 IP,或清空名单;${publish}`,
  }),
  'app-disabled': () => ({
    what: '应用被停用,或者还没有发布',
    todo: `${dingtalkConsole} → 版本管理与发布,发布一个版本`,
  }),
  'quota-used-up': () => ({
    what: '本月的 OpenAPI 调用额度用完了',
    todo: '钉钉开发者后台 → 资源管理,查看并升级额度;下月一日自动恢复。什么都没有改',
  }),
  unreachable: () => ({
    what: '连不上 api.dingtalk.com 或 oapi.dingtalk.com',
    todo: '检查这台机器能否访问外网 443 端口、DNS 和防火墙,再试一次',
  }),
}

const words: Readonly<Record<Platform, Words>> = { wecom, dingtalk }

export const zhCN: DirectoryWording = {
  platform: { wecom: '企业微信', dingtalk: '钉钉' },
  role: { rep: '销售', manager: '主管', director: '总监', admin: '管理员' },
  trouble: (platform, kind, code, detail) => words[platform][kind](code, detail),
  outcome: {
    applied: '已同步',
    'dry-run': '试算,什么都没有改',
    held: '等你确认,什么都没有改',
    refused: '没有同步,什么都没有改',
  },
  read: (platform, people, departments, calls) =>
    `${platform}:${people} 人,${departments} 个部门,调用 ${calls} 次`,
  notRead: (platform, what) => `${platform}:0 人。${what}`,
  counts: ({ added, changed, removed, unchanged, joined }) =>
    `新增 ${added},变化 ${changed},离职 ${removed},未变 ${unchanged}${joined > 0 ? `,合并账号 ${joined}` : ''}`,
  roles: (counts) => `角色:${counts.map(([role, n]) => `${role} ${n}`).join(',')}`,
  leftOut: (people) => `按角色规则不进中枢:${people} 人`,
  everybodyLeftOut: '所有人都被角色规则排除了,请检查 DIRECTORY_ROLES 指向的文件',
  ownedByRemoved: (customers) =>
    `离职的人名下有 ${customers} 位客户,客户和记录都留着,下次提醒时换给在职的销售`,
  held: (leaving, of) =>
    `${of} 人里有 ${leaving} 人会变成离职,超过三成。多半是可见范围改小了;若确实如此,加 --yes 再运行一次`,
  change: { added: '新增', changed: '变化', left: '离职', 'came-back': '回来' },
  field: {
    name: '姓名',
    role: '角色',
    team: '团队',
    manager: '上级',
    accounts: '账号',
    departments: '部门',
  },
  unclear: {
    'shared-by-several': '几个人登记了同一个手机号或邮箱',
    'phone-and-mail-differ': '手机号指向一个人,邮箱指向另一个人',
    'has-another-account': '这个人在该平台上已有一个账号',
    'undone-before': '有人把这两个账号分开过',
  },
  unclearLine: (accounts, because) => `没有合并 ${accounts}:${because}`,
  more: (lines) => `……还有 ${lines} 条`,
  circle: (names) => `上级绕成了圈,已从这里断开:${names}`,
}
