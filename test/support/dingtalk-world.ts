import { createDingtalkBot } from '../../adapters/dingtalk'
import type { DingtalkChat, DingtalkConfig, DingtalkTimings } from '../../adapters/dingtalk'
import { createSimulatedDingtalk } from '../../adapters/simulator/dingtalk'
import type { SimulatedDingtalk, SimulatedDingtalkOptions } from '../../adapters/simulator/dingtalk'
import type { ShownMessage } from '../../adapters/simulator/simulated-platform'
import type { CardPress, ChatMessage, RenderedMessage } from '../../contract/ports/chat'
import { instant } from '../../contract/quantities'
import { awaitUntil } from './await-until'

/** The usual timings divided by twenty-five, so that a bound of 15 s becomes one of 600 ms. */
export const quickTimings: Partial<DingtalkTimings> = {
  attempt: 240,
  retryFirst: 20,
  retryMost: 320,
  refusedFirst: 1_500,
  refusedMost: 3_000,
  stableAfter: 400,
  pingAfter: 160,
  deadAfter: 440,
  deadMost: 2_400,
  drain: 300,
  streamGap: 40,
}

export const app = { clientId: 'dingtest', clientSecret: 'a-secret-of-the-test' }

export const members = [
  { userId: 'zhangsan', name: '张三' },
  { userId: 'lisi', name: '李四' },
]

/** A hub that remembers what it heard and answers as it is told. */
export class FakeHub {
  readonly heard: ChatMessage[] = []
  readonly pressed: CardPress[] = []
  answer: (message: ChatMessage) => RenderedMessage | null | Promise<RenderedMessage | null> = () => null
  react: (press: CardPress) => RenderedMessage | null | Promise<RenderedMessage | null> = () => null

  async message(message: ChatMessage): Promise<RenderedMessage | null> {
    this.heard.push(message)
    return this.answer(message)
  }

  async press(press: CardPress): Promise<RenderedMessage | null> {
    this.pressed.push(press)
    return this.react(press)
  }

  get texts(): string[] {
    return this.heard.map(({ text }) => text)
  }
}

export interface DingtalkWorld {
  readonly platform: SimulatedDingtalk
  readonly bot: DingtalkChat
  readonly hub: FakeHub
  readonly logged: { readonly level: string; readonly message: string; readonly detail: object }[]
  /** Calls that the adapter counted against the month. */
  readonly calls: { readonly made: number }
  connected(): Promise<unknown>
  /** The one card in a person's conversation. */
  card(userId?: string): ShownMessage
  close(): Promise<void>
}

/** The adapter with the real SDK, connected to the simulated gateway. */
export const dingtalkWorld = async (
  options: Partial<SimulatedDingtalkOptions> = {},
  config: Partial<DingtalkConfig> = {},
): Promise<DingtalkWorld> => {
  const platform = createSimulatedDingtalk({ ...app, members, ...options })
  await platform.start()
  const { bot, logged, calls } = botFor(platform, config)
  const hub = new FakeHub()
  const connected = () => awaitUntil('the bot to connect', () => bot.health().state === 'connected')
  await bot.start(hub)
  await connected()
  const card = (userId = 'zhangsan') => {
    const cards = platform.conversation(userId).filter(({ shown }) => shown.form === 'card')
    if (cards.length !== 1 || cards[0] === undefined) throw new Error(`${cards.length} cards instead of one`)
    return cards[0]
  }
  const close = async () => {
    await bot.stop()
    await platform.stop()
  }
  return { platform, bot, hub, logged, calls, connected, card, close }
}

/** A log that remembers. */
export const memoryLog = () => {
  const logged: { level: string; message: string; detail: object }[] = []
  const level = (name: string) => (detail: object, message: string) => {
    logged.push({ level: name, message, detail })
  }
  const log = { debug: level('debug'), info: level('info'), warn: level('warn'), error: level('error') }
  return { log, logged }
}

export const botFor = (platform: SimulatedDingtalk, config: Partial<DingtalkConfig> = {}) => {
  const { log, logged } = memoryLog()
  const calls = { made: 0 }
  const settings = platform.settings()
  const { timings, ...rest } = config
  const bot = createDingtalkBot(
    {
      clientId: settings.DINGTALK_CLIENT_ID ?? '',
      clientSecret: settings.DINGTALK_CLIENT_SECRET ?? '',
      apiBase: settings.DINGTALK_API_BASE ?? '',
      oapiBase: settings.DINGTALK_OAPI_BASE ?? '',
      cardTemplateId: settings.DINGTALK_CARD_TEMPLATE_ID ?? '',
      ...rest,
      timings: { ...quickTimings, ...timings },
    },
    { log, clock: { now: () => instant(Date.now()) }, called: () => void (calls.made += 1) },
  )
  return { bot, logged, calls }
}

export const to = (userId: string) => ({ platform: 'dingtalk' as const, userId })

export const button = (key: string, text: string, color = 'gray', status = 'normal') => ({
  text,
  color,
  status,
  event: { type: 'sendCardRequest', params: { actionId: key, params: {} } },
})

/** A lead alert as the renderer makes them. */
export const leadCard = (
  title = '热线索：华东机电',
  over: Readonly<Record<string, unknown>> = {},
): RenderedMessage => ({
  platform: 'dingtalk',
  form: 'card',
  plain: title,
  body: {
    title,
    subtitle: '意向强度 87.0',
    source: '中枢',
    markdown: '三天内四次打开 **报价页**',
    statusText: '',
    btns: JSON.stringify([
      button('take', '接手', 'blue'),
      button('snooze', '稍后'),
      button('wrong', '判断有误', 'red'),
    ]),
    flowStatus: '3',
    lastMessage: title,
    ...over,
  },
})

/** The same card after somebody took the lead. */
export const takenCard = (by = '张三'): RenderedMessage =>
  leadCard('热线索：华东机电', {
    statusText: `已确认 by ${by} 14:02`,
    btns: JSON.stringify([button('take', '接手', 'blue', 'disabled')]),
  })

export const words = (text: string): RenderedMessage => ({
  platform: 'dingtalk',
  form: 'markdown',
  plain: text,
  body: { title: text.slice(0, 20), text },
})
