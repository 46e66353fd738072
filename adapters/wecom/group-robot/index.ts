import type { AxiosInstance } from 'axios'
import { z } from 'zod'

import type { Clock } from '../../../contract/ports/clock'
import { minutes, seconds } from '../../../contract/quantities'
import { formOf } from '../app/media-uploads'
import type { Log } from '../log'
import { BackOff } from '../rest/back-off'
import { callHttp, ownHttp } from '../rest/http-call'
import { usualCall } from '../rest/rest-config'
import type { RestOutcome } from '../rest'
import { wording } from '../wording'
import { MinuteWindow } from './minute-window'
import { mostPictureBytes, robotBody } from './robot-content'
import type { RobotContent, RobotWords } from './robot-content'

export type { RobotContent } from './robot-content'

export interface GroupRobotConfig {
  /** The robot's webhook address with its key, which is its only secret. */
  readonly url: string
  /** Milliseconds. */
  readonly call?: number
}

/** Speaks into one internal group and hears nothing. */
export interface GroupRobot {
  say(content: RobotContent): Promise<RestOutcome<undefined>>
}

/** WeCom takes twenty a minute of a robot; one is left to whoever else has its address. */
const mostAMinute = 19

/**
 * A group's robot (群机器人, 消息推送): needs its address and nothing else. It never throws, repeats nothing, and says
 * of what is over the rate when it would fit. Neither its address nor what it says reaches the log.
 */
export const createGroupRobot = (
  config: GroupRobotConfig,
  deps: { readonly log: Log; readonly clock: Clock; readonly http?: AxiosInstance },
): GroupRobot => new Robot(config, { ...deps, http: deps.http ?? ownHttp() })

class Robot implements GroupRobot {
  private readonly window = new MinuteWindow(mostAMinute)
  private readonly backOff = new BackOff()
  private readonly base: string
  private readonly path: string
  private readonly key: string

  constructor(
    private readonly config: GroupRobotConfig,
    private readonly deps: { readonly log: Log; readonly clock: Clock; readonly http: AxiosInstance },
  ) {
    const { origin, pathname, searchParams } = new URL(config.url)
    this.base = origin
    this.path = pathname
    this.key = searchParams.get('key') ?? ''
  }

  async say(content: RobotContent): Promise<RestOutcome<undefined>> {
    if (content.kind === 'picture' && content.bytes.length > mostPictureBytes) return tooLarge
    const wait = this.rest()
    if (wait !== undefined) return wait
    return content.kind === 'file' ? this.sayFile(content) : this.post(robotBody(content))
  }

  /** An upload is of this robot only, and shown once, so it is made anew each time. */
  private async sayFile(file: Exclude<RobotContent, RobotWords>): Promise<RestOutcome<undefined>> {
    const path = this.path.replace(/send$/, 'upload_media')
    const answer = await this.call(path, formOf(file), { type: 'file' })
    if (answer.kind !== 'answered') return answer
    const read = z.object({ media_id: z.string().min(1) }).safeParse(answer.value)
    if (!read.success) return unreadable
    return this.post({ msgtype: 'file', file: { media_id: read.data.media_id } })
  }

  private async post(body: object): Promise<RestOutcome<undefined>> {
    const answer = await this.call(this.path, body, {})
    return answer.kind === 'answered' ? { kind: 'answered', value: undefined } : answer
  }

  private rest(): RestOutcome<never> | undefined {
    const now = this.deps.clock.now()
    const held = this.backOff.rest(this.path, now)
    if (held > 0) return { kind: 'try-later', after: held, code: 'wecom-45009' }
    const wait = this.window.take(now)
    return wait > 0 ? { kind: 'try-later', after: wait, code: 'robot-budget' } : undefined
  }

  private async call(
    path: string,
    body: object,
    query: Readonly<Record<string, string>>,
  ): Promise<RestOutcome<unknown>> {
    const { call = usualCall } = this.config
    const asked = {
      method: 'POST',
      base: this.base,
      path,
      query: { ...query, key: this.key },
      body,
      call,
    } as const
    const answer = await callHttp(this.deps.http, this.deps.log, asked)
    if (answer === undefined) return { kind: 'try-later', after: seconds(10), code: 'no-answer' }
    const read = z.object({ errcode: z.int() }).safeParse(answer.body)
    if (!read.success) return answer.status === 200 ? unreadable : away(answer.status)
    const { errcode } = read.data
    return errcode === 0 ? { kind: 'answered', value: answer.body } : this.refused(errcode)
  }

  private refused(errcode: number): RestOutcome<never> {
    const code = `wecom-${errcode}`
    if (errcode === 45009) {
      return { kind: 'try-later', after: this.backOff.tooOften(this.path, this.deps.clock.now()), code }
    }
    if (errcode === -1 || errcode === 45033) return { kind: 'try-later', after: seconds(10), code }
    const advice = gone.has(errcode) ? wording.robotGone : wording.badBody
    if (gone.has(errcode))
      this.deps.log.error({ code, advice }, 'a wecom group robot does not exist any more')
    return { kind: 'refused', errcode, code, advice }
  }
}

/** 93000 bad key or removed, 93004 disabled, 93008 not in the group. */
const gone: ReadonlySet<number> = new Set([93000, 93004, 93008])

const away = (status: number): RestOutcome<never> => ({
  kind: 'try-later',
  after: minutes(1),
  code: `http-${status}`,
})

const tooLarge = {
  kind: 'refused',
  errcode: 45001,
  code: 'picture-too-large',
  advice: wording.pictureTooLarge,
} as const

const unreadable = {
  kind: 'refused',
  errcode: 0,
  code: 'wecom-unreadable',
  advice: wording.apiUnreadable,
} as const
