import type { InvitationReply } from '../../contract/meeting'

const replies: Record<InvitationReply, string> = {
  none: '还没回复',
  accepted: '已接受',
  'other-time': '想换时间',
}

/** Everything that is said about meetings with customers. */
export const meetings = {
  replies,
  opened: '已打开邀请',
  notOpened: '还没打开邀请',
  /** `12-01 周二 10:00–10:45`. */
  when: (day: string, weekday: string, from: string, to: string) => `${day} ${weekday} ${from}–${to}`,
  /** At most ten characters. */
  slotButton: (dayOfMonth: number, weekday: string, time: string) => `${dayOfMonth}日${weekday}${time}`,
  hostedBy: (host: string) => `${host} 主持`,
  onCard: { heading: '会议', row: '会议', customerRow: '客户' },
  /** On a card: at most thirty characters. */
  notes: {
    choose: '选一个时段，点一下就约好',
    none: '三周内没有都空闲的时段',
    done: (when: string) => `已约 ${when}，邀请已发给你`,
    already: '已经约好了，没有再约一次',
    cancelled: '已取消约，时段已放开，请告诉客户',
    nothing: '没有约好的会议，没有改动',
    stale: '刚才的时段已过期，请重新选',
    clash: (when: string, who: string) => `${when} 刚被 ${who} 占用，请另选`,
    clashCalendar: (when: string, whose: string) => `${when} ${whose} 日历里有事，请另选`,
    noMeeting: '这个策略包没有要约的会议',
    stopped: '策略包已停，没有约',
    forbidden: '这位客户不是你能约的',
  },
  offered: {
    title: (what: string, who: string) => `约 ${what}：${who}`,
    heading: (host: string, minutes: number) => `可约时段（${host} 主持，${minutes} 分钟）`,
    row: (n: number) => `时段${n}`,
    choose: (command: string) => `回复「${command}」约第一个，换编号约别的。`,
    none: '三周内没有我方都空闲的时段。空出时间后再试。',
    unread: (platform: string) => `${platform}日历这次没有读到，只按中枢里的预约排。`,
  },
  booked: {
    title: '已约好',
    already: '已经约好了',
    cancelTo: (command: string) => `要取消，回复「${command}」。`,
  },
  cancelled: { title: '已取消约', line: '时段已放开，主持人已收到通知。' },
  clash: {
    title: '没有约成',
    booked: (when: string, whose: string, by: string) =>
      `${when} 刚被占用：${whose} 的这个时段由 ${by} 约走了。请另选：`,
    calendar: (when: string, whose: string) => `${when} 已被占用：${whose} 的日历里有别的事。请另选：`,
    stale: '这个时段没有给你列过，或者已经过期。请从下面选：',
  },
  unchanged: {
    title: '没有改动',
    unknown: (code: string) => `没有找到 ${code}，或者它不在你能看的范围里。`,
    noMeeting: (code: string) => `${code} 的策略包里没有要约的会议。`,
    stopped: (code: string) => `${code} 的策略包已停，不能再约。`,
    forbidden: '这位客户不是你能约的。',
    nothing: (code: string) => `${code} 没有约好的会议。`,
  },
  list: {
    title: '日程',
    none: '没有约好的会议。策略卡片上按「约时间」，或回复「约 D编号」。',
  },
  news: {
    source: '中枢 · 会议',
    booked: (who: string) => `已约：${who}`,
    cancelled: (who: string) => `已取消：${who}`,
    accepted: (who: string) => `客户已接受：${who}`,
    otherTime: (who: string) => `客户想换时间：${who}`,
    clash: (who: string) => `时间撞了：${who}`,
    what: '会议',
    when: '时间',
    host: '主持',
    minutes: (n: number) => `${n} 分钟`,
    by: '操作',
    bookedBy: (name: string) => `${name} 约的`,
    cancelledBy: (name: string) => `${name} 取消的`,
    wants: '客户的话',
    forward: '转发给客户',
    look: '自己先看（不算打开）',
    can: '客户打开后可以接受、改约、加入日历。',
    noPage: '没有设置 PUBLIC_URL，客户打不开邀请页；请把时间直接告诉客户。',
    offPage: '邀请页',
    offLine: '页面已显示取消；客户若已加入日历，请他再打开一次。',
    cameUp: (member: string, span: string) => `${member} 的日历里 ${span} 有别的事`,
    rearrange: (cancel: string, again: string) => `要改期：先「${cancel}」，再「${again}」。`,
    inOwnCalendar: '中枢不会写入你的平台日历：打开邀请页可加入。',
  },
}
