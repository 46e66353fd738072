import { openDatabase } from '../../../../api/database'
import type { DatabaseUrl } from '../../../../api/database'
import { importTouchpoints } from '../../../../api/imports'
import type { TouchpointInbox } from '../../../../contract/ports/inbox'
import { taskOn } from './import-stage'

/** Imports until a batch is in the log, then says so and never hears of it: the worst moment to be killed. */
async function main([url = '', file = '', source = '']: readonly string[]): Promise<void> {
  const task = await taskOn(await openDatabase(JSON.parse(url) as DatabaseUrl), source)
  let batches = 0
  const inbox: TouchpointInbox = {
    accept: async (batch) => {
      const receipt = await task.inbox.accept(batch)
      if ((batches += 1) < 6) return receipt
      process.stdout.write('holding\n')
      return new Promise(() => undefined)
    },
  }
  // Without anything to wait for, the process would end by itself.
  setInterval(() => undefined, 60_000)
  await importTouchpoints({ ...task, file, inbox })
}

void main(process.argv.slice(2))
