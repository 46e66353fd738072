import type { SetupWording } from './wording'

export const zhCN: SetupWording = {
  steps: {
    'wecom-bot': {
      title: '企业微信:智能机器人',
      why: '发卡片、收按钮和提问都靠它。走长连接,不需要公网地址、域名和可信 IP。',
      clicks: [
        '用管理员账号登录企业微信管理后台 work.weixin.qq.com',
        '管理工具 → 智能机器人 → 创建机器人,选择「API 模式」,连接方式选「长连接」',
        '可见范围选上销售和主管',
        '复制 Bot ID 和 Secret',
      ],
      asks: { WECOM_BOT_ID: 'Bot ID', WECOM_BOT_SECRET: '机器人 Secret' },
    },
    'wecom-app': {
      title: '企业微信:自建应用(通讯录)',
      why: '用来同步成员、部门和上级。不同步通讯录就跳过,名单可以用 CSV 导入。',
      clicks: [
        '我的企业 → 企业信息,复制最下面的企业 ID',
        '应用管理 → 自建 → 创建应用,名字随意',
        '可见范围选上销售部门;这里看不到的人,中枢也看不到',
        '复制 AgentId;Secret 点「查看」后在管理员的企业微信里收到',
        '同一页 → 企业可信IP → 配置,填本机的出口 IP(填错时下面的检查会告诉你该填哪个)',
      ],
      asks: { WECOM_CORP_ID: '企业 ID', WECOM_AGENT_ID: 'AgentId', WECOM_APP_SECRET: '应用 Secret' },
    },
    'wecom-callback': {
      title: '企业微信:自建应用(第二条路)',
      why: '让自建应用也能发卡片、收按钮和提问:从没跟机器人说过话的人由它来发,卡片几天内都能改。要有一个企业微信访问得到的 HTTPS 域名,没有就跳过,机器人不受影响。',
      clicks: [
        '把域名反向代理到中枢的 HOST 和 PORT',
        '应用管理 → 自建 → 上一步的应用 → 接收消息 → 设置API接收',
        'URL 填 https://你的域名/wecom/callback',
        'Token 和 EncodingAESKey 点「随机获取」,抄到这里;那一页先不要关,也先不要点「保存」',
        '写完后用 zhongshu start 启动(已在运行就重启),再回那一页点「保存」:企业微信这时才来验证。保存不了就看 zhongshu doctor 和日志',
      ],
      asks: { WECOM_CALLBACK_TOKEN: 'Token', WECOM_CALLBACK_AES_KEY: 'EncodingAESKey' },
    },
    'dingtalk-app': {
      title: '钉钉:企业内部应用',
      why: '发卡片、收按钮和提问、同步通讯录都靠它。走 Stream 长连接,不需要公网地址。',
      clicks: [
        '登录钉钉开发者后台 open-dev.dingtalk.com(需要「应用开发」子管理员权限)',
        '应用开发 → 企业内部应用 → 钉钉应用 → 创建应用',
        '应用能力 → 添加应用能力 → 机器人,消息接收模式选「Stream 模式」,发布机器人',
        '权限管理 → 开通 Card.Instance.Write、qyapi_robot_sendmsg、通讯录部门信息读权限、成员信息读权限、企业员工手机号信息',
        '权限管理 → 通讯录权限范围,选上销售部门',
        '版本管理与发布 → 创建新版本,可见范围选上销售和主管,发布。不发布,前面几步都不生效',
        '凭证与基础信息,复制 Client ID 和 Client Secret',
      ],
      asks: { DINGTALK_CLIENT_ID: 'Client ID', DINGTALK_CLIENT_SECRET: 'Client Secret' },
    },
    'dingtalk-card': {
      title: '钉钉:卡片模板',
      why: '钉钉的卡片按模板显示,一个模板用于所有卡片。',
      clicks: [
        '打开卡片平台 open-dev.dingtalk.com/fe/card → 新建模板,类型「消息卡片」,关联应用选刚才的应用',
        '按 adapters/dingtalk/README.md 的表格加上变量,名字要一字不差',
        '发布模板,复制以 .schema 结尾的模板 ID',
      ],
      asks: { DINGTALK_CARD_TEMPLATE_ID: '模板 ID' },
    },
  },
  trouble: {
    'bot-refused': {
      what: '企业微信不认这对 Bot ID 和 Secret',
      todo: '管理工具 → 智能机器人 → 该机器人,重新复制两项;确认是「API 模式」并且连接方式是「长连接」',
    },
    'bot-unreachable': {
      what: '连不上 openws.work.weixin.qq.com',
      todo: '检查这台机器能否访问外网 443 端口;长连接不走 HTTPS_PROXY',
    },
    'callback-without-app': {
      what: '有回调的 Token 和 EncodingAESKey,却没有自建应用的企业 ID、AgentId 和 Secret',
      todo: '先接好自建应用:填 WECOM_CORP_ID、WECOM_AGENT_ID、WECOM_APP_SECRET,填了回调,五项缺一项中枢就不启动',
    },
    'stream-refused': {
      what: 'Client ID 与 Client Secret 是对的,但钉钉不让建立 Stream 连接:应用还没有发布,或机器人不是 Stream 模式,或本机不在「服务器出口IP」名单里',
      todo: '应用能力 → 机器人,消息接收模式选「Stream 模式」;版本管理与发布 → 发布新版本;安全设置 → 服务器出口IP,加上本机或清空',
    },
    'no-template': {
      what: '钉钉没有这个卡片模板,或模板没有发布,或没有关联到这个应用',
      todo: '卡片平台 → 该模板,确认关联应用,点发布,再复制以 .schema 结尾的模板 ID',
    },
  },
  welcome: [
    '中枢设置向导',
    '一步一步来:先点什么,再贴什么,贴完马上检查。每过一步就写进 .env,随时可以 Ctrl-C,下次接着来。',
  ],
  whichPlatform: '用哪个平台?1 企业微信  2 钉钉  3 都用',
  optional: '这一步可以跳过。现在做吗?(y/n)',
  step: (number, of, title) => `第 ${number} 步,共 ${of} 步:${title}`,
  toClick: '先点:',
  known: (variables) => `.env 里已有 ${variables}`,
  replace: (variable) => `${variable} 已有值,要换吗?(y/N)`,
  keep: '直接回车沿用已有的值',
  wrongForm: '这不像是它该有的样子,请再看一眼',
  received: '已收到,不显示',
  checking: '检查中……',
  fine: '✓ 通过',
  wellFormed: '✓ 五项都在,写法也对。对不对要等点「保存」时由企业微信来验证,那时中枢要在运行',
  sees: (people, departments) => `✓ 通过,看得到 ${people} 人、${departments} 个部门`,
  botWarning: '检查会短暂占用机器人的连接;若有正在运行的中枢用着它,检查后请重启那个中枢。',
  whatNow: '改好后回车再查一次;e 重新填写,s 先跳过,q 退出',
  nightly: '每晚自动同步通讯录吗?(y/n)',
  written: (path) => `已写入 ${path}(只有你能读)`,
  backup: (path) => `原来的文件留在 ${path}`,
  skipped: (title) => `跳过了:${title}`,
  stopped: '到此为止,通过的步骤已经写好。再运行 zhongshu setup 接着来。',
  done: [
    '设置好了。接下来:',
    '  zhongshu directory sync --dry-run   看通讯录会带来哪些人',
    '  zhongshu doctor                     检查其余的一切',
    '  zhongshu start                      启动',
  ],
  missing: (variables) => `缺少 ${variables}`,
  wouldReplace: (variables) => `${variables} 在 .env 里已有不同的值;要替换请加 --yes`,
  page: {
    wecom: '安装:企业微信',
    dingtalk: '安装:钉钉',
    lead: '`npx zhongshu setup` 在终端里带你走一遍同样的步骤,每一步贴完马上检查,通过了就写进 `.env`。没有终端时用 `npx zhongshu setup --answers 文件 --yes`,文件里一行一个 `名字=值`。',
    byHand: '写进 `.env`:',
    troubles: '检查没有通过?',
    troubleHead: ['说的是', '去哪里点'],
    notLive:
      '这些步骤和检查没有在真实企业里跑过,是对照平台文档和本机的模拟平台写成的;后台菜单的名字可能随版本变化。',
  },
}
