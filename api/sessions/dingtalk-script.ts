/**
 * DingTalk's own script, by which a page asks the client for a code (developer document "H5 微应用 JSAPI"). Its npm
 * package holds no file that a browser could load, so it comes from where DingTalk serves it, on the one page that needs
 * it; the policy of that page names this address and no other.
 */
export const dingtalkScript = 'https://g.alicdn.com/dingding/dingtalk-jsapi/3.0.25/dingtalk.open.js'
