import type { ContactTrouble, ContactTroubleKind } from '../../../contract/ports/contacts'
import type { Conflict } from '../domain/conflicts'
import type { ContactsWording, Told } from './wording'

const ownConsole = '企业微信管理后台(work.weixin.qq.com)→ 应用管理 → 你的自建应用'
const customers = '企业微信管理后台 → 客户与上下游 → 客户联系'
const kept = '已有的客户都没有动'

const troubles: Readonly<Record<ContactTroubleKind, (trouble: ContactTrouble) => Told>> = {
  'no-permission': ({ code }) => ({
    what: `这个应用不能调用「客户联系」的接口(${code})`,
    todo: `${customers} → API → 可调用接口的应用,把你的自建应用加进去;确认 WECOM_APP_SECRET 是这个应用自己的`,
  }),
  'no-contact-rights': ({ code }) => ({
    what: `这位成员没有客户联系的权限(${code})`,
    todo: `${customers} → 权限配置 → 使用范围,把他加进去;不该有客户的人不用管`,
  }),
  'nobody-follows': () => ({
    what: '没有一位成员能添加客户,或者他们都不在应用的可见范围里',
    todo: `${customers} → 权限配置 → 使用范围,选上销售;再到 ${ownConsole} → 可见范围 → 编辑,也选上他们`,
  }),
  'out-of-range': ({ code }) => ({
    what: `这位成员不在应用的可见范围里,或已被删除(${code})`,
    todo: `${ownConsole} → 可见范围 → 编辑,选上他所在的部门`,
  }),
  'not-a-contact': ({ code }) => ({
    what: `已经没有成员加着这位客户(${code})`,
    todo: '不用处理,下次同步会标记为已离开',
  }),
  'wrong-secret': () => ({
    what: '企业 ID 与 Secret 配不上(40001)',
    todo: `${ownConsole} → Secret → 查看,重新复制一次。连续试错会让本机 IP 被封一小时`,
  }),
  'wrong-company': () => ({
    what: '企业 ID 不对(40013)',
    todo: '企业微信管理后台 → 我的企业 → 企业信息,最下面一行是企业 ID,以 ww 开头',
  }),
  'untrusted-ip': ({ detail }) => ({
    what: `本机的出口 IP${/^\d/.test(detail) ? ` ${detail} ` : ''}不在应用的「企业可信IP」里(60020)`,
    todo: `${ownConsole} → 企业可信IP → 配置,把这个 IP 加进去,约一分钟后生效`,
  }),
  'app-disabled': () => ({
    what: '应用被停用了,或因长期不用被收回了权限',
    todo: `${ownConsole},启用应用`,
  }),
  unlicensed: ({ code }) => ({
    what: `接口要求给成员分配接口许可(${code})`,
    todo: '企业微信管理后台 → 应用管理 → 接口许可,给这些成员分配;自建应用一般不需要,先确认用的是自建应用的 Secret',
  }),
  'too-fast': ({ code }) => ({
    what: `调用太快,平台要求歇一会儿(${code})`,
    todo: '过一小时再同步,会接着补齐;若每次都这样,看是否有别的程序用着同一个企业的接口',
  }),
  unreachable: ({ code }) => ({
    what: `连不上 qyapi.weixin.qq.com,或它一直忙(${code})`,
    todo: '检查这台机器能否访问外网 443 端口、DNS 和防火墙,再同步一次',
  }),
  incomplete: ({ code }) => ({
    what: `读到一半停了,或回答读不懂(${code})`,
    todo: '再同步一次,会接着补齐;若还是这样,检查中间有没有改写内容的代理',
  }),
  'not-known': ({ code, detail }) => ({
    what: `平台拒绝了,错误码 ${code}(${detail})`,
    todo: '在企业微信的「全局错误码」页面查这个码',
  }),
}

const people = (names: readonly string[]): string =>
  names.length > 6 ? `${names.slice(0, 6).join('、')} 等 ${names.length} 位` : names.join('、')

