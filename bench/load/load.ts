import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { join } from 'node:path'

import type { LoadPlan, LoadReport } from './plan'

/** The load generator in a process of its own, so that it shares the machine with the hub but not its thread. */
export interface Load {
  run(plan: LoadPlan): Promise<LoadReport>
  stop(): void
}

export function startLoad(): Load {
  const child = fork(join(__dirname, 'generator.js'), { execArgv: [] })
  return {
    run: (plan) => asked(child, plan),
    stop: () => void child.disconnect(),
  }
}

const asked = (child: ChildProcess, plan: LoadPlan): Promise<LoadReport> =>
  new Promise((resolve, reject) => {
    const gone = (): void => reject(new Error('the load generator has stopped'))
    child.once('exit', gone)
    child.once('message', (answer: LoadReport | { readonly failed: string }) => {
      child.off('exit', gone)
      if ('failed' in answer) reject(new Error(answer.failed))
      else if (Object.keys(answer.refused).length > 0)
        reject(new Error(`requests were refused: ${JSON.stringify(answer.refused)}`))
      else resolve(answer)
    })
    child.send(plan)
  })
