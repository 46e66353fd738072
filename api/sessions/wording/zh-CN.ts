export interface LoginWords {
  readonly brand: string
  readonly choose: { readonly title: string; readonly text: string }
  readonly with: Readonly<Record<'wecom' | 'dingtalk', string>>
  readonly inClient: { readonly title: string; readonly text: string }
  readonly again: string
  readonly notMember: Trouble
  readonly left: Trouble
  readonly spent: Trouble
  readonly stale: Trouble
  readonly addressRefused: Readonly<Record<'wecom' | 'dingtalk', Trouble>>
  readonly refused: (code: string, advice: string) => Trouble
  readonly away: (code: string) => Trouble
  readonly cancelled: Trouble
  readonly notSetUp: Trouble
  readonly noAddress: Trouble
}

export interface Trouble {
  readonly title: string
  readonly text: string
}

/** Everything that is said while somebody logs in. */
export const zhCN: LoginWords = {
  brand: '中枢',
  choose: { title: '登录中枢', text: '请选择你所在的平台,不用输入密码。' },
  with: { wecom: '用企业微信登录', dingtalk: '用钉钉登录' },
  inClient: { title: '正在登录', text: '正在向钉钉确认你是谁…' },
  again: '重新登录',
  notMember: {
    title: '你不是本企业成员',
    text: '平台认得你,但你的账号不在中枢的成员名单里。请让管理员检查应用的可见范围,并运行一次通讯录同步(zhongshu directory sync)。',
  },
  left: { title: '账号已停用', text: '中枢的成员名单里,你已经离职或停用。如有误,请联系管理员。' },
  spent: {
    title: '登录凭证已用过或已过期',
    text: '一次登录只在五分钟内有效一次,后退或刷新会让它失效。请点「重新登录」,不会丢失任何内容。',
  },
  stale: {
    title: '这次登录已失效',
    text: '超过了五分钟,或不是在同一个浏览器里打开的。请点「重新登录」。',
  },
  addressRefused: {
    wecom: {
      title: '企业微信不认可中枢的地址',
      text: '请管理员打开 管理后台 → 应用管理 → 这个应用 → 网页授权及JS-SDK → 设置可信域名,填入 PUBLIC_URL 的域名(不带端口与路径)并完成归属验证,然后再试(错误 50001)。',
    },
    dingtalk: {
      title: '钉钉不认可中枢的地址',
      text: '请管理员打开 开发者后台 → 这个应用 → 安全设置,把 PUBLIC_URL/login/dingtalk/done 加入重定向 URL,发布后再试。',
    },
  },
  refused: (code, advice) => ({
    title: '平台拒绝了这次登录',
    text: `${advice}(${code})`,
  }),
  away: (code) => ({
    title: '暂时连不上平台',
    text: `没有登录成功,其他功能不受影响。请过一会儿点「重新登录」(${code})。`,
  }),
  cancelled: { title: '没有登录', text: '你没有同意登录,或平台中断了它。' },
  notSetUp: {
    title: '这个平台还不能登录网页',
    text: '请管理员按 docs/install-wecom.md 或 docs/install-dingtalk.md 中的「网页登录」一节完成设置。',
  },
  noAddress: {
    title: '中枢还没有对外地址',
    text: '请管理员设置 PUBLIC_URL 后重启,平台登录后才能回到这里。',
  },
}
