import type { Command } from 'commander'

import { examine } from '../doctor/examine'
import { tell } from '../finding'
import { say } from './say'

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('检查运行环境,说清哪里不对、该怎么办 · says what is wrong and what to do')
    .action(async () => {
      const findings = await examine(process.env)
      for (const line of findings.flatMap(tell)) say(line)
      if (findings.some((f) => f.state === 'bad')) process.exitCode = 1
    })
}
