/** How far a month's quota is used, in steps that somebody should hear of. */
export type QuotaLevel = 'enough' | 'near' | 'nearly-used' | 'used-up'

export interface QuotaUse {
  readonly calls: number
  /** Calls that the platform takes in a month; 0 for no limit. */
  readonly limit: number
  /** Whole per cent, rounded down; 0 where there is no limit. */
  readonly percent: number
  readonly level: QuotaLevel
}

/** Told at 80 %, once more at 95 %, and when nothing is left. */
export const quotaUse = (calls: number, limit: number): QuotaUse => {
  const percent = limit === 0 ? 0 : Math.floor((calls * 100) / limit)
  return { calls, limit, percent, level: levelAt(percent) }
}

const levelAt = (percent: number): QuotaLevel => {
  if (percent >= 100) return 'used-up'
  if (percent >= 95) return 'nearly-used'
  return percent >= 80 ? 'near' : 'enough'
}
