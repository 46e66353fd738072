import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Command } from 'commander'

import { openDatabase } from '../../api/database'
import type { QueuedNotice } from '../../api/delivery'
import { createPipeline } from '../../api/flow'
import { topic } from '../../contract/ids'
import { instant, hours, minus } from '../../contract/quantities'
import type { NewTouchpoint } from '../../contract/touchpoint'
import type { Config } from '../config'
import { createLogger } from '../logger'
import { createCoreModules, systemClock } from '../modules'
import { say } from './say'

export function addDemoChain(program: Command): void {
  program
    .command('demo-chain')
    .description('在临时数据库里走一遍:行为 → 标签 → 策略,每步可见 · behaviour, tag, strategy, step by step')
    .action(demoChain)
}

/** The example of the shipped rule from first touchpoint to card, in a database of its own that is removed. */
async function demoChain(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'zhongshu-demo-'))
  const database = await openDatabase({ dialect: 'sqlite', file: join(folder, 'demo.db') })
  try {
    const core = await createCoreModules(
      { contentMap: null, utcOffsetMinutes: 480 } as Config,
      database,
      null,
    )
    await core.people.upsert([
      { key: 'r', name: '张三', role: 'rep', team: '华东', manager: null, addresses: [] },
    ])
    const told: QueuedNotice[] = []
    const pipeline = createPipeline({
      ...core,
      ownerNamed: () => undefined,
      logger: createLogger('silent'),
      delivery: { queue: (_tx, notices) => Promise.resolve(void told.push(...notices)), wake: () => undefined },
    })
    await pipeline.takeOver(1)
    const source = await core.sources.ensure('demo', 'native')
    for (const touchpoint of visits()) {
      await core.inbox.accept({
        source: source.id,
        receivedAt: systemClock.now(),
        touchpoints: [touchpoint],
        unreadable: [],
      })
      await pipeline.step()
      say(
        `触点  ${new Date(touchpoint.occurredAt).toISOString()}  看了 ${touchpoint.object.id},页上有价格页入口`,
      )
    }
    for (const d of (await core.decisions.list({ limit: 20 })).reverse()) {
      const did = d.actions
        .map((a) =>
          'tag' in a ? `打标签「${a.tag}」` : 'startPackage' in a ? `启动策略包 ${a.startPackage}` : '通知',
        )
        .join('、')
      say(
        `决策  D${d.id}  追踪 ${d.trace}  规则 ${d.rule} v${d.ruleVersion} → ${did}  证据 ${d.evidence.join(',')}`,
      )
    }
    for (const { notice, member } of told) say(`卡片  给 ${member.name}:${notice.kind}`)
  } finally {
    await database.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

function visits(): NewTouchpoint[] {
  return [8, 6, 4, 2].map((ago, i) => ({
    sourceEventId: `demo-${i}`,
    occurredAt: instant(minus(systemClock.now(), hours(ago))),
    actor: 'customer',
    verb: 'viewed',
    object: { type: 'document', id: '/docs/api/auth', name: 'API 文档' },
    topic: topic('api-docs'),
    identifiers: [{ type: 'openid', value: 'demo' }],
    visit: `v${i}`,
    profile: { name: '李工', company: '华芯' },
  }))
}
