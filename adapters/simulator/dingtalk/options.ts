export interface SimulatedMember {
  readonly userId: string
  readonly name: string
  /** The root department where left out. */
  readonly departmentIds?: readonly number[]
  /** Departments that the person is marked as 主管 of. */
  readonly leads?: readonly number[]
  readonly managerUserId?: string
  readonly title?: string
  readonly mobile?: string
  /** The mailbox the company gave. */
  readonly orgEmail?: string
}

/** What the app may see (通讯录接口权限范围): departments with all below them, and single people. */
export interface SimulatedRange {
  readonly departmentIds: readonly number[]
  readonly userIds: readonly string[]
}

/** Below the root, whose number is 1. */
export interface SimulatedDepartment {
  readonly id: number
  readonly name: string
  readonly parentId: number
}

export interface SimulatedDingtalkOptions {
  /** 0 or left out chooses one; kept for `comeBack`. */
  readonly port?: number
  /** Loopback where left out. */
  readonly host?: string
  readonly clientId: string
  readonly clientSecret: string
  /** Of the organisation; one where left out. */
  readonly corpId?: string
  readonly members: readonly SimulatedMember[]
  readonly departments?: readonly SimulatedDepartment[]
  /** The whole company where left out. */
  readonly range?: SimulatedRange
  /** An append-only file that brings the conversations back after any end of the process. */
  readonly stateFile?: string
  readonly log?: (message: string) => void
  readonly pace?: Partial<SimulatedPace>
}

/** Lengths in milliseconds unless said otherwise. */
export interface SimulatedPace {
  /** Life of a connection ticket. */
  readonly ticket: number
  /** Life of an access token. */
  readonly token: number
  /** How long a press waits for its answer. */
  readonly press: number
  /** After so long an unacknowledged message is pushed again. */
  readonly redeliver: number
  readonly redeliveries: number
  /** From a `disconnect` frame to the end of the socket. */
  readonly disconnectGrace: number
  readonly systemPing: number
  readonly sessionWebhook: number
  /** Calls. */
  readonly callsPerSecond: number
  /** Calls of the organisation in all, as the quota of a month would have it. */
  readonly callsInAll: number
}

/** As observed of the real platform; the rate is the standard edition's. */
export const usualPace: SimulatedPace = {
  ticket: 90_000,
  token: 7_200_000,
  press: 2_000,
  redeliver: 60_000,
  redeliveries: 3,
  disconnectGrace: 10_000,
  systemPing: 20_000,
  sessionWebhook: 5_400_000,
  callsPerSecond: 20,
  callsInAll: Number.POSITIVE_INFINITY,
}

/** The template that the trial's organisation has published. */
export const trialTemplate = 'zhongshu-trial-0001.schema'
