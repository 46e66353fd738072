import type { ContactTrouble, ContactTroubleKind } from '../../../contract/ports/contacts'
import type { Conflict } from '../domain/conflicts'
import type { ContactsWording, Told } from './wording'

const ownConsole = 'WeCom admin console (work.weixin.qq.com) → 应用管理 → your self-built app'
const customers = 'WeCom admin console → 客户与上下游 → 客户联系'

const troubles: Readonly<Record<ContactTroubleKind, (trouble: ContactTrouble) => Told>> = {
  'no-permission': ({ code }) => ({
    what: `this app may not call the interfaces of 客户联系 (${code})`,
    todo: `${customers} → API → 可调用接口的应用: add your self-built app; make sure that WECOM_APP_SECRET is this app's own`,
  }),
  'no-contact-rights': ({ code }) => ({
    what: `this member may not have customers (${code})`,
    todo: `${customers} → 权限配置 → 使用范围: add him; leave it where he is not meant to have any`,
  }),
  'nobody-follows': () => ({
    what: "no member may have customers, or none of them is in the app's visible range",
    todo: `${customers} → 权限配置 → 使用范围: choose the reps; and ${ownConsole} → 可见范围 → edit, choose them too`,
  }),
  'out-of-range': ({ code }) => ({
    what: `this member is outside the app's visible range, or gone (${code})`,
    todo: `${ownConsole} → 可见范围 → edit, choose his department`,
  }),
  'not-a-contact': ({ code }) => ({
    what: `nobody has this customer any more (${code})`,
    todo: 'nothing; the next sync marks him as left',
  }),
  'wrong-secret': () => ({
    what: 'corp id and secret are not a pair (40001)',
    todo: `${ownConsole} → Secret, copy it once more. Trying on gets this machine's address blocked for an hour`,
  }),
  'wrong-company': () => ({
    what: 'the corp id is not one (40013)',
    todo: 'WeCom admin console → 我的企业 → 企业信息: the last line is the corp id, beginning with ww',
  }),
  'untrusted-ip': ({ detail }) => ({
    what: `this machine's public address${/^\d/.test(detail) ? ` ${detail}` : ''} is not among the app's trusted ones (60020)`,
    todo: `${ownConsole} → 企业可信IP, add it; it takes effect after about a minute`,
  }),
  'app-disabled': () => ({
    what: 'the app is switched off, or lost its rights because nobody used it',
    todo: `${ownConsole}: switch it on`,
  }),
  unlicensed: ({ code }) => ({
    what: `the interface wants a licence for the members (${code})`,
    todo: "WeCom admin console → 应用管理 → 接口许可; a self-built app rarely needs it, so check first that the secret is the app's own",
  }),
  'too-fast': ({ code }) => ({
    what: `too many calls; the platform asks for a rest (${code})`,
    todo: 'sync again in an hour, it brings the rest; if it stays so, see whether another program of the company calls too',
  }),
  unreachable: ({ code }) => ({
    what: `qyapi.weixin.qq.com cannot be reached, or stays busy (${code})`,
    todo: 'check that this machine can reach port 443 outside, its DNS and its firewall, and sync again',
  }),
  incomplete: ({ code }) => ({
    what: `the reading was cut short, or answers cannot be read (${code})`,
    todo: 'sync again, it brings the rest; if it stays so, look for a proxy that rewrites answers',
  }),
  'not-known': ({ code, detail }) => ({
    what: `the platform refused with ${code} (${detail})`,
    todo: "look the code up on WeCom's page of global error codes",
  }),
}

const people = (names: readonly string[]): string =>
  names.length > 6 ? `${names.slice(0, 6).join(', ')} and ${names.length - 6} more` : names.join(', ')

