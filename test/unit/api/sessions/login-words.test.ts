import fc from 'fast-check'

import { cookieLine, cookieOf } from '../../../../api/sessions/domain/cookie'
import { languageOf } from '../../../../api/sessions/domain/language-of'
import { localPath } from '../../../../api/sessions/domain/local-path'
import { platformOfAgent } from '../../../../api/sessions/domain/platform-of-agent'
import { loginPage } from '../../../../api/sessions/login-page'

const hub = 'https://hub.example.com'

/** What people try when they want to be sent elsewhere. */
const tricks = fc.constantFrom(
  '//evil.example',
  '/\\evil.example',
  '/h5//evil.example',
  '/h5/../..//evil.example',
  '/h5/%2e%2e/%2f/evil.example',
  'https://evil.example/h5/me',
  'javascript:alert(1)',
  '/h5/me\r\nlocation: https://evil.example',
  '/h5/me#@evil.example',
  '/h5/\u2028',
  '/h5@evil.example',
  '/h5/me?to=//evil.example',
)

describe('where a login may lead', () => {
  it('P-18 is a page of our own and nothing else, whatever is asked for', () => {
    const asked = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.webUrl(),
      tricks,
      fc.string().map((text) => `/h5/${text}`),
      fc.tuple(tricks, fc.string()).map(([trick, text]) => trick + text),
    )
    fc.assert(
      fc.property(asked, (text) => {
        const path = localPath(text)
        if (path === null) return
        const led = new URL(path, hub)
        expect(path).toBe(text)
        expect(led.origin).toBe(hub)
        expect(led.pathname.startsWith('/h5')).toBe(true)
        expect(led.pathname).not.toContain('//')
      }),
      { numRuns: 2_000 },
    )
  })

  it.each(['/h5/me', '/h5/customers/12?via=wecom', '/h5/decisions/7', '/h5/sidebar'])(
    'P-18 lets %s through as it is',
    (path) => {
      expect(localPath(path)).toBe(path)
    },
  )

  it('P-18 refuses every trick', () => {
    expect(fc.sample(tricks, 50).filter((trick) => localPath(trick) !== null)).toEqual([])
  })
})

describe('the cookie of a session', () => {
  it('P-18 is read by no script and sent along by no other site’s form', () => {
    expect(cookieLine('zs_session', 'abc', { path: '/', secure: true, seconds: 60 })).toBe(
      'zs_session=abc; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure',
    )
    expect(cookieLine('zs_session', '', { path: '/', secure: false, seconds: 0 })).not.toContain('Secure')
  })

  it('P-18 is found among others, and only in the form we gave it', () => {
    const token = fc.string({ minLength: 43, maxLength: 43, unit: fc.constantFrom(...'abcXYZ019_-') })
    const other = fc.string({ unit: fc.constantFrom(...'abc=;, "') })
    fc.assert(
      fc.property(token, other, other, (value, before, after) => {
        expect(cookieOf(`${before}; zs_session=${value}; ${after}`, 'zs_session', 43)).toBe(value)
      }),
    )
    expect(cookieOf('zs_session=short', 'zs_session', 43)).toBeUndefined()
    expect(cookieOf(`zs_session=${'<'.repeat(43)}`, 'zs_session', 43)).toBeUndefined()
    expect(cookieOf(undefined, 'zs_session', 43)).toBeUndefined()
  })
})

describe('what a browser says of itself', () => {
  it.each([
    ['Mozilla/5.0 … MicroMessenger/7.0.1 wxwork/4.1.22 MailPlugin_Electron', 'wecom'],
    ['Mozilla/5.0 (iPhone; …) AliApp(DingTalk/7.6.3) com.laiwang.DingTalk/1', 'dingtalk'],
    ['Mozilla/5.0 … MicroMessenger/8.0.49', null],
    ['Mozilla/5.0 (X11; Linux x86_64) Chrome/140', null],
  ])('P-18 %s is %s', (agent, platform) => {
    expect(platformOfAgent(agent)).toBe(platform)
  })

  it.each([
    ['en-US,en;q=0.9,zh-CN;q=0.8', 'en'],
    ['zh-CN,zh;q=0.9', 'zh'],
    ['fr-FR, zh;q=0.4', 'zh'],
    ['fr-FR', 'en'],
    ['', 'en'],
  ] as const)('P-18 %s is read in %s where the hub speaks English', (accepts, language) => {
    expect(languageOf(accepts, 'en')).toBe(language)
  })
})

describe('the page one logs in at', () => {
  it('P-18 is text, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const page = loginPage(
          { title: text, text, actions: [{ href: text, text }], data: { state: text } },
          '中枢',
          'zh',
        )
        const tags = [...page.matchAll(/<(\w+)/g)].map(([, name]) => name)
        expect(tags).toEqual(['html', 'head', 'meta', 'meta', 'meta', 'title', 'link', 'link', 'body', 'main', 'h1', 'p', 'a']) // prettier-ignore
      }),
    )
  })
})
