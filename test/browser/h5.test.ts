import { chromium } from 'playwright-core'
import type { Browser, BrowserContext, Page } from 'playwright-core'

import { start } from '../../boot/start'
import type { Running } from '../../boot/start'
import { awaitUntil } from '../support/await-until'
import { tempDir } from '../support/temp-dir'
import { chromiumFlags, findChromium } from './find-chromium'

const executablePath = findChromium()
const where = executablePath === undefined ? describe.skip : describe
const MINUTE = 60_000
const phone = { width: 375, height: 740 }

interface PeopleAnswer {
  readonly people: readonly {
    readonly name: string
    readonly chats: readonly { readonly userId: string }[]
  }[]
}

/** Where somebody wants to see the pages himself. */
const pictures = process.env['TEST_PICTURES']

where('P-18 a card’s link in a browser', () => {
  let browser: Browser
  let running: Running
  let context: BrowserContext
  let window: Page
  const complaints: string[] = []

  const watched = (page: Page): Page => {
    page.setDefaultTimeout(10_000)
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(String(error)))
    return page
  }
  const picture = async (page: Page, name: string): Promise<void> => {
    if (pictures !== undefined) await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true })
  }
  let id = ''
  const cards = () => window.locator('.log [data-id]:has(.card)')
  /** The one that is followed: of an inquiry, whose reasons have room for what became of it. */
  const card = () => window.locator(`.log [data-id="${id}"] .card`)
  /** One tap on the link of the card, and what opens. */
  const tap = async (): Promise<Page> => {
    const link = card().locator('a[data-link]').first()
    const [page] = await Promise.all([context.waitForEvent('page'), link.click()])
    await watched(page).setViewportSize(phone)
    return page
  }

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: chromiumFlags })
    running = await start({ PORT: '0', DATA_DIR: tempDir(), LOG_LEVEL: 'error' }, () => undefined)
    context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1280, height: 800 } })
    window = watched(await context.newPage())
    await window.goto(running.url)
    const inquiry = cards().filter({ hasText: '新询盘' }).first()
    await inquiry.waitFor({ timeout: MINUTE })
    id = (await inquiry.getAttribute('data-id')) ?? ''
  }, 2 * MINUTE)
  afterAll(async () => {
    await browser.close()
    await running.stop()
  })

  const person = (name: string) => window.locator(`.person[data-name="${name}"]`)
  const sideways = (page: Page) =>
    page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')

  it('P-18 leads with one tap and nothing typed to the record of that card, decision opened', async () => {
    const title = (await card().locator('.card-title').textContent()) ?? ''
    await picture(window, 'window')
    const page = await tap()
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(new URL(page.url()).pathname).toMatch(/^\/h5\/decisions\/\d+$/)
    const name = (await page.getByRole('heading', { level: 1 }).textContent()) ?? '?'
    expect(title).toContain(name)
    await page.getByRole('heading', { name: '① 原始触点' }).waitFor()
    await page.getByRole('heading', { name: '② 标签条件与数值' }).waitFor()
    await page.getByRole('heading', { name: '时间线' }).waitFor()
    await awaitUntil('the timeline', async () => (await page.locator('.rows li').count()) > 0)
    await picture(page, 'record-light')
    await page.emulateMedia({ colorScheme: 'dark' })
    await picture(page, 'record-dark')
    await page.close()
  })

  it('P-18 shows a score whose parts add up to it', async () => {
    const page = await tap()
    await page.locator('.score b').waitFor()
    const shown = Number(await page.locator('.score b').textContent())
    const parts = await page
      .locator('.parts li')
      .evaluateAll((all) => all.map((one) => Number(one.getAttribute('data-tenths'))))
    expect(parts.reduce((sum, tenths) => sum + tenths, 0)).toBe(Math.round(shown * 10))
    await page.close()
  })

  it('P-18 fits a phone, and everything on it has a name, a size for thumbs and a place in the order', async () => {
    const page = await tap()
    await page.getByRole('heading', { name: '时间线' }).waitFor()
    expect(await sideways(page)).toBe(0)
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN')
    expect(await page.locator('h1').count()).toBe(1)
    const buttons = page.getByRole('button')
    for (const button of await buttons.all()) {
      const box = await button.boundingBox()
      expect((await button.textContent())?.trim()).not.toBe('')
      expect(box?.height ?? 44).toBeGreaterThanOrEqual(44)
    }
    const unnamed = await page.evaluate(
      `[...document.querySelectorAll('section, meter, a, [role=img]')].filter((one) => {
        const by = one.getAttribute('aria-labelledby')
        const name = by === null ? (one.getAttribute('aria-label') ?? one.textContent) : document.getElementById(by)?.textContent
        return !name?.trim()
      }).length`,
    )
    expect(unnamed).toBe(0)
    await page.keyboard.press('Tab')
    const outline = await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')
    expect(outline).toBe('solid')
    await page.close()
  })

  it(
    'P-18 changes the card in chat when 接手 is pressed on the page, and back again',
    async () => {
      const page = await tap()
      await page.getByRole('button', { name: '接手' }).first().click()
      await page
        .getByText(/已由 王磊 接手/)
        .first()
        .waitFor()
      await page.getByText('已记录,聊天中的卡片会同步更新').waitFor()
      await picture(page, 'record-taken')
      // A bot's card changes for whoever presses it, and then shows how things stand.
      const told = card().getByText('结果：已由 王磊 接手')
      const ask = card().getByRole('button', { name: '为什么' })
      await awaitUntil(
        'the card in chat',
        async () => {
          if ((await told.count()) === 0 && (await ask.isEnabled())) await ask.click()
          return (await told.count()) > 0
        },
        MINUTE / 2,
      )
      await page.getByRole('button', { name: '撤销' }).first().click()
      await page.getByRole('button', { name: '接手' }).first().waitFor()
      await page.close()
    },
    MINUTE,
  )

  it('P-18 lists what is open for whoever is logged in, in his language', async () => {
    const page = await tap()
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.goto(`${running.url}/h5/me`)
    await page.getByRole('heading', { level: 1, name: '我的待办' }).waitFor()
    await page.locator('.card').first().waitFor()
    await picture(page, 'mine')
    const abroad = await browser.newContext({ locale: 'en-US', viewport: phone })
    await abroad.addCookies(await context.cookies())
    const english = watched(await abroad.newPage())
    await english.goto(`${running.url}/h5/me`)
    await english.getByRole('heading', { level: 1, name: 'My open cards' }).waitFor()
    await english.getByRole('button', { name: 'Log out' }).click()
    await english.getByRole('heading', { level: 1, name: 'Logged out' }).waitFor()
    await abroad.close()
    await page.reload()
    await page.waitForURL(/\/login/)
    await page.close()
  })

  it('P-18 asks whoever comes without a client how he wants to log in, and knows nobody by that', async () => {
    const stranger = await browser.newContext({ locale: 'zh-CN', viewport: phone })
    const page = await stranger.newPage()
    await page.goto(`${running.url}/h5/me`)
    await page.getByRole('link', { name: '用企业微信登录' }).waitFor()
    await picture(page, 'choose')
    await page.getByRole('link', { name: '用钉钉登录' }).click()
    await page.getByRole('heading', { name: '请登录钉钉' }).waitFor()
    const { people } = (await (await fetch(`${running.url}/window/api/people`)).json()) as PeopleAnswer
    const [chat] = people.find(({ name }) => name === '王磊')?.chats ?? []
    const follow = `/window/api/follow?platform=wecom&userId=${chat?.userId}&url=${running.url}/h5/me`
    const refused = await page.goto(running.url + follow)
    expect([refused?.status(), new URL(page.url()).pathname]).toEqual([403, '/window/api/follow'])
    await stranger.close()
  })

  it('P-18 lets the manager in as himself from his own chat', async () => {
    await person('林建国').click()
    await person('林建国').and(window.locator('[aria-current="true"]')).waitFor()
    await window.getByRole('textbox', { name: '输入命令或客户名…' }).fill('今日热客')
    await window.keyboard.press('Enter')
    await window.getByRole('heading', { name: '今日热客' }).first().waitFor()
    await window.getByRole('textbox', { name: '输入命令或客户名…' }).fill('为什么 D1')
    await window.keyboard.press('Enter')
    const link = window.locator('.log a[data-link]').last()
    await link.waitFor()
    const [page] = await Promise.all([context.waitForEvent('page'), link.click()])
    await watched(page).getByRole('heading', { level: 1 }).waitFor()
    await page.goto(`${running.url}/h5/me`)
    await page.getByText('林建国').waitFor()
    await page.close()
  })

  it('P-18 has complained of nothing', () => {
    expect(complaints).toEqual([])
  })
})
