/** Everything this adapter says to the person who runs the hub, and the one word it says for a member. */
export const wording = {
  help: '帮助',
  stopped: '企业微信机器人未启动。',
  connecting: '正在连接企业微信网关，断线期间的通知会保留并在恢复后补发。',
  unreachable:
    '连不上企业微信网关 openws.work.weixin.qq.com（443）。请检查本机能否访问外网、防火墙和 DNS；通知已保留，恢复后自动补发。',
  connected: '已连接。',
  takenOver:
    '同一个机器人在别处建立了新连接，本机已退出，以免互相踢下线。请停掉另一处使用该机器人 ID 的程序，再重新启动本机的机器人。',
  credentialsRefused:
    '企业微信拒绝了机器人 ID 或 Secret。请到 管理工具 → 智能机器人 → API 模式（长连接）核对后更新配置并重启；在此之前每隔几分钟重试一次。',
  noWayToUpdate: '企业微信机器人只能在按下按钮后 5 秒内更新卡片，之后请发送一张新卡片。',
  badReference: '消息编号只能由 1–64 位字母、数字、下划线和短横线组成。',
  notACard: '卡片缺少 card_type，请检查卡片模板。',
  notText: '这条消息没有可以发送的文字，请检查消息模板。',
  badBody: '企业微信认为消息格式不正确。请检查卡片模板的必填项与长度，修正后重新发送。',
  notPermitted: '机器人没有发送权限或已被停用。请在企业微信管理后台检查机器人的状态和可见范围。',
  badCredentials: '机器人凭证无效，请核对机器人 ID 与 Secret。',
  badCorpId: '企业 ID 不对，请到 管理后台 → 我的企业 → 企业信息 核对 WECOM_CORP_ID。',
  badAgentId: 'AgentId 与 Secret 不是同一个应用的，请核对 WECOM_AGENT_ID 与 WECOM_APP_SECRET。',
  badSecret:
    '企业微信不接受应用的 Secret，请核对 WECOM_CORP_ID 与 WECOM_APP_SECRET；连续试错会让本机 IP 被封一小时，因此隔几分钟才再试一次。',
  inactiveApp: '应用因长期不活跃被收回了权限，请管理员在 应用管理 中重新启用。',
  ipNotTrusted: (address: string) =>
    `本机的出口 IP${address === '' ? '' : ` ${address}`} 不在应用的企业可信 IP 中，请在 应用管理 → 企业可信IP 里加上，约一分钟后生效。`,
  appStopped: '企业微信应用未启动。',
  appNoWayToUpdate: '这条消息不是由本应用发出的卡片，不能更新，请发送一张新卡片。',
  unlicensed: '接收人没有接口许可，请在管理后台为其分配基础许可。',
  badCallbackKey:
    '回调能验签却解不开：WECOM_CALLBACK_AES_KEY 与 WECOM_CORP_ID 必须与「设置API接收」中的一致。',
  clockOff: '回调的时间与本机相差太多，请校准服务器时间；若时间无误，可能有人在重放旧请求。',
  robotGone: '群机器人的地址已失效、被停用或已不在群里，请在群里重新添加并更新 WECOM_GROUP_ROBOT_URL。',
  pictureTooLarge: '群机器人的图片不能超过 2 MB。',
  apiUnreachable:
    '连不上企业微信接口 qyapi.weixin.qq.com（443）。请检查本机能否访问外网、防火墙和 DNS；通知已保留，恢复后自动补发。',
  apiUnreadable: '企业微信的应答读不懂，可能被代理改写。请检查 WECOM_API_BASE 与代理。',
  loginRefused: '企业微信没有说出你是谁。请管理员按错误码查阅 developer.work.weixin.qq.com 的全局错误码。',
  refused: '企业微信拒绝了这条消息。请按错误码查阅 developer.work.weixin.qq.com 的全局错误码。',
} as const
