import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** A file of assets/, which lies beside the sources and beside dist/ alike. Read once, at start. */
export const readAsset = (name: string, from = __dirname): string => {
  const candidate = join(from, 'assets', name)
  if (existsSync(candidate)) return readFileSync(candidate, 'utf8')
  const above = dirname(from)
  if (above === from) throw new Error(`assets/${name} is missing from this installation`)
  return readAsset(name, above)
}
