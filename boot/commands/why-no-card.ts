import type { Command } from 'commander'

import { createCardPath } from '../../api/console'
import { en, zhCN } from '../../bot'
import { refusedAtTheDoors } from '../doctor/running-hub'
import { tell } from '../finding'
import { whyNoCard } from '../why-no-card/walk'
import { say } from './say'
import { withCore } from './with-core'

export function addWhyNoCard(program: Command): void {
  program
    .command('why-no-card <customer>')
    .description(
      '为什么这位客户没有卡片:从入口到投递走一遍,说清停在哪、该怎么办 · walks the way of a customer’s card and says where it ended',
    )
    .action((customer: string) =>
      withCore(async (core, config) => {
        const context = {
          utcOffsetMinutes: config.utcOffsetMinutes,
          wording: config.language === 'en' ? en : zhCN,
        }
        const refused = await refusedAtTheDoors(config)
        const path = createCardPath(core.database)
        const { findings, stop } = await whyNoCard({ core, path, context, refused }, customer)
        for (const line of findings.flatMap(tell)) say(line)
        say('')
        say(
          stop === undefined
            ? '路上没有发现问题:条件满足时卡片就会来 · nothing is in the way: a card comes when a rule is met'
            : `停在 · it stopped at:${stop.name}`,
        )
        if (stop !== undefined) say(`  ${stop.detail}`)
      }),
    )
}
