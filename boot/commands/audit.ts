import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'

import type { Command } from 'commander'

import { Fault } from '../../contract/fault'
import { decisionId } from '../../contract/ids'
import type { DecisionId } from '../../contract/ids'
import type { CoreModules } from '../modules'
import { say } from './say'
import { withCore } from './with-core'

export function addAudit(program: Command): void {
  const audit = program.command('audit').description('决策日志的核查 · checks the log of decisions')

  audit
    .command('verify')
    .description('逐条核对哈希链,找出被改动的一条 · walks the hash chain and finds a changed decision')
    .action(async () => {
      const report = await withCore((core) =>
        core.decisions.verify((checked) => progress(`已核对 ${checked}`)),
      )
      progress('')
      if (report.broken === null) {
        say(`完好:${report.checked} 条决策,链首尾相接 · intact, ${report.checked} decisions`)
        say(`链头 head ${report.head}`)
        return
      }
      say(`D${report.broken.decision} 对不上:${report.broken.reason}`)
      say(
        `在它之前的 ${report.checked} 条完好。请保留数据库现状,从备份比对这一条 · the ${report.checked} before it are intact`,
      )
      process.exitCode = 1
    })

  audit
    .command('export <file>')
    .description('把全部决策连同证据编号写成 JSONL · writes all decisions with their evidence as JSON lines')
    .action((file: string) => withCore((core) => exportDecisions(core, file)))
}

/** Newest first, a page at a time, into a file that was not there before. */
async function exportDecisions(core: CoreModules, file: string): Promise<void> {
  const out = await newFile(file)
  try {
    let before: DecisionId | undefined
    let written = 0
    for (;;) {
      const page = await core.decisions.list({ limit: 500, ...(before === undefined ? {} : { before }) })
      const last = page.at(-1)
      if (last === undefined) break
      await out.write(page.map((decision) => `${JSON.stringify(decision)}\n`).join(''))
      before = decisionId(last.id)
      written += page.length
      progress(`已写出 ${written}`)
    }
    await out.sync()
    progress('')
    say(`${written} 条 → ${file} · ${written} decisions`)
  } finally {
    await out.close()
  }
}

/** An export is evidence: the one of before is never written over. */
async function newFile(file: string): Promise<FileHandle> {
  try {
    return await open(file, 'wx')
  } catch (cause) {
    const exists = (cause as NodeJS.ErrnoException).code === 'EEXIST'
    const why = exists ? '已经存在,没有改动它 · exists and was left alone' : String(cause)
    throw new Fault({
      code: exists ? 'conflict' : 'bad-configuration',
      message: `${file}:${why}`,
      advice: '请换一个文件名或目录再导出 · choose another name or folder',
      cause,
    })
  }
}

const progress = (text: string): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r${text.padEnd(40)}\r`)
}
