import { randomUUID } from 'node:crypto'

import { Fault } from '../../../contract/fault'
import type { ShownMessage, SimulatedPlatform } from '../simulated-platform'
import { BringMessages } from './bring-messages'
import { CalendarRoutes } from './calendar-routes'
import type { SimulatedEvent } from './calendar-routes'
import { CallLimits } from './call-limits'
import { CardRoutes } from './card-routes'
import { Conversations } from './conversations'
import { Credentials } from './credentials'
import { DirectoryRoutes } from './directory-routes'
import type { DingtalkCounters, DingtalkFaults } from './faults'
import { HttpFront } from './http-front'
import type { Asked } from './http-front'
import { trialTemplate, usualPace } from './options'
import type { SimulatedDingtalkOptions, SimulatedPace } from './options'
import { cardPress, robotMessage } from './payloads'
import type { RobotMessage } from './payloads'
import { pressOutcome } from './press-outcome'
import { Refusal } from './refusal'
import { RobotRoutes } from './robot-routes'
import { MediaStore } from './media-store'
import { requestOf } from './shown-card'
import { switches } from './switches'
import { StreamGateway } from './stream-gateway'
import { DingtalkWeb } from './web'

const cardTopic = '/v1.0/card/instances/callback'
const offDuty = '机器人当前不在线，没有收到这条消息。请稍后再发。'

/** DingTalk on loopback: what it takes and refuses, how it pushes, and what people then see. */
export class SimulatedDingtalk implements SimulatedPlatform {
  readonly platform = 'dingtalk'
  readonly faults: DingtalkFaults
  private readonly pace: SimulatedPace
  private readonly members: ReadonlyMap<string, string>
  private readonly conversations: Conversations
  private readonly credentials: Credentials
  private readonly gateway: StreamGateway
  private readonly messages: BringMessages
  private readonly cards: CardRoutes
  private readonly robot: RobotRoutes
  private readonly directory: DirectoryRoutes
  private readonly calendar: CalendarRoutes
  private readonly media = new MediaStore()
  /** Pages of the app: 重定向 URL and codes of the client. */
  readonly web: DingtalkWeb
  private readonly limits: CallLimits
  private readonly front: HttpFront
  private readonly violated: string[] = []

  constructor(private readonly options: SimulatedDingtalkOptions) {
    this.pace = { ...usualPace, ...options.pace }
    this.members = new Map(options.members.map(({ userId, name }) => [userId, name]))
    this.conversations = new Conversations(options.stateFile)
    this.credentials = new Credentials(options, this.pace)
    this.limits = new CallLimits(this.pace.callsPerSecond, this.pace.callsInAll)
    const violated = (what: string): void => this.note(what)
    this.gateway = new StreamGateway(this.credentials, this.pace, options.clientId, violated)
    this.messages = new BringMessages(this.gateway, this.pace)
    const robotCode = options.clientId
    const isMember = (userId: string): boolean => this.members.has(userId)
    const deps = { conversations: this.conversations, media: this.media, robotCode, isMember, violated }
    this.cards = new CardRoutes(deps)
    this.robot = new RobotRoutes(deps)
    this.directory = new DirectoryRoutes(options.members, options.departments ?? [], options.range)
    this.calendar = new CalendarRoutes(options.members)
    this.web = new DingtalkWeb({
      clientId: options.clientId,
      corpId: corpIdOf(options),
      isApp: (id, secret) => this.credentials.isApp(id, secret),
      isMember,
      now: Date.now,
    })
    this.front = new HttpFront(
      options.host ?? '127.0.0.1',
      options.port ?? 0,
      (asked) => this.handle(asked),
      (request, socket, head) => this.gateway.upgrade(request, socket, head),
      this.web.page,
    )
    this.faults = switches(this.gateway, this.front, this.credentials, this.messages)
  }

  async start(): Promise<void> {
    await this.front.listen()
    this.gateway.start()
  }

  async stop(): Promise<void> {
    this.gateway.close()
    await this.front.vanish()
    this.conversations.close()
  }

  settings(): Readonly<Record<string, string>> {
    return {
      DINGTALK_CLIENT_ID: this.options.clientId,
      DINGTALK_CLIENT_SECRET: this.options.clientSecret,
      DINGTALK_API_BASE: this.front.base,
      DINGTALK_OAPI_BASE: this.front.base,
      DINGTALK_CARD_TEMPLATE_ID: trialTemplate,
      DINGTALK_CORP_ID: corpIdOf(this.options),
      DINGTALK_LOGIN_BASE: this.front.base,
    }
  }

