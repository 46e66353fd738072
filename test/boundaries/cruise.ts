import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

const root = join(__dirname, '../..')
const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')

export interface Offence {
  readonly rule: string
  readonly file: string
}

export interface Cruised {
  readonly modules: number
  readonly offences: readonly Offence[]
}

/** Every broken import rule of the tree at `folder`, which may be this repository or the planted miniature of it. */
export const cruise = async (folder: string): Promise<Cruised> => {
  const config = join(root, '.dependency-cruiser.cjs')
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [cruiser, '--config', config, '--output-type', 'json', '.'],
    { cwd: join(root, folder), maxBuffer: 256 * 1024 * 1024 },
  )
  const { summary } = JSON.parse(stdout) as { summary: CruiseSummary }
  return {
    modules: summary.totalCruised,
    offences: summary.violations.map(({ rule, from }) => ({ rule: rule.name, file: from })),
  }
}

interface CruiseSummary {
  readonly totalCruised: number
  readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[]
}
