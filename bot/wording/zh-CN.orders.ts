const quote = (text: string): string => `「${text}」`

/** What is said about orders that change something besides a card's answer. */
export const orders = {
  handedOver: {
    title: '已转交',
    done: (customer: string, to: string) => `${customer} 现在由 ${to} 负责。`,
    told: (n: number) => (n === 0 ? '没有待处理的通知要跟着转。' : `${n} 条待处理的通知已一并发给他。`),
    inGroup: (to: string) => `已转交给 ${to}。`,
    nothing: '没有改动',
    already: (customer: string, to: string) => `${customer} 本来就由 ${to} 负责。`,
    noCustomer: '没有找到这个客户或编号，或者它不在你能看的范围里。',
    noMember: (to: string) => `不能转交给${quote(to)}：没有这位在职同事，或者不在你能转交的范围里。`,
    forbidden: '这位客户不是你能转交的。',
  },
  sending: {
    name: (name: string) => `《${name}》`,
    /** What the customer reads, so it speaks to him. */
    greeting: (customer: string, name: string) =>
      `${customer === '' ? '' : `${customer}，`}您好，这是《${name}》，点开就能看：`,
    validUntil: (day: string) => `链接 ${day} 前有效`,
    made: (customer: string) => `链接已生成，请转发给 ${customer}`,
    there: (customer: string, when: string) => `链接 ${when} 已生成过，请转发给 ${customer}`,
    /** On the card, whose next message is to be passed on. */
    forward: '链接已生成，请把下一条消息转发给客户',
    forwardAgain: '链接早已生成，下一条消息里再给一次',
    nothing: '没有发送',
    none: '没有找到这条通知或客户，或者它不在你能看的范围里。',
    nothingToSend: '现在没有要发送的资料。',
    nobody: '这位客户没有任何身份标识，打开了也认不出是谁，所以没有生成链接。',
    off: '还没有配置资料清单(DOCUMENTS)，或没有对外地址(PUBLIC_URL)。请找管理员。',
    which: (orders: readonly string[]) => `有几条都要发资料，请带编号：${orders.map(quote).join('、')}`,
    several: (said: string) => `${quote(said)}有几位，请写全名，或带卡片编号：`,
  },
  undone: {
    title: '已撤销',
    was: { taken: '接手', snoozed: '稍后', wrong: '不对', 'called-off': '撤销启动' },
    done: (was: string) => `刚才的「${was}」已撤销，这条重新变为待处理，其他人的卡片会跟着更新。`,
    nothing: '你没有可以撤销的回答。只能撤销自己的，别人的不行。',
    tooLate: '已经过了一天，不能撤销了。',
    builtUpon: '后续步骤已经完成，不能撤销了。',
    calledOff: {
      title: '已撤销启动',
      line: '还没做的步骤已停止，其他人的卡片会跟着更新。一天内再撤销一次可以恢复。',
    },
  },
}
