import { askedFor } from '../../../../api/documents/domain/asked-for'
import { isRobot } from '../../../../api/links'

const html = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'
const wechat =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.50 NetType/WIFI Language/zh_CN'
const chrome =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36'

const ask = (headers: Record<string, string>, query = '') =>
  askedFor({ headers, query: new URLSearchParams(query) }, isRobot(headers))

describe('what a request for a document link asks for', () => {
  it.each([
    ['WeChat', wechat],
    ['Chrome', chrome],
    ['WeCom', `${chrome} wxwork/4.1.30 MicroMessenger/7.0.1`],
    ['DingTalk itself', 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36 AliApp(DingTalk/7.6.0)'],
    ['a telephone whose maker is called Cubot', 'Mozilla/5.0 (Linux; Android 13; CUBOT P80) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36'],
  ])('S1-27 %s that goes to the page opens it', (_, agent) => {
    expect(ask({ 'user-agent': agent, accept: html })).toBe('opening')
  }) // prettier-ignore

  it.each([
    ['nobody says who it is', { accept: html }],
    ['an empty name', { accept: html, 'user-agent': ' ' }],
    ['a browser that wants no page', { accept: 'image/avif,*/*;q=0.8', 'user-agent': chrome }],
    ['nothing is wanted', { 'user-agent': chrome }],
    ['DingTalk’s preview', { accept: html, 'user-agent': 'DingTalkBot-LinkService/1.0 (+https://open-doc.dingtalk.com/microapp/faquestions/ftpfeu)' }],
    ['DingTalk’s preview as Chrome', { accept: html, 'user-agent': `${chrome} DingTalkBot-LinkService/1.0` }],
    ['DingTalk’s scanner', { accept: html, 'user-agent': 'DingTalkBot-SecurityService/1.0' }],
    ['Slack', { accept: html, 'user-agent': 'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)' }],
    ['Facebook', { accept: html, 'user-agent': 'facebookexternalhit/1.1' }],
    ['Baidu', { accept: html, 'user-agent': 'Mozilla/5.0 (compatible; Baiduspider/2.0)' }],
    ['Google', { accept: html, 'user-agent': 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)' }],
    ['curl', { accept: '*/*', 'user-agent': 'curl/8.5.0' }],
    ['a robot that asks for a piece', { accept: html, 'user-agent': 'curl/8.5.0', range: 'bytes=100-' }],
    ['a robot that follows the button', { accept: html, 'user-agent': 'Googlebot/2.1' }, 'open=1'],
  ])('S1-27 is a preview where it is %s', (_, headers, query = '') => {
    expect(ask(headers, query)).toBe('preview')
  }) // prettier-ignore

  it('S1-27 is an opening for whoever follows the button on the page that previews see', () => {
    expect(ask({ 'user-agent': chrome, accept: '*/*' }, 'open=1')).toBe('opening')
  })

  it.each([
    ['bytes=65536-131071', 'piece'],
    ['bytes=-500', 'piece'],
    ['bytes=0-', 'opening'],
    ['bytes=0-65535', 'opening'],
  ])('S1-27 takes the range %s of a viewer for %s', (range, what) => {
    expect(ask({ 'user-agent': chrome, accept: '*/*', range })).toBe(what)
  })
})
