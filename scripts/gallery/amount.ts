import { instant } from '../../contract/quantities'

/** How much there is to say. */
export type Amount = 'usual' | 'little' | 'much'

export const sampledAt = instant(Date.UTC(2026, 10, 23, 6, 2))
export const many = (amount: Amount, usual: number, much: number): number =>
  ({ little: 1, usual, much })[amount]

/** The same text, and where there is much to say a far longer one. */
export const text = (amount: Amount, usual: string): string =>
  amount === 'much'
    ? `${usual}(华东区域、智能制造事业部、二期扩建项目)，需要在本季度内完成 3 轮选型与评审，预算 ¥1,280,000 🏭`
    : usual
