/** What is behind a code, and what to do, Chinese first. */
export interface Reason {
  readonly what: string
  readonly todo: string
}

/** Why a piece waits in quarantine. */
export const quarantineReason = (reason: string): Reason =>
  quarantine[reason] ?? {
    what: `读不懂(${reason}) · it cannot be read`,
    todo: '用 GET /v1/quarantine 看原文与原因 · look at the piece with GET /v1/quarantine',
  }

const quarantine: Readonly<Record<string, Reason>> = {
  'unmapped-event': {
    what: '没有人说过这个事件名是什么意思 · nobody has said what this event name means',
    todo: '用 POST /v1/quarantine/map 给它一个含义,等着的会自动补读 · give it a meaning; what waits is read again',
  },
  'no-identifier': {
    what: '上报里没有说是谁 · nothing says who it was',
    todo: '在来源侧带上手机号、unionid、账号或访客标识后重发 · send an identifier along: phone, unionid, account, visitor',
  },
  'bad-time': {
    what: '时间不可用 · the time cannot be used',
    todo: '检查来源侧的时钟与时间格式(毫秒或 ISO 8601)· check the sender’s clock and form of time',
  },
  'bad-form': {
    what: '字段不符合格式 · the fields do not have the form',
    todo: '对照 /docs 的字段说明修改上报 · compare with /docs',
  },
  encrypted: {
    what: '上报被加密插件加密 · it was sealed by an encryption plug-in',
    todo: '关闭神策 SDK 的加密插件 · switch the plug-in of the SDK off',
  },
  honeypot: {
    what: '程序填了人看不见的字段,像是垃圾表单 · a program filled in a hidden field',
    todo: '如果这是真客户,请检查表单是否自动填充了 website 字段 · check whether the form fills in “website” by itself',
  },
  'not-processable': {
    what: '处理时出错,已放到一边 · processing it failed',
    todo: '这是中枢的缺陷,请连同日志反馈 · a fault of the hub; report it with the log',
  },
}

/** Why a notice has not reached its reader. `detail` is what the platform's adapter advised. */
export function deliveryReason(code: string, detail: string | null): Reason {
  const known = delivery[code]
  if (known !== undefined) return known
  const platform = code.startsWith('wecom-') ? '企业微信 WeCom' : '平台 the platform'
  return {
    what: `${platform} 拒绝了:${code} · it was refused`,
    todo: detail ?? '按错误码查平台的文档,改好后重新发送 · look the code up, mend it, send again',
  }
}

const away: Reason = {
  what: '聊天平台连不上,通知保留着,恢复后自动补发 · the platform cannot be reached; it is kept and sent later',
  todo: '运行 zhongshu doctor 看连接;检查外网、防火墙和 DNS · check network, firewall and DNS',
}

const pace: Reason = {
  what: '平台的频率限制,稍后自动发 · the platform’s rate limit; it goes out later',
  todo: '不用处理;经常出现就降低打扰量 · nothing to do, unless it happens often',
}

const delivery: Readonly<Record<string, Reason>> = {
  'no-address': {
    what: '这位成员没有登记聊天账号 · the member has no chat account',
    todo: '在成员名单里填上他的企业微信或钉钉账号,再用 zhongshu members import 导入 · add his account to the list of members and import it',
  },
  historical: {
    what: '判断的是 24 小时以前的事,只留记录,不打扰人 · it was about more than 24 hours ago: kept, nobody called',
    todo: '不用处理;在聊天里仍可用「为什么」查看 · nothing to do; 为什么 still explains it',
  },
  'never-talked-to-bot': {
    what: '这位成员还没有和机器人说过话,企业微信不许机器人先开口 · he has not talked to the bot yet',
    todo: '请他在企业微信里给机器人发一句「帮助」 · ask him to send the bot 帮助 once',
  },
  'outside-visible-range': {
    what: '这位成员不在机器人的可见范围 · he is outside the bot’s visible range',
    todo: '在管理后台把他加进机器人的可见范围 · add him to the visible range',
  },
  'left-the-company': {
    what: '这个账号已不在企业里 · the account has left the company',
    todo: '更新成员名单 · bring the list of members up to date',
  },
  'platform-away': {
    what: '这个平台太久连不上,改走成员的另一个平台 · this platform was away too long; the member’s other one was taken',
    todo: '运行 zhongshu doctor 看连接 · look at the connection with doctor',
  },
  'gave-up': {
    what: '重试了一天仍没有送达 · a day of tries did not get it through',
    todo: '先让平台恢复连接(zhongshu doctor) · bring the platform back first',
  },
  'taken-over': {
    what: '同一个机器人在别处建立了连接 · the bot is connected somewhere else',
    todo: '停掉另一处使用该机器人的程序,再重启 · stop the other program, then restart',
  },
  'credentials-refused': {
    what: '平台不接受机器人的凭证 · the platform does not accept the credentials',
    todo: '核对 WECOM_BOT_ID、WECOM_BOT_SECRET 或钉钉的 Client ID、Secret · check the bot’s id and secret',
  },
  'token-not-accepted': {
    what: '钉钉不接受应用的凭证 · DingTalk does not accept the app’s credentials',
    todo: '核对 DINGTALK_CLIENT_ID、DINGTALK_CLIENT_SECRET · check the app’s id and secret',
  },
  'cannot-render': {
    what: '通知变不成卡片 · the notice could not be turned into a card',
    todo: '这是中枢的缺陷,请连同日志反馈 · a fault of the hub; report it with the log',
  },
  'conversation-budget': pace,
  'own-pace': pace,
  'flow-controlled': pace,
  'ip-blocked': pace,
  'not-connected': away,
  connecting: away,
  stopped: away,
  'platform-not-connected': away,
  'no-answer': away,
  'send-failed': away,
  unreachable: away,
}
