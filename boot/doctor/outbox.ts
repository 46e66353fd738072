import { createCardPath } from '../../api/console'
import type { Database } from '../../api/database'
import type { Clock } from '../../contract/ports/clock'
import { days, minus } from '../../contract/quantities'
import type { Finding } from '../finding'
import { ok, warn } from '../finding'
import { deliveryReason } from '../reasons'

const LOOK_BACK = days(7)

/** What was to be told in the last seven days and has not reached anybody, by what holds it. */
export async function outbox(database: Database, clock: Clock): Promise<Finding[]> {
  const name = '投递 delivery'
  const held = await createCardPath(database).undelivered(minus(clock.now(), LOOK_BACK))
  if (held.length === 0) return [ok(name, '七天内该送的都送到了 · all of seven days arrived')]
  return held.map(({ state, code, detail, count }) => {
    if (code === null)
      return warn(
        name,
        `${count} 条在排队:还没轮到,或每人每分钟 20 条的上限 · waiting for its turn or for the member’s budget`,
        '服务在运行的话会自动发出;几分钟后仍在,请看「服务」一项 · it leaves by itself while the hub runs',
        'waiting',
      )
    const { what, todo } = deliveryReason(code, detail)
    const kept = state === 'waiting' ? '等待重试 will be tried again' : state === 'skipped' ? '不再发 skipped' : '被拒 refused' // prettier-ignore
    return warn(name, `${count} 条${kept}:${what}`, todo, code)
  })
}
