import { gunzipSync } from 'node:zlib'

import { Fault } from '../../contract/fault'

const most = 10 * 1024 * 1024
const ratio = 100
const floor = 64 * 1024

/** gzip inside a form field. At most 10 MiB and a hundred times its size (or 64 KiB) come out. */
export const inflateField = (packed: Buffer): Buffer => {
  try {
    return gunzipSync(packed, { maxOutputLength: Math.min(most, Math.max(floor, packed.length * ratio)) })
  } catch (error) {
    throw new Fault({
      code: 'bad-encoding',
      message:
        '字段中的 gzip 数据不完整或解压后过大。The gzip data in the field is cut off or unfolds too far.',
      advice: '请检查传输是否被截断,或减小每批事件数。Check for truncation or send smaller batches.',
      cause: error,
    })
  }
}
