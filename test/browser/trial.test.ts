import { chromium } from 'playwright-core'
import type { Browser, Page } from 'playwright-core'

import { start } from '../../boot/start'
import type { Running } from '../../boot/start'
import { awaitUntil } from '../support/await-until'
import { watch } from '../support/loopback-guard.cjs'
import { tempDir } from '../support/temp-dir'
import { chromiumFlags, findChromium } from './find-chromium'

const executablePath = findChromium()
const where = executablePath === undefined ? describe.skip : describe
const MINUTE = 60_000

/** The first five minutes of somebody who has just started it: one run, in the order a person lives it. */
where('O-16 the trial in a browser', () => {
  const guard = watch()
  const env = { PORT: '0', DATA_DIR: tempDir(), LOG_LEVEL: 'error' }
  const terminal: string[] = []
  /** Messages of the console, errors of the page, requests to anywhere else. */
  const complaints: string[] = []
  let browser: Browser
  let running: Running
  let page: Page
  let customer = ''

  const open = async (): Promise<void> => {
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    page.setDefaultTimeout(10_000)
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(String(error)))
    page.on('request', (request) => {
      if (!request.url().startsWith(`${running.url}/`)) complaints.push(`request to ${request.url()}`)
    })
    await page.goto(running.url)
  }
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: chromiumFlags })
    running = await start(env, (line) => terminal.push(line))
    await open()
  }, MINUTE)
  afterAll(async () => {
    await browser.close()
    await running.stop()
    guard.stop()
  })

  const person = (name: string) => page.locator(`.person[data-name="${name}"]`)
  const cards = () => page.locator('.log .card')
  const say = async (text: string): Promise<void> => {
    await page.getByRole('textbox', { name: '输入命令或客户名…' }).fill(text)
    await page.keyboard.press('Enter')
  }
  const followUps = async (): Promise<number> => {
    const [row] = await running.hub.database.read.rows<{ n: number }>('SELECT COUNT(*) AS n FROM follow_up')
    return Number(row?.n)
  }

  it('says at the terminal where to look, and opens there as the rep whose customers come first', async () => {
    expect(terminal.join('\n')).toContain(running.url)
    expect(page.url()).toBe(`${running.url}/window/`)
    await person('王磊').and(page.locator('[aria-current="true"]')).waitFor()
  })

  it('brings a lead card within a minute, without a reload', async () => {
    await cards().first().waitFor({ timeout: MINUTE })
    const title = (await cards().first().locator('.card-title').textContent()) ?? ''
    customer = title.split(' · ')[0] ?? ''
    expect(customer).not.toBe('')
    await cards().first().getByRole('button', { name: '接手' }).waitFor()
  }, 70_000)

  it('P-03 changes the card on 接手, and a second press does nothing more', async () => {
    const card = cards().first()
    await card.getByRole('button', { name: '接手' }).dblclick()
    await card.getByText(/已由 王磊 接手 \d\d:\d\d/).waitFor()
    const done = card.getByRole('button', { name: '已接手' })
    await expect(done.isDisabled()).resolves.toBe(true)
    await done.click({ force: true })
    await expect(followUps()).resolves.toBe(1)
  })

  it('S1-34 answers 为什么, 为什么没有 with this customer’s name, and 帮助', async () => {
    await say('为什么')
    await page.getByRole('heading', { name: /^D\d+ 为什么/ }).waitFor()
    await say(`为什么没有 ${customer}`)
    await page.getByRole('heading', { name: `为什么没有：${customer}` }).waitFor()
    await page
      .getByText(/个条件满足/)
      .first()
      .waitFor()
    await say('帮助')
    await page.getByRole('heading', { name: '我会这些' }).waitFor()
  })

  it('lets one be the manager, who sees his team’s customer', async () => {
    await person('林建国').click()
    await person('林建国').and(page.locator('[aria-current="true"]')).waitFor()
    await say(`客户 ${customer}`)
    await page
      .getByRole('heading', { name: new RegExp(customer) })
      .first()
      .waitFor()
    await say('今日热客')
    await page.getByRole('heading', { name: '今日热客' }).first().waitFor()
  })

  it(
    'O-16 still has the conversation after a stop and a start',
    async () => {
      await page.close()
      await running.stop()
      running = await start(env, () => undefined)
      await open()
      await cards()
        .first()
        .getByText(/已由 王磊 接手/)
        .waitFor()
      await page.getByRole('heading', { name: '我会这些' }).waitFor()
      await awaitUntil('the visitors to be back', async () => (await running.hub.log.head()) > 0)
      await expect(followUps()).resolves.toBe(1)
    },
    MINUTE,
  )

  it('O-14 has complained of nothing, and nothing has left the machine', () => {
    expect(complaints).toEqual([])
    expect(guard.seen.outside).toEqual([])
    expect(guard.seen.loopback).toBeGreaterThan(5)
  })
})