const conflictOf = (conflict: Conflict): Told => {
  switch (conflict.kind) {
    case 'owner-differs':
      return {
        what: `${conflict.name}: owner in the hub is ${conflict.owner}${conflict.ownerActive ? '' : ' (left)'}, in WeCom ${conflict.follower} has him`,
        todo: `nothing was changed. If he is ${conflict.follower}'s, hand him over in chat: 转交 ${conflict.name} 给 ${conflict.follower}`,
      }
    case 'two-customers':
      return {
        what: `${conflict.name}: the unionid is customer ${conflict.customers[0].name} (${conflict.customers[0].customer}), the external_userid customer ${conflict.customers[1].name} (${conflict.customers[1].customer})`,
        todo: 'not merged; the unionid decides. See whether the two are one person',
      }
    case 'same-unionid':
      return {
        what: `${conflict.name}: ${conflict.externalId} and ${people(conflict.others)} have one unionid`,
        todo: 'in the hub they are one customer. See in WeCom whether there is a contact too many',
      }
    case 'phone-elsewhere':
      return {
        what: `${conflict.name}: the phone ${conflict.phone} that ${conflict.follower} wrote down is customer ${conflict.other.name}'s (${conflict.other.customer})`,
        todo: 'a number that was written down proves nobody; not merged. Perhaps one person, perhaps a slip: ask who wrote it',
      }
    case 'not-a-member':
      return {
        what: `${conflict.userId}: has ${conflict.contacts} customers and is no active member of the hub`,
        todo: 'zhongshu directory sync, or zhongshu members import; after the next sync these customers have an owner',
      }
    case 'several-followers':
      return {
        what: `${conflict.name}: ${people(conflict.followers)} all have him`,
        todo:
          conflict.proposed === null
            ? 'none of them is an active member of the hub; he has no owner from here'
            : `without an owner he becomes ${conflict.proposed}'s, who had him first; hand him over in chat if that is wrong`,
      }
  }
}

export const en: ContactsWording = {
  trouble: (trouble) => troubles[trouble.kind](trouble),
  outcome: {
    applied: 'in step',
    partial: 'read in part; what was read is in step',
    'dry-run': 'tried, nothing was changed',
    held: 'waits for you, nothing was changed',
    refused: 'not done, nothing was changed',
    interrupted: 'broken off; the next sync does the rest',
  },
  read: ({ followUsers, pairs, calls }) =>
    `WeCom: ${followUsers} members, ${pairs} pairs of customer and member, ${calls} calls`,
  notRead: (what) => `WeCom: 0 customers, because ${what}`,
  cutShort: (what) => `not read to the end: ${what}`,
  unread: (userId, what) => `customers of ${userId} were not read: ${what}`,
  counts: ({ added, changed, cameBack, left, unchanged }) =>
    `added ${added}, changed ${changed}, left ${left}, unchanged ${unchanged}${cameBack > 0 ? `, came back ${cameBack}` : ''}`,
  said: ({ said, outcome }) =>
    outcome === 'dry-run' || outcome === 'held'
      ? `touchpoints that would be written: ${said}`
      : `touchpoints written: ${said}`,
  nobody: {
    what: '0 customers: the members were read, and none of them has one',
    todo: `see whether these members have added anybody; only those under ${customers} → 权限配置 → 使用范围 have customers`,
  },
  held: (missing, of) =>
    `${missing} of ${of} customers are missing, more than 30 %. Most likely a visible range has shrunk; if it is meant, run it again with --yes`,
  nobodyMarked: 'not everything was read, so nobody was marked as left; the customers known before stay',
  conflicts: (counts) => `for somebody to look at: ${counts}`,
  noConflicts: 'no conflicts',
  whereConflicts: 'zhongshu contacts conflicts lists them',
  conflictKind: {
    'owner-differs': 'owner differs',
    'two-customers': 'two customers behind one contact',
    'same-unionid': 'unionid used twice',
    'phone-elsewhere': 'noted phone is somebody else’s',
    'not-a-member': 'follower unknown to the hub',
    'several-followers': 'several followers',
  },
  conflict: conflictOf,
  more: (lines) => `… and ${lines} more`,
}
