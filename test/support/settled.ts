import { awaitUntil } from './await-until'
import type { HubProcess } from './hub-process'

/** Resolves when everything in the log is judged and nothing waits to be sent. */
export const settled = (hub: HubProcess, withinMs: number): Promise<unknown> =>
  awaitUntil(
    'everything to be judged and told',
    async () => {
      const figures = await figuresOf(hub)
      const behind = (figures.get('zhongshu_log_head') ?? NaN) - (figures.get('zhongshu_log_position') ?? NaN)
      const waiting = figures.get('zhongshu_notices{state="waiting"}')
      if (behind === 0 && waiting === 0) return true
      // A busy loop of questions would itself be the load.
      await new Promise((resolve) => setTimeout(resolve, 100))
      throw new Error(`${behind} touchpoints behind, ${waiting} notices waiting; it said:\n${hub.said}`)
    },
    withinMs,
  )

/**
 * Ends the process when everything is settled, and lets it live once more: what somebody pressed in the last moment may
 * be in the log and not judged when it ends, and is the next one's to judge. Exit codes, of which none may be another
 * than 0.
 */
export async function endedWell(hub: HubProcess, withinMs: number): Promise<readonly (number | null)[]> {
  await settled(hub, withinMs)
  const first = await hub.stop()
  await hub.start()
  await settled(hub, withinMs)
  return [first.code, (await hub.stop()).code]
}

/** The figures of `/metrics` by name and labels. */
export async function figuresOf(hub: HubProcess): Promise<ReadonlyMap<string, number>> {
  const page = await (await fetch(`${hub.url}/metrics`)).text()
  const lines = page.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return new Map(
    lines.map((line) => {
      const at = line.lastIndexOf(' ')
      return [line.slice(0, at), Number(line.slice(at + 1))]
    }),
  )
}
