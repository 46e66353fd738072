/** Steps in which a part of the whole is measured; with at most 1000 tenths every product stays a whole number. */
const steps = 2 ** 32

/**
 * Splits a whole number into whole parts in proportion to `weights`, by largest remainder (Hamilton's method):
 * everybody gets the share rounded down, what is left goes one each to the largest remainders, earlier ones first.
 * The parts add up to `whole` exactly, because everything is counted in whole steps.
 */
export const apportion = (whole: number, weights: readonly number[]): number[] => {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  if (total <= 0 || whole <= 0) return weights.map(() => 0)
  const measured = weights.map((weight) => Math.round((weight / total) * steps))
  const sum = measured.reduce((before, part) => before + part, 0)
  const parts = measured.map((part) => Math.floor((part * whole) / sum))
  const remainders = measured.map((part, i) => part * whole - (parts[i] ?? 0) * sum)
  const left = whole - parts.reduce((before, part) => before + part, 0)
  const order = weights.map((_, i) => i).sort((a, b) => (remainders[b] ?? 0) - (remainders[a] ?? 0) || a - b)
  for (const i of order.slice(0, left)) parts[i] = (parts[i] ?? 0) + 1
  return parts
}
