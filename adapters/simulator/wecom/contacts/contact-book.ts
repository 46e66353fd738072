export interface SimulatedFollower {
  readonly userId: string
  /** Seconds. */
  readonly createtime: number
  readonly remark?: string
  readonly remarkCorpName?: string
  readonly remarkMobiles?: readonly string[]
  /** Ids of tags of the company. */
  readonly tagIds?: readonly string[]
  /** Names of his own tags. */
  readonly ownTags?: readonly string[]
  readonly state?: string
}

export interface SimulatedContact {
  readonly externalId: string
  /** 1 WeChat, 2 WeCom. */
  readonly type: 1 | 2
  readonly name: string
  readonly position?: string
  readonly corpName?: string
  readonly corpFullName?: string
  readonly unionid?: string
  readonly followers: readonly SimulatedFollower[]
}

export interface SimulatedTagGroup {
  readonly name: string
  readonly tags: readonly { readonly id: string; readonly name: string; readonly deleted?: boolean }[]
}

/** The customers of a company (客户联系) as the platform has them. */
export interface SimulatedContactBook {
  readonly contacts: readonly SimulatedContact[]
  /** 配置了客户联系功能的成员. */
  readonly followUsers: readonly string[]
  readonly tagGroups?: readonly SimulatedTagGroup[]
  /** Whether the app is listed under 可调用接口的应用; it is where left out. */
  readonly granted?: boolean
  /** Members who may not be asked for, with what is answered instead. */
  readonly refusedUsers?: Readonly<Record<string, number>>
}

export interface ContactLimits {
  /** Calls a minute for each interface; the smaller of the published limits. */
  readonly callsPerMinute: number
  /** How long a cursor leads on, in milliseconds. */
  readonly cursorLife: number
}

export const usualContactLimits: ContactLimits = { callsPerMinute: 1_000, cursorLife: 300_000 }