  /** The address that a browser opens in order to be this person's client at that link. */
  followAs(userId: string, url: string): string {
    return this.front.base + this.web.followAs(userId, url)
  }

  typeAs(userId: string, text: string): Promise<void> {
    this.conversations.say(userId, 'me', { form: 'text', text })
    return this.bring(userId, {
      ...this.messageFrom(userId, userId, '1'),
      msgtype: 'text',
      text: { content: text },
    })
  }

  /** Speech: DingTalk sends the transcript along. */
  speakAs(userId: string, recognition: string): Promise<void> {
    this.conversations.say(userId, 'me', { form: 'text', text: recognition })
    const content = { downloadCode: randomUUID(), duration: 2_000, recognition }
    return this.bring(userId, { ...this.messageFrom(userId, userId, '1'), msgtype: 'audio', content })
  }

  /** Mentions the robot in a group; the conversation has the group's name. */
  typeInGroupAs(userId: string, group: string, text: string): Promise<void> {
    this.conversations.say(group, 'me', { form: 'text', text })
    this.robot.joinGroup(`cid${group}==`, group)
    const said = {
      msgtype: 'text',
      text: { content: ` ${text}` },
      conversationTitle: group,
      isInAtList: true,
    }
    return this.bring(group, { ...this.messageFrom(userId, group, '2'), ...said })
  }

  /** Rejects with a Fault when the press fails for the person; the card is as it was and can be pressed again. */
  async pressAs(userId: string, messageId: string, key: string): Promise<void> {
    const card = this.conversations.cardAt(userId, messageId)
    const request = card === undefined ? undefined : requestOf(card.params, key)
    if (card === undefined || request === undefined)
      throw pressFailed('这张卡片上没有这个按钮。', 'not-found')
    if (!card.callback) throw pressFailed('这张卡片没有使用 Stream 回调。', 'platform-refused')
    const asked = this.gateway.ask(cardTopic, cardPress(userId, card.outTrackId, request), this.pace.press)
    if (asked === false) throw pressFailed('服务开小差了，请稍后重试。', 'platform-unreachable')
    const ack = await asked
    if (ack === undefined) throw pressFailed('操作超时，请重试。', 'platform-unreachable')
    this.applyAnswer(card.outTrackId, ack.data)
  }

  /** The bytes behind a media id, as the client would show them. */
  image(mediaId: string): Buffer | undefined {
    return this.media.image(mediaId)
  }

  /** Writes something into a person's own calendar, as he would himself. */
  addEvent(userId: string, event: SimulatedEvent): void {
    this.calendar.add(userId, event)
  }

  conversation(userId: string): readonly ShownMessage[] {
    return this.conversations.of(userId)
  }

  onChange(listener: (userId: string) => void): () => void {
    return this.conversations.onChange(listener)
  }

  counters(): DingtalkCounters {
    const { opens, connections, liveConnections, listening, maxLive, pongs } = this.gateway
    const { shown } = this.conversations
    const tokens = this.credentials.issued
    return {
      ...{ opens, connections, liveConnections, listening, maxLive, pongs, shown, tokens },
      spent: this.limits.spent,
      uploads: this.media.uploads,
      underWay: this.messages.underWay,
      sockets: this.front.openSockets,
      calls: { ...this.front.calls },
    }
  }

  /** What the client did that DingTalk would bear in silence and that is wrong all the same. */
  violations(): readonly string[] {
    return this.violated
  }

  private handle({ method, url, headers, body }: Asked): object {
    const route = `${method} ${url.pathname}`
    if (route === 'POST /v1.0/gateway/connections/open') {
      return this.gateway.open(jsonOf(body), `${this.front.base.replace('http', 'ws')}/connect`)
    }
    if (route === 'POST /v1.0/oauth2/accessToken') return this.accessToken(jsonOf(body))
    if (route === 'GET /gettoken') return this.legacyToken(url.searchParams)
    if (route === 'POST /robot/sendBySession') {
      return this.robot.sendBySession(url.searchParams.get('session'), jsonOf(body))
    }
    if (route === 'POST /v1.0/oauth2/userAccessToken') return this.web.userToken(jsonOf(body))
    if (route === 'GET /v1.0/contact/users/me') return this.web.me(headers['x-acs-dingtalk-access-token'])
    const legacy = this.legacy[route]
    if (legacy !== undefined) {
      this.credentials.checkLegacyToken(url.searchParams.get('access_token'))
      this.limits.spendLegacy(route, Date.now())
      return legacy({ method, url, headers, body })
    }
    const work = this.calendar.matches(route) ? () => this.calendar.view(url) : this.metered[route]
    if (work === undefined) throw new Refusal(404, 'InvalidAction.NotFound', `there is no ${route}`)
    this.credentials.checkToken(headers['x-acs-dingtalk-access-token'])
    this.limits.spend(route, Date.now())
    return work(jsonOf(body))
  }

