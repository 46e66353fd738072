import { reachable } from '../support/databases'
import { killAgainAndAgain } from './kill-nine-rounds'

const seed = Number(process.env.KILL_SEED ?? Date.now() % 1_000_000)
const kills = Number(process.env.KILLS ?? 200)

describe.each(reachable)('kill -9 on %s', (dialect) => {
  it(`J-04 loses nothing and does nothing twice in ${kills} kills (seed ${seed})`, async () => {
    const outcome = await killAgainAndAgain({
      dialect,
      kills,
      customers: 4 * kills,
      reps: 60,
      livesMs: 1_500,
      seed,
    })
    const starts = outcome.startsMs.toSorted((a, b) => a - b)
    const middle = Math.round(starts[starts.length >> 1] ?? 0)
    process.stdout.write(`${dialect}: ${JSON.stringify({ ...outcome.figures, seed, startMs: middle })}\n`)

    expect({ seed, violations: outcome.violations }).toEqual({ seed, violations: [] })
  }, 3_600_000)
})
