import { once } from 'node:events'
import { createServer } from 'node:http'

import { chromium } from 'playwright-core'

import { keys, openDoors } from '../contract/doors/open-doors'
import { awaitUntil } from '../support/await-until'

import { chromiumFlags, findChromium } from './find-chromium'

import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import type { OpenDoors } from '../contract/doors/open-doors'

const executablePath = findChromium()
const where = executablePath === undefined ? describe.skip : describe

/** The company's own site, on another origin than the hub, with the snippet in every page. */
const openSite = async (hub: OpenDoors, consent: string): Promise<{ server: Server; url: string }> => {
  const snippet = `<script async src="${hub.url}/collect.js" data-key="${keys.web}" ${consent}></script>`
  const server = createServer((req, res) => {
    const title = { '/price': '价格页', '/docs/api': 'API集成文档' }[req.url?.split('?')[0] ?? ''] ?? '首页'
    res.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    res.end(`<!doctype html><title>${title}</title>${snippet}<a href="/price">价格</a>`)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

where('S1-01 the snippet in a real browser', () => {
  let browser: Browser
  let hub: OpenDoors
  let site: { server: Server; url: string }
  let page: Page

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: chromiumFlags })
  })
  afterAll(() => browser.close())
  beforeEach(async () => {
    hub = await openDoors()
    page = await (await browser.newContext()).newPage()
  })
  afterEach(async () => {
    await page.context().close()
    site.server.closeAllConnections()
    site.server.close()
    await hub.close()
  })

  const told = () => hub.kept.map(({ verb, object }) => `${verb} ${object.id}`)

  it('tells the ordered path with titles, dwell, referrer and one visit of one visitor', async () => {
    site = await openSite(hub, '')
    await page.goto(`${site.url}/?utm_source=wecom`)
    await awaitUntil('the first page', () => told().length === 1)
    await page.click('a')
    await awaitUntil('leaving and the second page', () => told().length === 3)
    await page.goto('about:blank')
    await awaitUntil('leaving the second', () => told().length === 4)

    const inOrder = [...hub.kept].sort((a, b) => a.occurredAt - b.occurredAt)
    expect(inOrder.map(({ verb, object }) => `${verb} ${object.id} ${object.name}`)).toEqual([
      'viewed / 首页',
      'left / 首页',
      'viewed /price 价格页',
      'left /price 价格页',
    ])
    expect(inOrder[0]?.properties).toMatchObject({ query: '?utm_source=wecom' })
    expect(inOrder[2]?.properties).toMatchObject({ referrer: expect.stringContaining(site.url) })
    expect(inOrder[1]?.dwellMs).toBeGreaterThan(0)
    expect(new Set(hub.kept.map(({ visit }) => visit)).size).toBe(1)
    expect(new Set(hub.kept.flatMap(({ identifiers }) => identifiers.map(({ value }) => value))).size).toBe(1)
    expect(hub.quarantined).toEqual([])
  })

  it('follows a site that changes its address without loading a page', async () => {
    site = await openSite(hub, '')
    await page.goto(`${site.url}/`)
    await awaitUntil('the first page', () => told().length === 1)
    await page.evaluate(`history.pushState({}, '', '/docs/api'); document.title = 'API集成文档'`)
    await awaitUntil('the next', () => told().includes('viewed /docs/api'))
    expect(hub.kept.find(({ object }) => object.id === '/docs/api')).toMatchObject({
      object: { name: 'API集成文档' },
      properties: { referrer: `${site.url}/` },
    })
  })

  it('stores and sends nothing before consent, and then what it saw since', async () => {
    site = await openSite(hub, 'data-consent="required"')
    await page.goto(`${site.url}/price`)
    await page.waitForFunction('window.zhongshu')
    expect(await page.evaluate('localStorage.length')).toBe(0)
    expect(hub.kept).toEqual([])
    await page.evaluate(`zhongshu.consent(); zhongshu.identify({ phone: '13800000000' }, { name: '张三' })`)
    await awaitUntil('the page and the person', () => told().length === 2)
    expect(hub.kept).toMatchObject([
      { verb: 'viewed', object: { id: '/price' } },
      { verb: 'identified', profile: { name: '张三' } },
    ])
  })

  it('S1-10 lets the served inquiry form send itself, tied to the pages seen before', async () => {
    site = await openSite(hub, '')
    await page.goto(`${hub.url}/inquiry.html?key=${keys.web}`)
    await awaitUntil('the form’s page', () => told().length === 1)
    await page.fill('#name', '李雷')
    await page.fill('#phone', '138 0000 0000')
    await page.fill('#message', '请报 A-1 的价格')
    await page.click('button')
    await awaitUntil('the inquiry', () => told().some((line) => line.startsWith('submitted')))
    await page.waitForFunction(`document.querySelector('[role=status]').textContent.includes('已收到')`)
    const inquiry = hub.kept.find(({ verb }) => verb === 'submitted')
    expect(inquiry?.identifiers).toEqual([
      { type: 'phone', value: '+8613800000000' },
      ...(hub.kept[0]?.identifiers ?? []),
    ])
    expect(inquiry?.visit).toBe(hub.kept[0]?.visit)
  })
})
