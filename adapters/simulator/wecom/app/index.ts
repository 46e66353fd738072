import type { SimulatedPlatform } from '../../simulated-platform'
import { createContactRoutes } from '../contacts'
import type { ContactRoutes } from '../contacts'
import { Conversations } from '../conversations'
import { Refused } from '../refused'
import { WecomWeb } from '../web'
import type { Sitting } from '../web'
import { createAppFaults } from './app-faults'
import type { AppFaults } from './app-faults'
import { AppFront } from './app-front'
import type { Asked } from './app-front'
import { usualGatewayPace } from './app-options'
import type { SimulatedWecomAppOptions } from './app-options'
import { answer, routesOf } from './app-routes'
import { AppPeople } from './app-people'
import type { Chosen } from './app-people'
import { CallbackPusher } from './callback-pusher'
import { MessageRoutes } from './message-routes'
import { RobotRoutes } from './robot-routes'
import { StoredMedia } from './stored-media'
import { Tokens } from './tokens'

export type { SimulatedWecomAppOptions } from './app-options'
export { seal, signed } from './seal'
export type { AppFaults } from './app-faults'

export interface SimulatedWecomApp extends SimulatedPlatform {
  readonly base: string
  /** Where the app listens; also what the administrator enters in the console. Answers whether it proved itself. */
  setCallback(url: string): Promise<boolean>
  chooseMenuAs(userId: string, key: string): Promise<void>
  pressAs(userId: string, messageId: string, key: string, chosen?: Chosen): Promise<void>
  happenTo(userId: string, event: string): Promise<void>
  /** Something happened between a member and a customer: `add_external_contact`, `del_follow_user` … */
  contactEvent(change: string, userId: string, externalId: string): Promise<void>
  /** The customers, to change them and to see how busy it was. */
  readonly contacts: ContactRoutes
  /** Pages of the app: 可信域名, and what people's client says to a page. */
  readonly web: Pick<WecomWeb, 'trust' | 'checkPage'>
  /** The address that a browser opens in order to be this person's client at that link. */
  followAs(who: Sitting, url: string): string
  readonly faults: AppFaults
  readonly robotUrl: string
  /** What the group's robot was told to say. */
  readonly saidByRobot: RobotRoutes['said']
}

const robotKey = '693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa'

/**
 * WeCom as a self-built app sees it, on loopback, stricter than the documents where the real platform is silent:
 * unknown fields, texts over their guide, and cards without a task_id are refused; messages over the rate are
 * acknowledged and not shown.
 */
export const createSimulatedWecomApp = (options: SimulatedWecomAppOptions): SimulatedWecomApp => {
  const parts = partsOf(options)
  const { conversations, pusher, messages, media, tokens, robot, people, front, contacts, web } = parts

  return {
    platform: 'wecom',
    get base() {
      return front.base
    },
    get robotUrl() {
      return `${front.base}/cgi-bin/webhook/send?key=${robotKey}`
    },
    saidByRobot: robot.said,
    contacts,
    contactEvent: (change, userId, externalId) => people.contactEvent(change, userId, externalId),
    web,
    followAs: (who, url) => front.base + web.followAs(who, url),
    start: async () => {
      conversations.load()
      await front.listen()
    },
    stop: async () => {
      await front.leave()
      conversations.close()
    },
    setCallback: async (url) => {
      pusher.url = url
      const proved = await pusher.verify()
      if (!proved) pusher.url = undefined
      return proved
    },
    settings: () => settingsOf(options, front.base),
    ...handsOf(people),
    conversation: (userId) => conversations.shown(userId),
    image: (mediaId) => media.image(mediaId),
    onChange: (listener) => conversations.onChange(listener),
    faults: createAppFaults({ front, messages, tokens, pusher }),
  }
}

const handsOf = (
  people: AppPeople,
): Pick<SimulatedWecomApp, 'typeAs' | 'chooseMenuAs' | 'pressAs' | 'happenTo'> => ({
  typeAs: (userId, text) => people.type(userId, text),
  chooseMenuAs: (userId, key) => people.chooseMenu(userId, key),
  pressAs: (userId, messageId, key, chosen) => people.press(userId, messageId, key, chosen),
  happenTo: (userId, event) => people.happen(userId, event),
})

const settingsOf = (options: SimulatedWecomAppOptions, base: string): Readonly<Record<string, string>> => ({
  WECOM_CORP_ID: options.corpId,
  WECOM_AGENT_ID: String(options.agentId),
  WECOM_APP_SECRET: options.secret,
  WECOM_CALLBACK_TOKEN: options.callbackToken,
  WECOM_CALLBACK_AES_KEY: options.callbackAesKey,
  WECOM_API_BASE: base,
  WECOM_LOGIN_BASE: base,
})

const partsOf = (options: SimulatedWecomAppOptions) => {
  const { corpId, agentId, secret, callbackToken, callbackAesKey, now = Date.now } = options
  const members = new Map(options.members.map(({ userId }) => [userId.toLowerCase(), userId]))
  const canonical = (chat: string): string => members.get(chat.toLowerCase()) ?? chat
  const conversations = new Conversations(options.stateFile, canonical)
  const tokens = new Tokens({ corpId, secret }, now)
  const media = new StoredMedia(now)
  const sealing = { token: callbackToken, aesKey: callbackAesKey, receiveId: corpId, agentId }
  const pusher = new CallbackPusher(sealing, { ...usualGatewayPace, ...options.pace }, now)
  const hears = (): boolean => pusher.url !== undefined
  const messages = new MessageRoutes({ agentId, members, conversations, media, now, hears })
  const robot = new RobotRoutes(robotKey, media, now)
  const people = new AppPeople({
    corpId,
    agentId,
    members,
    conversations,
    codes: messages.codes,
    pusher,
    now,
  })
  const contacts = createContactRoutes(options, now)
  const web = new WecomWeb({ corpId, agentId, now })
  const routes = routesOf({ tokens, media, messages, robot, contacts, web })
  const front = new AppFront(
    options.host ?? '127.0.0.1',
    options.port ?? 0,
    noting(options, (asked) => answer(routes, tokens, asked)),
    web.page,
  )
  return { conversations, pusher, messages, media, tokens, robot, people, front, contacts, web }
}

/** Tells the developer what was refused, and refuses it. */
const noting =
  ({ log }: SimulatedWecomAppOptions, handle: (asked: Asked) => object) =>
  (asked: Asked): object => {
    try {
      return handle(asked)
    } catch (error) {
      if (error instanceof Refused)
        log?.warn({ path: asked.path, errcode: error.errcode, errmsg: error.message }, 'refused')
      throw error
    }
  }
