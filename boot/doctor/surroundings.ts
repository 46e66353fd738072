import { access, constants, mkdir, statfs } from 'node:fs/promises'
import { resolve } from 'node:path'

import type { Finding } from '../finding'
import { bad, ok, warn } from '../finding'

export function nodeVersion(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const enough = major > 20 || (major === 20 && minor >= 19)
  return enough
    ? ok('Node.js', process.versions.node)
    : bad('Node.js', process.versions.node, '请安装 Node.js 20.19 或更新的版本 · install 20.19 or newer')
}

export async function dataFolder(folder: string): Promise<Finding> {
  const name = '数据目录 data'
  try {
    await mkdir(folder, { recursive: true })
    await access(folder, constants.W_OK)
    const { bavail, bsize } = await statfs(folder)
    const gigabytes = (bavail * bsize) / 1e9
    const detail = `${resolve(folder)},可用 ${gigabytes.toFixed(1)} GB`
    return gigabytes < 1
      ? warn(name, detail, '剩余空间不足 1 GB,请清理或更换目录(DATA_DIR)· less than 1 GB left')
      : ok(name, detail)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    return bad(
      name,
      why,
      '请让运行中枢的用户可写该目录,或用 DATA_DIR 指定别处 · make it writable or set DATA_DIR',
    )
  }
}