const conflictOf = (conflict: Conflict): Told => {
  switch (conflict.kind) {
    case 'owner-differs':
      return {
        what: `${conflict.name}:中枢里的负责人是 ${conflict.owner}${conflict.ownerActive ? '' : '(已离职)'},企业微信里加着他的是 ${conflict.follower}`,
        todo: `没有改。该归 ${conflict.follower} 的话,在聊天里说「转交 ${conflict.name} 给 ${conflict.follower}」`,
      }
    case 'two-customers':
      return {
        what: `${conflict.name}:unionid 是客户「${conflict.customers[0].name}」(${conflict.customers[0].customer}),external_userid 是客户「${conflict.customers[1].name}」(${conflict.customers[1].customer})`,
        todo: '没有合并,按 unionid 认人。先确认两条记录是不是同一个人',
      }
    case 'same-unionid':
      return {
        what: `${conflict.name}:${conflict.externalId} 与 ${people(conflict.others)} 是同一个 unionid`,
        todo: '在中枢里是同一位客户。到企业微信里看看是否有重复的外部联系人',
      }
    case 'phone-elsewhere':
      return {
        what: `${conflict.name}:${conflict.follower} 备注的电话 ${conflict.phone} 是客户「${conflict.other.name}」(${conflict.other.customer})的`,
        todo: '备注的电话不能证明是谁,没有合并。可能是同一个人,也可能记错了,问一下备注的人',
      }
    case 'not-a-member':
      return {
        what: `${conflict.userId}:加着 ${conflict.contacts} 位客户,但不是中枢的在职成员`,
        todo: '运行 zhongshu directory sync,或用 zhongshu members import 加上他;之后再同步一次,这些客户就有负责人',
      }
    case 'several-followers':
      return {
        what: `${conflict.name}:${people(conflict.followers)} 都加着`,
        todo:
          conflict.proposed === null
            ? '他们都不是中枢的在职成员,没有定负责人'
            : `还没有负责人的,归最早添加的 ${conflict.proposed};不合适就在聊天里转交`,
      }
  }
}

export const zhCN: ContactsWording = {
  trouble: (trouble) => troubles[trouble.kind](trouble),
  outcome: {
    applied: '已同步',
    partial: '只读到一部分,读到的已经同步',
    'dry-run': '试算,什么都没有改',
    held: '等你确认,什么都没有改',
    refused: '没有做成,什么都没有改',
    interrupted: '中途断了,下一次同步会补上',
  },
  read: ({ followUsers, pairs, calls }) =>
    `企业微信:${followUsers} 位成员,${pairs} 个客户关系,调用 ${calls} 次`,
  notRead: (what) => `企业微信:0 位客户。${what}`,
  cutShort: (what) => `没有读完:${what}`,
  unread: (userId, what) => `${userId} 的客户没有读到:${what}`,
  counts: ({ added, changed, cameBack, left, unchanged }) =>
    `新增 ${added},变化 ${changed},离开 ${left},未变 ${unchanged}${cameBack > 0 ? `,回来 ${cameBack}` : ''}`,
  said: ({ said, outcome }) =>
    outcome === 'dry-run' || outcome === 'held' ? `会写入 ${said} 条触点` : `写入 ${said} 条触点`,
  nobody: {
    what: '0 位客户:成员读到了,他们名下一位客户也没有',
    todo: `确认这些成员加过微信客户;${customers} → 权限配置 → 使用范围 里的人,加的才算客户`,
  },
  held: (missing, of) =>
    `${of} 位客户里有 ${missing} 位读不到了,超过三成。多半是可见范围或使用范围变小了;确实如此就加 --yes 再运行一次`,
  nobodyMarked: `没有读全,所以没有把任何人标记为离开;${kept}`,
  conflicts: (counts) => `要人看的:${counts}`,
  noConflicts: '没有冲突',
  whereConflicts: 'zhongshu contacts conflicts 逐条看',
  conflictKind: {
    'owner-differs': '负责人不一致',
    'two-customers': '身份指向两位客户',
    'same-unionid': 'unionid 重复',
    'phone-elsewhere': '备注电话是别人的',
    'not-a-member': '跟进人不在中枢',
    'several-followers': '多人跟进',
  },
  conflict: conflictOf,
  more: (lines) => `…另有 ${lines} 条`,
}
