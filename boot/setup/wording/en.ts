import type { SetupWording } from './wording'

export const en: SetupWording = {
  steps: {
    'wecom-bot': {
      title: 'WeCom: AI bot',
      why: 'It sends cards and hears presses and questions, over a long connection: no public address, no domain, no trusted IP.',
      clicks: [
        'Log in to the WeCom admin console work.weixin.qq.com as an administrator',
        '管理工具 → 智能机器人 → create a bot, choose API mode (API 模式) and the long connection (长连接)',
        'Put reps and managers into its visible range (可见范围)',
        'Copy Bot ID and Secret',
      ],
      asks: { WECOM_BOT_ID: 'Bot ID', WECOM_BOT_SECRET: 'Secret of the bot' },
    },
    'wecom-app': {
      title: 'WeCom: self-built app (directory)',
      why: 'It brings members, departments and superiors. Skip it where the list of members comes from a CSV file.',
      clicks: [
        '我的企业 → 企业信息: copy the corp id at the bottom',
        '应用管理 → 自建 → create an app, under any name',
        'Put the sales departments into its visible range (可见范围); whom it cannot see, the hub cannot see',
        "Copy AgentId; the Secret arrives in the administrator's WeCom after 查看",
        "On the same page → 企业可信IP: enter this machine's public address (if it is wrong, the check below says which one)",
      ],
      asks: { WECOM_CORP_ID: 'corp id', WECOM_AGENT_ID: 'AgentId', WECOM_APP_SECRET: 'Secret of the app' },
    },
    'wecom-callback': {
      title: 'WeCom: self-built app (second route)',
      why: 'It lets the app send cards and hear presses and questions too: to people who have never talked to the bot, with cards that can be changed for days. It needs an HTTPS name that WeCom can reach; skip it where there is none, the bot does not mind.',
      clicks: [
        'Let a reverse proxy pass that name on to HOST and PORT of the hub',
        '应用管理 → 自建 → the app of the step before → 接收消息 → 设置API接收',
        'URL: https://your-host/wecom/callback',
        'Token and EncodingAESKey: 随机获取, and copy both here; leave that page open and do not press 保存 yet',
        'When it is written, run zhongshu start (restart a hub that is running) and press 保存 on that page: only then WeCom proves it. If it cannot be saved, look at zhongshu doctor and the log',
      ],
      asks: { WECOM_CALLBACK_TOKEN: 'Token', WECOM_CALLBACK_AES_KEY: 'EncodingAESKey' },
    },
    'wecom-pages': {
      title: 'WeCom: pages and the side panel',
      why: 'One tap on a card opens the customer’s record, with no password; the side panel of a chat shows whom one talks to. It needs an HTTPS name that is filed (备案) under the company; skip it where there is none: cards then have no link, nothing else changes.',
      clicks: [
        'Let a reverse proxy pass that name on to HOST and PORT of the hub; PUBLIC_URL is that address, such as https://hub.example.com',
        '应用管理 → 自建 → your app → 网页授权及JS-SDK → 设置可信域名: the name, without https://, port and path',
        'In the same window → 申请校验域名 → download WW_verify_….txt and copy the characters of its name here; no file has to be uploaded. Leave the window open',
        'When it is written, start the hub (restart one that runs) and press 确定 in that window: only then WeCom fetches the file',
        'On the same page → 应用主页: https://your-host/h5/me, so that the app in the workbench opens what waits for one',
        '客户联系 → 聊天工具 → 聊天工具栏管理 → the app’s page: https://your-host/h5/sidebar; the app needs the use of 客户联系',
      ],
      asks: { PUBLIC_URL: 'The hub’s public address', WECOM_DOMAIN_PROOF: 'Between WW_verify_ and .txt' },
    },
    'dingtalk-app': {
      title: 'DingTalk: enterprise-internal app',
      why: 'It sends cards, hears presses and questions and brings the directory, over a Stream connection: no public address.',
      clicks: [
        'Log in to the DingTalk developer console open-dev.dingtalk.com (needs the sub-admin right 应用开发)',
        '应用开发 → 企业内部应用 → 钉钉应用 → create an app',
        '应用能力 → 添加应用能力 → 机器人: message mode Stream (Stream 模式), publish the robot',
        '权限管理 → grant Card.Instance.Write, qyapi_robot_sendmsg, 通讯录部门信息读权限, 成员信息读权限, 企业员工手机号信息',
        '权限管理 → 通讯录权限范围: choose the sales departments',
        '版本管理与发布 → create a version with reps and managers in its visible range, publish. Nothing above takes effect before',
        '凭证与基础信息: copy Client ID and Client Secret',
      ],
      asks: { DINGTALK_CLIENT_ID: 'Client ID', DINGTALK_CLIENT_SECRET: 'Client Secret' },
    },
    'dingtalk-card': {
      title: 'DingTalk: card template',
      why: 'DingTalk shows cards by a template; one serves all of them.',
      clicks: [
        'Card platform open-dev.dingtalk.com/fe/card → new template, type 消息卡片, linked to the app',
        'Add the variables of the table in adapters/dingtalk/README.md, under exactly those names',
        'Publish it and copy the template id, which ends in .schema',
      ],
      asks: { DINGTALK_CARD_TEMPLATE_ID: 'template id' },
    },
    'dingtalk-pages': {
      title: 'DingTalk: pages',
      why: 'One tap on a card opens the customer’s record, with no password. It needs an HTTPS address that people can open; skip it where there is none: cards then have no link, nothing else changes.',
      clicks: [
        'Let a reverse proxy pass that name on to HOST and PORT of the hub; PUBLIC_URL is that address, such as https://hub.example.com',
        'Developer console → your app → 安全设置 → 重定向 URL: https://your-host/login/dingtalk/done',
        'On the same page → 端内免登地址: https://your-host/login',
        '权限管理 → grant Contact.User.Read and the reading of a member by unionid',
        '应用能力 → 网页应用, home page https://your-host/h5/me',
        '版本管理与发布 → publish a new version; nothing takes effect before',
        'Upper right corner of the console: copy CorpId',
      ],
      asks: { PUBLIC_URL: 'The hub’s public address', DINGTALK_CORP_ID: 'CorpId' },
    },
  },
  trouble: {
    'bot-refused': {
      what: 'WeCom does not accept this Bot ID with this Secret',
      todo: '管理工具 → 智能机器人 → the bot: copy both once more; it must be in API mode with the long connection (长连接)',
    },
    'bot-unreachable': {
      what: 'openws.work.weixin.qq.com cannot be reached',
      todo: 'check that this machine can reach port 443 outside; the long connection does not use HTTPS_PROXY',
    },
    'callback-without-app': {
      what: 'Token and EncodingAESKey of the callback are there, and corp id, AgentId and secret of the app are not',
      todo: 'set up the self-built app first: WECOM_CORP_ID, WECOM_AGENT_ID, WECOM_APP_SECRET; with a callback, the hub starts only where all five are there',
    },
    'stream-refused': {
      what: 'Client ID and Client Secret are right, and DingTalk refuses the Stream connection: the app was not published, or its robot is not in Stream mode, or this machine is not in the list of server addresses',
      todo: '应用能力 → 机器人: Stream mode; 版本管理与发布: publish a new version; 安全设置 → 服务器出口IP: add this machine or empty the list',
    },
    'no-template': {
      what: 'DingTalk has no such card template, or it was not published, or is not linked to this app',
      todo: 'card platform → the template: check the linked app, publish, copy the id that ends in .schema',
    },
  },
  welcome: [
    'Setting up Zhongshu',
    'Step by step: what to click, what to paste, checked at once. Every step that passes is written to .env; Ctrl-C at any time, and go on later.',
  ],
  whichPlatform: 'Which platform? 1 WeCom  2 DingTalk  3 both',
  optional: 'This step may be skipped. Do it now? (y/n)',
  step: (number, of, title) => `Step ${number} of ${of}: ${title}`,
  toClick: 'Click:',
  known: (variables) => `.env has ${variables} already`,
  replace: (variable) => `${variable} has a value; replace it? (y/N)`,
  keep: 'Enter keeps the value there is',
  wrongForm: 'That does not look like one; please look again',
  received: 'received, not shown',
  checking: 'checking …',
  fine: '✓ fine',
  wellFormed: {
    'by-callback':
      '✓ all five are there and well formed. Whether they are right WeCom proves when 保存 is pressed; the hub has to run then',
    'by-use':
      '✓ well formed. Whether it is right shows at the first tap on a card’s link, once the hub runs with it',
  },
  sees: (people, departments) => `✓ fine: ${people} people and ${departments} departments are visible`,
  botWarning:
    'The check takes the connection of the bot for a moment; restart a hub that is running with it afterwards.',
  whatNow: 'Enter checks again; e enter anew, s skip, q quit',
  nightly: 'Take the directory over every night? (y/n)',
  written: (path) => `written to ${path}, readable by you alone`,
  backup: (path) => `the file as it was is kept as ${path}`,
  skipped: (title) => `skipped: ${title}`,
  stopped: 'Stopped here; what passed is written. Run zhongshu setup again to go on.',
  done: [
    'Set up. Next:',
    '  zhongshu directory sync --dry-run   whom the directory would bring',
    '  zhongshu contacts sync --dry-run    whom WeCom’s customers would bring (needs the self-built app)',
    '  zhongshu doctor                     everything else',
    '  zhongshu start                      start',
  ],
  missing: (variables) => `missing: ${variables}`,
  wouldReplace: (variables) => `${variables} has another value in .env; --yes replaces it`,
  page: {
    wecom: 'Installing: WeCom',
    dingtalk: 'Installing: DingTalk',
    lead: '`npx zhongshu setup` leads through the same steps in a terminal, checks each at once and writes what passed to `.env`. Without a terminal: `npx zhongshu setup --answers <file> --yes`, where the file has one `NAME=value` a line.',
    byHand: 'Into `.env`:',
    customers: {
      title: 'WeCom: customers (客户联系)',
      why: 'It brings the customers that reps have added in WeCom into the hub, with owner and the company’s tags. WeCom is read and never written. It uses the self-built app above and asks for nothing more; skip it where it is not wanted.',
      clicks: [
        '客户与上下游 → 客户联系 → API → 可调用接口的应用: add the self-built app above',
        '客户与上下游 → 客户联系 → 权限配置 → 使用范围: choose the reps; whom others add is no customer',
        'The self-built app’s 可见范围 must have these reps too, its 企业可信IP this machine’s public address',
        'To have visitors of a mini-program or an official account recognised as these customers: 客户联系 → API → bind a 微信开发者ID. Without it there is no unionid',
        'Take the members over first (zhongshu directory sync); then zhongshu contacts sync --dry-run shows who would come, zhongshu contacts sync does it',
        'Every night by itself: CONTACTS_SYNC=nightly in .env. With the second route, a customer is also read again as soon as something happens to him',
      ],
    },
    troubles: 'A check did not pass?',
    troubleHead: ['it says', 'where to click'],
    notLive:
      'These steps and checks were not run in a live company; they follow the platforms’ documents and the simulated platforms on this machine. Menu names may move between releases of the consoles.',
  },
}
