import { chromium } from 'playwright-core'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'

import { leadAlertShown, strategyShown } from '../builders/shown-cards'
import { awaitUntil } from '../support/await-until'
import { chromiumFlags, findChromium } from './find-chromium'
import { openWindowStage } from './window-stage'
import type { WindowStage } from './window-stage'

const executablePath = findChromium()

const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)
/** Evaluated in the page: what became of each picture, once it has come or failed. */
const pictures = `Promise.all([...document.querySelectorAll('.message img')].map(async (image) => {
  await image.decode()
  return { alt: image.alt, loaded: image.naturalWidth > 0 }
}))`

if (executablePath === undefined) {
  it('has no browser to open the chat window with, and none was promised', () => {
    expect(process.env['TEST_CHROMIUM'] ?? '').toBe('')
  })
} else {
  describe('the chat window in a browser', () => {
    let browser: Browser
    let stage: WindowStage
    let context: BrowserContext
    let page: Page
    /** What must stay empty: messages of the console, errors of the page, requests to anywhere else. */
    let complaints: string[]

    beforeAll(async () => {
      browser = await chromium.launch({ executablePath, args: chromiumFlags })
    })
    afterAll(() => browser.close())
    beforeEach(async () => {
      stage = await openWindowStage()
    })
    afterEach(async () => {
      await context.close()
      await stage.close()
      expect(complaints).toEqual([])
    })

    const open = async (options: BrowserContextOptions = {}): Promise<void> => {
      complaints = []
      context = await browser.newContext({
        viewport: { width: 1280, height: 800 },
        reducedMotion: 'reduce',
        ...options,
      })
      context.setDefaultTimeout(8_000)
      page = await context.newPage()
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
      })
      page.on('pageerror', (error) => complaints.push(String(error)))
      page.on('request', (request) => {
        if (!request.url().startsWith(`${stage.address}/`)) complaints.push(`request to ${request.url()}`)
      })
      await page.goto(`${stage.address}/window/`)
      await page.locator('.person').first().waitFor({ state: 'attached' })
      // Nothing that is shown from now on can be missed.
      await awaitUntil('the page to listen', () => stage.wecom.listeners() === 1)
    }

    const phone: BrowserContextOptions = {
      viewport: { width: 390, height: 844 },
      isMobile: true,
      hasTouch: true,
      deviceScaleFactor: 2,
    }
    const person = (name: string) => page.locator(`.person[data-name="${name}"]`)
    const card = () => page.locator('.card').last()

    it('O-16 opens as the first rep and says what to wait for', async () => {
      await open()
      await expect(person('王磊').getAttribute('aria-current')).resolves.toBe('true')
      await page.getByText('正在等第一张卡片', { exact: true }).waitFor()
      await page.locator('.guide-steps .next', { hasText: '等第一张卡片' }).waitFor()
    })

    it('O-16 shows a card the moment it arrives, without a reload', async () => {
      await open()
      stage.wecom.show('WangLei', leadAlertShown())
      await card().getByText('陈立群 · 苏州恒砺精密机械').waitFor()
      await expect(card().locator('.card-facts dt').first().textContent()).resolves.toBe('意向强度')
      await page.locator('.guide-steps .done', { hasText: '等第一张卡片' }).waitFor()
    })

    it('P-03 changes the card on 接手, and a second press has no second effect', async () => {
      await open()
      const id = stage.wecom.show('WangLei', leadAlertShown())
      const before = stage.wecom.conversation('WangLei').length
      await card().getByRole('button', { name: '接手' }).dblclick()
      await card().getByText('已由 王磊 接手 14:03').waitFor()
      const done = card().getByRole('button', { name: '已接手' })
      await expect(done.isDisabled()).resolves.toBe(true)
      await done.click({ force: true })
      expect(stage.wecom.presses).toEqual([{ userId: 'WangLei', messageId: id, key: 'take' }])
      expect(stage.wecom.conversation('WangLei')).toHaveLength(before)
    })

    it('says so when a press does not arrive, and lets one press again', async () => {
      await open()
      stage.wecom.show('WangLei', leadAlertShown())
      stage.wecom.failNext(new TypeError('down'))
      await card().getByRole('button', { name: '接手' }).click()
      await page.getByText('按钮没有送达').waitFor()
      await card().getByRole('button', { name: '接手' }).click()
      await card().getByText('已由 王磊 接手').waitFor()
      // The browser itself notes the failed request.
      expect(complaints.splice(0).join()).toContain('500')
    })

    it('P-01 shows a picture, alone or in a message, and opens it in full', async () => {
      await open()
      stage.wecom.images.set('m1', onePixel)
      stage.wecom.images.set('@lAL1', onePixel)
      stage.wecom.show('WangLei', { form: 'text', text: '[image]', picture: 'm1' })
      stage.wecom.show('WangLei', { form: 'markdown', text: '![热力图](@lAL1)\n\n### 热力图 · 触点' })

      await page.locator('.message img').nth(1).waitFor()
      expect(await page.evaluate(pictures)).toEqual([
        { alt: '[image]', loaded: true },
        { alt: '热力图', loaded: true },
      ])
      expect(await page.locator('a.picture').nth(1).getAttribute('href')).toContain('id=%40lAL1')
    })

    it('stays at the end when a picture comes after its message', async () => {
      await open()
      stage.wecom.images.set('m1', onePixel)
      for (let i = 0; i < 20; i += 1) stage.wecom.show('WangLei', { form: 'text', text: `第 ${i} 条` })
      stage.wecom.show('WangLei', { form: 'text', text: '[image]', picture: 'm1' })
      await page.locator('.message img').waitFor()
      await page.evaluate(pictures)

      const left = `(() => { const s = document.querySelector('.scroller')
        return s.scrollHeight - s.scrollTop - s.clientHeight })()`
      await awaitUntil('the end to be in sight', async () => Number(await page.evaluate(left)) < 80)
    })

    it('answers 为什么, typed or by the chip', async () => {
      await open()
      await page.getByRole('textbox', { name: '输入命令或客户名…' }).fill('为什么 D17')
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: 'D17 为什么：陈立群' }).waitFor()
      await page.locator('.chip', { hasText: '为什么' }).click()
      await awaitUntil('both questions', () => stage.wecom.said.length === 2)
      expect(stage.wecom.said.map(({ text }) => text)).toEqual(['为什么 D17', '为什么'])
    })

    it('lets one be somebody else, found by name, on the other platform', async () => {
      await open()
      stage.dingtalk.show('0522190467', strategyShown())
      await person('黄志强').locator('.unread', { hasText: '1' }).waitFor()
      await page.getByRole('searchbox').fill('黄')
      await expect(page.locator('.person').count()).resolves.toBe(1)
      await person('黄志强').click()
      await page.locator('.chat[data-platform="dingtalk"]').waitFor()
      await card().getByText('启动策略包「技术型客户深度培育」').waitFor()
      await awaitUntil(
        'nothing unread',
        async () => (await person('黄志强').locator('.unread').count()) === 0,
      )
    })

    it('gives a manager both platforms to look at', async () => {
      await open()
      stage.dingtalk.show('manager2101', { form: 'markdown', text: '### 今日热客' })
      await page.locator('.filter', { hasText: '主管' }).click()
      await expect(page.locator('.person').count()).resolves.toBe(3)
      await person('林建国').click()
      // The chat with something unread comes up first.
      await page.locator('.chat[data-platform="dingtalk"]').getByText('今日热客').last().waitFor()
      await page.locator('.tab', { hasText: '企业微信' }).click()
      await page.locator('.chat[data-platform="wecom"]').waitFor()
    })

    it('never turns what somebody wrote into markup', async () => {
      await open()
      const hostile = [
        '<img src=x onerror="document.title=1"> <script>document.title=1</script>',
        '[press](javascript:document.title=1) [out](https://example.com/a) **bold `<b>`**',
        '<font color="warning">red</font> <font color="x\\" onclick=1">no</font>',
        `${'['.repeat(400)}${'**'.repeat(400)}`,
      ].join('\n')
      stage.wecom.show('WangLei', { form: 'markdown', text: hostile })
      stage.wecom.show('WangLei', leadAlertShown({ title: '<b onmouseover=1>王</b>', text: hostile }))
      await card().getByText('<b onmouseover=1>王</b>').waitFor()
      await expect(
        page.locator('.log img, .log script, .log [onclick], .log [onerror]').count(),
      ).resolves.toBe(0)
      const links = await page.locator('.log a').evaluateAll((all) => all.map((a) => a.getAttribute('href')))
      expect(new Set(links)).toEqual(new Set(['https://example.com/a']))
      await expect(page.title()).resolves.toBe('中枢 · 试用')
    })

    it('shows the connection as lost and catches up when it is back', async () => {
      await open()
      await context.setOffline(true)
      stage.dropConnections()
      await page.getByRole('alert').waitFor()
      stage.wecom.show('WangLei', leadAlertShown())
      await context.setOffline(false)
      await card().getByText('陈立群 · 苏州恒砺精密机械').waitFor()
      await page.getByRole('alert').waitFor({ state: 'hidden' })
      complaints = complaints.filter(
        (text) => !/ERR_(INTERNET|INCOMPLETE|NETWORK|CONNECTION|EMPTY)/.test(text),
      )
    })

    it('is usable on a phone: nothing sticks out, buttons fit a thumb', async () => {
      await open(phone)
      stage.wecom.show('WangLei', leadAlertShown())
      await card().waitFor()
      const width = await page.evaluate('document.documentElement.scrollWidth')
      expect(width).toBe(390)
      for (const button of await card().getByRole('button').all()) {
        expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(38)
      }
      await card().getByRole('button', { name: '接手' }).tap()
      await card().getByText('已由 王磊 接手').waitFor()
      await page.locator('.who').tap()
      await person('周明远').tap()
      await page.locator('.who', { hasText: '周明远' }).waitFor()
      await expect(page.evaluate('document.documentElement.scrollWidth')).resolves.toBe(390)
    })

    it('follows the system into the dark, and can be told otherwise', async () => {
      await open({ colorScheme: 'dark' })
      const theme = () => page.locator('html').getAttribute('data-theme')
      await expect(theme()).resolves.toBe('dark')
      await page.getByRole('button', { name: '切换深浅色' }).click()
      await expect(theme()).resolves.toBe('light')
      await page.reload()
      await expect(theme()).resolves.toBe('light')
    })

    it('speaks English when asked', async () => {
      await open()
      await page.getByRole('button', { name: 'English' }).click()
      await page.getByText('Waiting for the first card', { exact: true }).waitFor()
      await expect(page.locator('html').getAttribute('lang')).resolves.toBe('en')
    })
  })
}
