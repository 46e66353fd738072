import { readLibrary } from '../../api/documents'
import type { Config } from '../config'
import type { Finding } from '../finding'
import { bad, ok, warn } from '../finding'

const name = '资料 documents'

/** Whether the documents that customers may be sent can be handed out. Nothing where there is no list. */
export async function documents({
  documents: list,
  publicUrl,
  trial,
}: Pick<Config, 'documents' | 'publicUrl' | 'trial'>): Promise<Finding[]> {
  if (list === null) return []
  try {
    const known = [...(await readLibrary(list)).values()].map((document) => document.name).join('、')
    if (publicUrl !== null || trial) return [ok(name, known)]
    return [
      warn(
        name,
        `${known},但没有对外地址 · but no public address`,
        '设置 PUBLIC_URL,卡片上才有发送按钮 · set PUBLIC_URL, or no card has the button',
        'no-public-url',
      ),
    ]
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause)
    return [bad(name, detail, '按提示改好清单,否则中枢启动不了 · mend the list, or the hub does not start')]
  }
}
