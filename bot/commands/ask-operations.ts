import { wordingOf } from '../cards/card-context'
import { namedLine, paragraph, sayCard } from '../cards/card-model'
import type { Card } from '../cards/card-model'
import { duration, moment } from '../cards/moment'
import { tidy } from '../cards/render/fit'
import type { NotConnected } from './command'
import { taughtWord } from './command-table'
import { pageEnd, pageOf } from './pages'
import { forbidden, say } from './say'
import type { Session } from './session'

/** Every source, whether it still delivers, and when it last did. */
export const askSources = async (page: number, session: Session): Promise<Card> => {
  const { desk, asker, context, at } = session
  const { chat, cards } = wordingOf(context)
  const all = await desk.sources(asker)
  if (all === null) return forbidden(context)
  const shown = pageOf(all, page)
  const rows = shown.map((s) => {
    const latest = s.lastReceivedAt === null ? cards.nothing : moment(s.lastReceivedAt, at, context)
    return namedLine(tidy(s.name), chat.sources.row(chat.sources.states[s.state], s.touchpoints, latest))
  })
  const more = all.length > page * 10
  return sayCard(chat.page(chat.sources.title, page), [
    paragraph('', rows),
    ...pageEnd({ page, shown: shown.length, more }, taughtWord('sources', wordingOf(context)), context),
  ])
}

/** Judging, delivery and connections at a glance. */
export const askStatus = async ({ desk, asker, context }: Session): Promise<Card> => {
  const { chat } = wordingOf(context)
  const { status: words, platforms } = chat
  const standing = await desk.standing(asker)
  if (standing === null) return forbidden(context)
  const { noticesWaiting, oldestWaiting } = standing
  return sayCard(words.title, [
    paragraph('', [
      namedLine(words.judging, words.behind(standing.behind)),
      namedLine(words.delivery, words.waiting(noticesWaiting, duration(oldestWaiting, context))),
      namedLine(words.undelivered, words.undeliveredLine(standing.undelivered)),
      namedLine(words.quarantine, words.quarantined(standing.quarantined)),
      ...standing.chats.map(({ platform, state, detail }) =>
        namedLine(
          platforms[platform],
          state === 'connected' ? words.chats[state] : `${words.chats[state]} ${detail}`,
        ),
      ),
    ]),
  ])
}

/** What is not there says so, and that nothing was changed. */
export const notConnected = (what: NotConnected, { context }: Session): Card => {
  const { notConnected: words } = wordingOf(context).chat
  const lines = what === 'stock' ? words.stock : what === 'selection' ? words.selection : words.breakers
  return say(words.title[what], lines)
}
