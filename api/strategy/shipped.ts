import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'

import { Fault } from '../../contract/fault'
import type { RuleAction, RuleDocument, StrategyPackage } from '../../contract/rule'
import { readPackage, readRule } from './read-documents'
import type { Reading } from './read-documents'

export interface Shipped {
  readonly rules: readonly RuleDocument[]
  readonly packages: readonly StrategyPackage[]
}

/**
 * Reads what comes with the hub from one folder: `<id>.rule.json` and `<id>.package.json`, by name. Throws Fault
 * `bad-configuration` when a document is not right or a rule names a package that is not there.
 */
export const loadShipped = async (folder: string): Promise<Shipped> => {
  const names = (await readdir(folder)).sort()
  const load = <T>(ending: string, read: (value: unknown) => Reading<T>): Promise<T[]> =>
    Promise.all(
      names.filter((name) => name.endsWith(ending)).map((name) => loadOne(join(folder, name), name, read)),
    )
  const shipped = {
    rules: await load('.rule.json', readRule),
    packages: await load('.package.json', readPackage),
  }
  checkPackages(shipped)
  return shipped
}

const loadOne = async <T>(path: string, name: string, read: (value: unknown) => Reading<T>): Promise<T> => {
  const result = read(JSON.parse(await readFile(path, 'utf8')))
  if (result.ok) return result.value
  throw wrong(`${name}:${result.problems.map(({ path, message }) => `${path} ${message}`).join(';')}`)
}

const checkPackages = ({ rules, packages }: Shipped): void => {
  const known = new Set(packages.map(({ id }) => id))
  for (const { id, then } of rules) {
    for (const action of then) {
      const named = packageOf(action)
      if (named !== undefined && !known.has(named)) throw wrong(`规则 ${id} 用到的策略包 ${named} 不存在`)
    }
  }
}

const packageOf = (action: RuleAction): string | undefined => {
  if ('startPackage' in action) return action.startPackage
  return 'stopPackage' in action ? action.stopPackage : undefined
}

const wrong = (message: string): Fault =>
  new Fault({
    code: 'bad-configuration',
    message: `随附的规则有误。${message}`,
    advice: '请恢复 assets/rules 中的原文件,或按提示改正。',
  })
