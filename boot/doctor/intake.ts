import { createQuarantine } from '../../api/console'
import type { Database } from '../../api/database'
import { createLogStore, createSourceStore } from '../../api/touchpoints'
import type { Clock } from '../../contract/ports/clock'
import { hours } from '../../contract/quantities'
import type { Finding } from '../finding'
import { ok, warn } from '../finding'
import { quarantineReason } from '../reasons'

/** Kinds of source that nobody expects to be heard all day. */
const ownKinds = new Set(['hub', 'directory', 'import', 'contacts'])
const MOST_REASONS = 5

/** What comes in, what is silent, and what could not be read. */
export async function intake(database: Database, clock: Clock): Promise<Finding[]> {
  return [...(await sources(database, clock)), ...(await quarantine(database))]
}

async function sources(database: Database, clock: Clock): Promise<Finding[]> {
  const heard = new Map((await createLogStore(database).countBySource()).map((c) => [Number(c.source), c]))
  const all = (await createSourceStore(database).all()).filter((s) => !ownKinds.has(s.kind))
  if (all.length === 0) {
    return [
      warn(
        '来源 sources',
        '还没有触点来源 · there is none yet',
        '用 zhongshu source add 官网 --kind native 建一个,把密钥填到来源侧 · make one and give its key to the sender',
        'no-source',
      ),
    ]
  }
  return all.map(({ id, name }) => {
    const label = `来源「${name}」 source`
    const count = heard.get(id)
    if (count === undefined)
      return warn(
        label,
        '从未收到触点 · nothing ever received',
        '检查来源侧的地址和写入密钥;不确定就用 zhongshu source rotate 换一把新的 · check address and write key',
        'source-never',
      )
    const last = new Date(count.lastReceivedAt).toISOString()
    return clock.now() - count.lastReceivedAt > hours(24)
      ? warn(
          label,
          `最后一条在 ${last} · last heard then`,
          '检查来源侧是否仍在上报、密钥是否换过 · does the sender still send, was the key changed?',
          'source-silent',
        )
      : ok(label, `${count.touchpoints} 个触点,最近 ${last}`)
  })
}

async function quarantine(database: Database): Promise<Finding[]> {
  const rows = await createQuarantine(database).summary()
  return rows.slice(0, MOST_REASONS).map(({ reason, eventName, count }) => {
    const { what, todo } = quarantineReason(reason)
    const of = eventName === null ? '' : `「${eventName}」`
    return warn('隔离区 quarantine', `${count} 条${of}:${what}`, todo, reason)
  })
}
