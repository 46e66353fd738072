import type { StrategyStanding } from '../../contract/ports/strategy-desk'
import { wordingOf } from '../cards/card-context'
import type { CardContext } from '../cards/card-context'
import { namedLine, paragraph, sayCard } from '../cards/card-model'
import type { Card, Line } from '../cards/card-model'
import { versioned } from '../cards/customer-text'
import { taughtWord } from './command-table'
import { pageEnd, pageOf } from './pages'
import { forbidden, say } from './say'
import type { Session } from './session'

/** Packages and rules, each running or paused. */
export const askStrategies = async (page: number, { desk, asker, context }: Session): Promise<Card> => {
  const wording = wordingOf(context)
  const all = await desk.strategies(asker)
  if (all === null) return forbidden(context)
  const shown = pageOf(all, page)
  const more = all.length > page * 10
  const { title } = wording.chat.strategies
  return sayCard(wording.chat.page(title, page), [
    paragraph(
      '',
      shown.map((strategy) => row(strategy, context)),
    ),
    ...pageEnd({ page, shown: shown.length, more }, taughtWord('strategies', wording), context),
  ])
}

const row = (strategy: StrategyStanding, context: CardContext): Line => {
  const { strategies: words } = wordingOf(context).chat
  const parts = [
    strategy.kind === 'package' ? words.package : words.rule,
    strategy.paused ? words.paused : words.running,
    strategy.level === null ? '' : words.level(strategy.level),
    words.steps(strategy.openSteps),
  ]
  return namedLine(versioned(strategy, context), parts.filter((part) => part !== '').join(' · '))
}

/** Holds a strategy still, or lets it go on. */
export const holdStrategy = async (
  { strategy, paused }: { readonly strategy: string; readonly paused: boolean },
  { desk, asker, context }: Session,
): Promise<Card> => {
  const { strategies: words } = wordingOf(context).chat
  const done = await desk.setPaused(asker, strategy, paused)
  switch (done.kind) {
    case 'forbidden':
      return forbidden(context)
    case 'none':
      return say(words.unchanged, [words.none(strategy)])
    case 'several':
      return say(words.several(strategy), done.names.slice(0, 8))
    case 'already':
      return say(words.unchanged, [words.already(done.strategy.name, paused)])
    case 'done': {
      const { name, kind } = done.strategy
      if (!paused) return say(words.resumed(name), [words.resumedLine])
      return say(words.held(name), [kind === 'rule' ? words.stoppedRule : words.stopped(done.stoppedSteps)])
    }
  }
}
