import { access, constants, mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'

import { Fault } from '../contract/fault'

/** Makes the folder where it is missing. Throws Fault `bad-configuration` where nothing can be written into it. */
export async function ensureDataFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
    await access(folder, constants.W_OK)
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? ''
    throw new Fault({
      code: 'bad-configuration',
      message: `数据目录无法写入 · The data folder cannot be written (${code}): ${resolve(folder)}`,
      advice:
        '请让运行中枢的用户可写该目录,或用 DATA_DIR 指定别处。Make it writable for this user, or name another one in DATA_DIR.',
      cause,
    })
  }
}