  private readonly metered: Readonly<Record<string, (body: unknown) => object>> = {
    'POST /v1.0/card/instances/createAndDeliver': (body) => this.cards.createAndDeliver(body),
    'POST /v1.0/card/instances/deliver': (body) => this.cards.deliver(body),
    'PUT /v1.0/card/instances': (body) => this.cards.update(body),
    'PUT /v1.0/card/streaming': (body) => this.cards.stream(body),
    'POST /v1.0/robot/groupMessages/send': (body) => this.robot.groupSend(body),
    'POST /v1.0/robot/oToMessages/batchSend': (body) => this.robot.batchSend(body),
  }

  private readonly legacy: Readonly<Record<string, (asked: Asked) => object>> = {
    'GET /auth/scopes': () => this.directory.scopes(),
    'POST /topapi/v2/department/get': ({ body }) => this.directory.getDepartment(jsonOf(body)),
    'POST /topapi/v2/department/listsub': ({ body }) => this.directory.listSub(jsonOf(body)),
    'POST /topapi/v2/user/list': ({ body }) => this.directory.listUsers(jsonOf(body)),
    'POST /topapi/v2/user/getuserinfo': ({ body }) => this.web.userInfo(jsonOf(body)),
    'POST /topapi/user/getbyunionid': ({ body }) => this.web.byUnionId(jsonOf(body)),
    'POST /topapi/v2/user/get': ({ body }) => this.directory.getUser(jsonOf(body)),
    'POST /media/upload': ({ url, headers, body }) =>
      this.media.upload(url.searchParams.get('type'), headers['content-type'] ?? '', body),
  }

  private accessToken(body: unknown): object {
    const { appKey, appSecret } = (body ?? {}) as Record<string, unknown>
    if (!this.credentials.isApp(appKey, appSecret)) throw new Refusal(400, 'invalidClientIdOrSecret')
    return { accessToken: this.credentials.giveToken(), expireIn: Math.ceil(this.pace.token / 1_000) }
  }

  private legacyToken(query: URLSearchParams): object {
    if (!this.credentials.isApp(query.get('appkey'), query.get('appsecret'))) {
      return { errcode: 40089, errmsg: '不合法的 appkey 或 appsecret' }
    }
    return {
      errcode: 0,
      access_token: this.credentials.giveToken(),
      expires_in: Math.ceil(this.pace.token / 1_000),
    }
  }

  private messageFrom(userId: string, conversation: string, conversationType: '1' | '2'): RobotMessage {
    const until = Date.now() + this.pace.sessionWebhook
    const session = this.robot.openSession(conversation, until)
    return robotMessage({
      ...{ userId, name: this.members.get(userId) ?? userId, conversation, conversationType },
      robotCode: this.options.clientId,
      webhook: { url: `${this.front.base}/robot/sendBySession?session=${session}`, until },
    })
  }

  private bring(conversation: string, data: RobotMessage): Promise<void> {
    if (!this.messages.bring(data))
      this.conversations.say(conversation, 'bot', { form: 'text', text: offDuty })
    return Promise.resolve()
  }

  private applyAnswer(outTrackId: string, data: unknown): void {
    const outcome = pressOutcome(data, (params) => this.cards.checked(params))
    if (outcome.kind === 'wrong') {
      this.note(`the answer to a press: ${outcome.why}`)
      throw pressFailed('操作失败，请重试。', 'platform-refused')
    }
    if (outcome.kind === 'change') this.conversations.changeCard(outTrackId, outcome.params, outcome.byKey)
  }

  private note(what: string): void {
    this.violated.push(what)
    if (this.violated.length > 1_000) this.violated.shift()
    this.options.log?.(what)
  }
}

const corpIdOf = ({ corpId }: SimulatedDingtalkOptions): string => corpId ?? 'dingtrialcorp'

const pressFailed = (
  message: string,
  code: 'not-found' | 'platform-refused' | 'platform-unreachable',
): Fault => new Fault({ code, message, advice: '卡片没有变化，可以再按一次。' })

const jsonOf = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString('utf8')) as unknown
  } catch {
    return undefined
  }
}
