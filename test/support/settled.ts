import { awaitUntil } from './await-until'
import type { HubProcess } from './hub-process'

/** Resolves when everything in the log is judged and nothing waits to be sent. */
export const settled = (hub: HubProcess, withinMs: number): Promise<unknown> =>
  awaitUntil(
    'everything to be judged and told',
    async () => {
      const figures = await figuresOf(hub)
      const behind = (figures.get('zhongshu_log_head') ?? NaN) - (figures.get('zhongshu_log_position') ?? NaN)
      const idle = behind === 0 && figures.get('zhongshu_notices{state="waiting"}') === 0
      // A busy loop of questions would itself be the load.
      if (!idle) await new Promise((resolve) => setTimeout(resolve, 100))
      return idle
    },
    withinMs,
  )

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
