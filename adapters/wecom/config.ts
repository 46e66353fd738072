/** What the bot needs to speak to WeCom (智能机器人, API mode, long connection; DOC 101463). */
export interface WecomBotConfig {
  readonly botId: string
  readonly secret: string
  /** Another gateway than `wss://openws.work.weixin.qq.com`: the simulator, or a relay of the company. */
  readonly wsUrl?: string
  /** The bot's display name. Groups put `@name` into the text; without it only a name without spaces is found. */
  readonly botName?: string
  /**
   * Keeps the task_ids of one installation apart from those of another that used the same bot: a task_id is unique
   * per bot for ever, so a hub set up anew beside an old bot would be told that its first cards exist already.
   * Up to 32 of `0-9A-Za-z_-`; left out, task_id is the reference itself.
   */
  readonly taskSpace?: string
  /** Tests are impatient; everybody else leaves this out. */
  readonly pace?: Partial<Pace>
}

/** Lengths in milliseconds. */
export interface Pace {
  /** Wait before the first new attempt; doubles with every attempt that fails. */
  readonly reconnectBase: number
  readonly reconnectCap: number
  /** From the start of an attempt to the answer to the subscribe. */
  readonly authWithin: number
  readonly heartbeat: number
  /** A connection that lasted this long makes the next wait short again. */
  readonly stableAfter: number
  /** How many refused subscribes in a row are retried at the usual pace. */
  readonly quickAuthTries: number
  /** The wait between attempts after that. */
  readonly authRetry: number
  readonly ackWithin: number
  /** What the hub may take to answer a press or an opened chat, of the five seconds that WeCom allows. */
  readonly answerWithin: number
  /** What the hub may take to answer a message. */
  readonly replyWithin: number
  /** How long an answer waits for a new connection when its own was lost. */
  readonly answerPatience: number
}

/**
 * A gateway that comes back is spoken to within 15 s: in the worst case an attempt has just begun (authWithin) and
 * the longest wait follows (reconnectCap). A connection that went silent is noticed at the third heartbeat, because
 * the SDK gives up after two without an answer. WeCom asks for a heartbeat every 30 s at the latest; that would
 * leave up to 90 s of silence.
 */
export const usualPace: Pace = {
  reconnectBase: 500,
  reconnectCap: 5_000,
  authWithin: 6_000,
  heartbeat: 4_000,
  stableAfter: 10_000,
  quickAuthTries: 5,
  authRetry: 300_000,
  ackWithin: 5_000,
  answerWithin: 4_000,
  replyWithin: 15_000,
  answerPatience: 20_000,
}
