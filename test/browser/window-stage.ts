import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

import Koa from 'koa'

import { members } from '../../adapters/simulator/company/members'
import { createWindowRouter } from '../../adapters/simulator/window/window.routes'
import type { WindowDeps, WindowOverview } from '../../adapters/simulator/window/window-types'
import { takenShown, whyShown } from '../builders/shown-cards'
import { fakeSimulatedPlatform } from '../fakes/fake-simulated-platform'
import type { FakeBot, FakeSimulatedPlatform } from '../fakes/fake-simulated-platform'

export interface WindowStage {
  readonly address: string
  readonly wecom: FakeSimulatedPlatform
  readonly dingtalk: FakeSimulatedPlatform
  /** As when the network goes. */
  dropConnections(): void
  close(): Promise<void>
}

/** A bot that knows two tricks. */
const bot: FakeBot = {
  press: (card, key) => (key === 'take' ? takenShown(card) : undefined),
  answer: (text) =>
    text.startsWith('为什么')
      ? whyShown
      : { form: 'markdown', text: `### ${text}\n没有听懂。试试 **帮助**、**今日热客**、**待办**。` },
}

/** The chat window on a free port, in front of two platforms in memory. */
export async function openWindowStage(changes: Partial<WindowDeps> = {}): Promise<WindowStage> {
  const wecom = fakeSimulatedPlatform('wecom', bot)
  const dingtalk = fakeSimulatedPlatform('dingtalk', bot)
  const router = createWindowRouter({
    platforms: [wecom, dingtalk],
    people: members.map(({ name, role, team, addresses }) => ({ memberName: name, role, team, addresses })),
    overview: () => Promise.resolve(overview),
    assetsDir: join(__dirname, '../../assets/window'),
    ...changes,
  })
  const app = new Koa()
  app.silent = true
  app.use(router.routes())
  const server = createServer((request, response) => void app.callback()(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    address: `http://127.0.0.1:${port}`,
    wecom,
    dingtalk,
    dropConnections: () => server.closeAllConnections(),
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

const overview: WindowOverview = {
  touchpointsPerSecond: 3.1,
  touchpoints: 1_284,
  decisions: 37,
  cards: 29,
  happening: [
    '苏州恒砺精密机械 陈立群 提交了询盘',
    '东莞致砻电子科技 罗思远 看了「API 文档 · 鉴权与签名」143 秒',
    '一位匿名访客 打开了「首页」',
    '天津朗泽包装设备 韩雨欣 打开了「价格页」',
    '宁波拓岳注塑科技 沈建华 看了「注塑车间：能耗下降 12%」64 秒',
    '佛山信垚智能装备 曾一鸣 打开了「YC-G200 边缘网关」',
    '济南德砚新能源 冯清扬 · Document Downloaded',
  ].map((text, index) => ({ at: Date.now() - index * 4_000, text })),
}
