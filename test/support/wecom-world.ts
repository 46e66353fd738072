import { createSimulatedWecom } from '../../adapters/simulator/wecom'
import type { SimulatedWecom, SimulatedWecomOptions } from '../../adapters/simulator/wecom'
import { createWecomBot } from '../../adapters/wecom'
import type { Pace, WecomBotConfig } from '../../adapters/wecom'
import type { CardPress, ChatMessage, ChatPort, RenderedMessage } from '../../contract/ports/chat'
import { instant } from '../../contract/quantities'
import { awaitUntil } from './await-until'

/** The usual pace divided by twenty-five, so that a bound of 15 s becomes one of 600 ms. */
export const quickPace: Partial<Pace> = {
  reconnectBase: 20,
  reconnectCap: 200,
  authWithin: 240,
  heartbeat: 160,
  stableAfter: 400,
  quickAuthTries: 3,
  authRetry: 1_500,
  ackWithin: 250,
}

export const members = [
  { userId: 'ZhangSan', name: '张三' },
  { userId: 'LiSi', name: '李四' },
]

/** A hub that remembers what it heard and answers as it is told. */
export class FakeHub {
  readonly heard: ChatMessage[] = []
  readonly pressed: CardPress[] = []
  answer: (message: ChatMessage) => RenderedMessage | null = () => null
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

export interface WecomWorld {
  readonly platform: SimulatedWecom
  readonly bot: ChatPort
  readonly hub: FakeHub
  /** Levels and messages that the adapter logged. */
  readonly logged: { readonly level: string; readonly message: string; readonly detail: object }[]
  connected(): Promise<unknown>
  close(): Promise<void>
}

/** The adapter with the real SDK, connected to the simulated gateway. */
export const wecomWorld = async (
  options: Partial<SimulatedWecomOptions> = {},
  config: Partial<WecomBotConfig> = {},
): Promise<WecomWorld> => {
  const platform = createSimulatedWecom({ botId: 'bot-1', secret: 'secret-1', members, ...options })
  await platform.start()
  const { bot, logged } = botFor(platform, config)
  const hub = new FakeHub()
  const connected = () => awaitUntil('the bot to connect', () => bot.health().state === 'connected')
  await bot.start(hub)
  await connected()
  const close = async () => {
    await bot.stop()
    await platform.stop()
  }
  return { platform, bot, hub, logged, connected, close }
}

export const botFor = (platform: SimulatedWecom, config: Partial<WecomBotConfig> = {}) => {
  const logged: { level: string; message: string; detail: object }[] = []
  const level = (name: string) => (detail: object, message: string) => {
    logged.push({ level: name, message, detail })
  }
  const log = { debug: level('debug'), info: level('info'), warn: level('warn'), error: level('error') }
  const settings = platform.settings()
  const bot = createWecomBot(
    {
      botId: settings.WECOM_BOT_ID ?? '',
      secret: settings.WECOM_BOT_SECRET ?? '',
      wsUrl: settings.WECOM_BOT_WS_URL ?? '',
      pace: quickPace,
      ...config,
    },
    { log, clock: { now: () => instant(Date.now()) } },
  )
  return { bot, logged }
}

export const to = (userId: string) => ({ platform: 'wecom' as const, userId })

/** A lead alert as the renderer makes them. */
export const leadCard = (
  title = '热线索：华东机电',
  over: Readonly<Record<string, unknown>> = {},
): RenderedMessage => ({
  platform: 'wecom',
  form: 'card',
  plain: title,
  body: {
    card_type: 'button_interaction',
    source: { desc: '中枢', desc_color: 2 },
    main_title: { title, desc: '意向强度 87.0' },
    sub_title_text: '三天内四次打开报价页',
    horizontal_content_list: [{ keyname: '负责人', value: '张三' }],
    button_list: [
      { text: '接手', style: 1, key: 'take' },
      { text: '稍后', style: 2, key: 'snooze' },
      { text: '判断有误', style: 3, key: 'wrong' },
    ],
    ...over,
  },
})

export const markdown = (text: string, title = ''): RenderedMessage => ({
  platform: 'wecom',
  form: 'markdown',
  plain: text,
  body: { title, text },
})
