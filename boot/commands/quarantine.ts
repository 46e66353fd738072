import type { Command } from 'commander'

import { createQuarantine } from '../../api/console'
import { sayTable } from './say'
import { withCore } from './with-core'

export function addQuarantine(program: Command): void {
  program
    .command('quarantine')
    .description(
      '读不懂的事件,按原因与事件名 · events that could not be read; give them a meaning with POST /v1/quarantine/map',
    )
    .action(() =>
      withCore(async (core) => {
        const rows = await createQuarantine(core.database).summary()
        sayTable([
          ['数量', '原因', '事件名'],
          ...rows.map((r) => [String(r.count), r.reason, r.eventName ?? '-']),
        ])
      }),
    )
}
