import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Command } from 'commander'

import { openDatabase } from '../../api/database'
import type { QueuedNotice } from '../../api/delivery'
import { createPipeline } from '../../api/flow'
import type { Decision } from '../../contract/decision'
import { topic } from '../../contract/ids'
import { instant, hours, minus } from '../../contract/quantities'
import type { RuleAction } from '../../contract/rule'
import type { NewTouchpoint } from '../../contract/touchpoint'
import { createLogger } from '../logger'
import type { CoreModules } from '../modules'
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
  const url = { dialect: 'sqlite', file: join(folder, 'demo.db') } as const
  const database = await openDatabase(url)
  try {
    const core = await createCoreModules(
      { contentMap: null, database: url, utcOffsetMinutes: 480 },
      database,
      null,
    )
    await play(core)
    await core.inbox.close()
  } finally {
    await database.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function play(core: CoreModules): Promise<void> {
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
      receivedAt: core.clock.now(),
      touchpoints: [touchpoint],
      unreadable: [],
    })
    await pipeline.step()
    say(
      `触点  ${new Date(touchpoint.occurredAt).toISOString()}  看了 ${touchpoint.object.id},页上有价格页入口`,
    )
  }
  for (const decision of (await core.decisions.list({ limit: 20 })).reverse()) say(lineOf(decision))
  for (const { notice, member } of told) say(`卡片  给 ${member.name}:${notice.kind}`)
}

const lineOf = (d: Decision): string =>
  `决策  D${d.id}  追踪 ${d.trace}  规则 ${d.rule} v${d.ruleVersion} → ${d.actions.map(wordsOf).join('、')}  证据 ${d.evidence.join(',')}`

const wordsOf = (action: RuleAction): string => {
  if ('tag' in action) return `打标签「${action.tag}」`
  return 'startPackage' in action ? `启动策略包 ${action.startPackage}` : '通知'
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
