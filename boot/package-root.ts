import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The folder of package.json, whether this runs from the sources or from dist/. */
export function packageRoot(from = __dirname): string {
  let folder = from
  while (!existsSync(join(folder, 'package.json')) || !existsSync(join(folder, 'assets'))) {
    const above = dirname(folder)
    if (above === folder) throw new Error('package.json is missing: the installation is incomplete')
    folder = above
  }
  return folder
}

export const assets = (...path: string[]): string => join(packageRoot(), 'assets', ...path)
