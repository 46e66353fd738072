/** Everything this adapter says to the person who runs the hub. */
export const zhCN = {
  stopped: '钉钉机器人未启动。',
  connecting: '正在连接钉钉 Stream 网关，断线期间的通知会保留并在恢复后补发。',
  connected: '已连接。',
  unreachable:
    '连不上钉钉：请检查本机能否访问 api.dingtalk.com 和 wss-open-connection.dingtalk.com（443）、防火墙和 DNS；长连接不走 HTTPS_PROXY。通知已保留，恢复后自动补发。',
  credentialsRefused: (code: string) =>
    `钉钉拒绝建立 Stream 连接（${code}）。请依次核对：① Client ID 与 Client Secret；② 机器人的消息接收模式为 Stream 且应用版本已发布；③ 若设置了服务器出口 IP，本机的公网 IP 在名单内。每隔几分钟自动重试，通知已保留。`,
  badToken:
    '钉钉不接受 Client ID 或 Client Secret，请在 开发者后台 → 凭证与基础信息 核对。通知已保留，会自动重试。',
  noPermission: (scopes: readonly string[]) =>
    `应用缺少接口权限：${scopes.join('、') || '见钉钉返回的错误码'}。请在 开发者后台 → 权限管理 申请，并重新发布应用版本。`,
  quotaUsedUp:
    '本月钉钉 OpenAPI 调用额度已用完。请在 开发者后台 → 资源管理 查看并升级额度，立即生效；下月一日自动恢复。',
  webhookQuotaUsedUp:
    '本月企业的钉钉 Webhook 调用额度已用完，群内应答暂时发不出去。请在 开发者后台 → 资源管理 查看，下月一日自动恢复。',
  editionTooLow:
    '当前的钉钉版本或企业认证等级没有这个接口的权限。请完成企业认证或升级钉钉版本，之后重新发布应用。',
  ipNotAllowed: '本机的公网 IP 不在应用的服务器出口 IP 名单里，请在 开发者后台 → 安全设置 添加。',
  noTemplate:
    '钉钉没有这个卡片模板，或模板未发布、未关联到本应用。请在卡片平台导入并发布模板，把模板 ID 写入 DINGTALK_CARD_TEMPLATE_ID。',
  contentUnsafe: '钉钉的内容安全审查拒绝了这张卡片的文字，请检查规则与策略包里的用词。',
  tooLong: '钉钉认为内容太长。请缩短消息模板里的文字。',
  streamingRefused:
    '钉钉没有接受卡片的流式更新：模板里没有这个变量、变量类型不是 Markdown，或卡片的输出已经结束。请核对 DINGTALK_CARD_TEMPLATE_ID 的模板。',
  pictureUnfit: (why: string) => `这张图片不能发到钉钉（${why}）：只接受 20 MB 以内的 PNG。`,
  badParameter: (code: string) => `钉钉认为请求参数不正确（${code}），请检查卡片模板的变量与版本。`,
  notDelivered: (reason: string) => `钉钉收下了卡片但没有投放成功：${reason}`,
  refused: (code: string) => `钉钉拒绝了这次调用（${code}），请按错误码查阅 open.dingtalk.com 的全局错误码。`,
  notStrings: '卡片变量必须全部是字符串，请检查卡片模板的渲染。',
  notText: '这条消息没有可以发送的文字，请检查消息模板。',
  noWayToUpdate: '钉钉的普通消息发出后不能修改，请发送一条新消息。',
  otherPlatform: '这条消息是为别的平台渲染的。',
  badReference: '消息编号只能由 1–64 位字母、数字、下划线、点和短横线组成。',
  noSender:
    '收到一条没有员工 ID 的消息，无法辨认是谁。外部群成员没有员工 ID；若是本企业员工，请发布机器人所在的应用版本。',
}

export type Wording = typeof zhCN
