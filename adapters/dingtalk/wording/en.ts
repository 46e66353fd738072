import type { Wording } from './zh-CN'

export const en: Wording = {
  stopped: 'The DingTalk robot is not started.',
  connecting:
    'Connecting to the DingTalk Stream gateway. Notices are kept while it is away and sent when it is back.',
  connected: 'Connected.',
  unreachable:
    'DingTalk cannot be reached. Check that this machine gets to api.dingtalk.com and wss-open-connection.dingtalk.com (443), the firewall and DNS; the long connection does not use HTTPS_PROXY. Notices are kept and sent when it is back.',
  credentialsRefused: (code) =>
    `DingTalk refuses the Stream connection (${code}). Check in this order: 1. Client ID and Client Secret; 2. the robot receives messages in Stream mode and the version of the app is published; 3. if outgoing addresses (服务器出口 IP) are listed, the public address of this machine is among them. It is tried again every few minutes; notices are kept.`,
  badToken:
    'DingTalk does not take the Client ID or the Client Secret. Check them under 开发者后台 → 凭证与基础信息. Notices are kept, and it is tried again.',
  noPermission: (scopes) =>
    `The app lacks a permission: ${scopes.join(', ') || 'see the code of the answer'}. Apply for it under 开发者后台 → 权限管理 and publish the app again.`,
  quotaUsedUp:
    'The OpenAPI calls of this month are used up. See 开发者后台 → 资源管理 and upgrade, which takes effect at once; otherwise they begin anew on the first.',
  webhookQuotaUsedUp:
    'The webhook calls of this month are used up, so answers into groups cannot be sent. See 开发者后台 → 资源管理; they begin anew on the first.',
  editionTooLow:
    'The edition of DingTalk or the certification of the company does not include this interface. Certify the company or upgrade, then publish the app again.',
  ipNotAllowed:
    'The public address of this machine is not among the outgoing addresses (服务器出口 IP) of the app. Add it under 开发者后台 → 安全设置.',
  noTemplate:
    'DingTalk has no such card template, or it is not published or not linked to this app. Import and publish it in the card platform and put its id into DINGTALK_CARD_TEMPLATE_ID.',
  contentUnsafe:
    'The content review of DingTalk refused the words of this card. Look at the words of rules and packages.',
  tooLong: 'DingTalk finds the content too long. Shorten the words of the message.',
  streamingRefused:
    'DingTalk did not take the streaming update of the card: the template has no such variable, it is not of type Markdown, or the text was ended before. Check the template of DINGTALK_CARD_TEMPLATE_ID.',
  pictureUnfit: (why) => `This picture cannot go to DingTalk (${why}): only PNG of up to 20 MB is taken.`,
  badParameter: (code) =>
    `DingTalk finds a parameter wrong (${code}). Check the variables and the version of the card template.`,
  notDelivered: (reason) => `DingTalk took the card and did not deliver it: ${reason}`,
  refused: (code) =>
    `DingTalk refused the call (${code}). Look the code up among the global error codes on open.dingtalk.com.`,
  notStrings: 'Every variable of a card has to be a string. Check how the card is rendered.',
  notText: 'This message has no words that could be sent. Check how it is rendered.',
  noWayToUpdate: 'An ordinary message of DingTalk cannot be changed once it is sent. Send a new one.',
  otherPlatform: 'This message was rendered for another platform.',
  badReference: 'A reference is 1 to 64 letters, digits, underscores, dots and hyphens.',
  noSender:
    'A message came without an employee id, so nobody knows whose it is. External members of a group have none; if it was an employee, publish the version of the app that holds the robot.',
}
