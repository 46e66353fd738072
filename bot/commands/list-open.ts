import { customerOf } from '../../contract/notice'
import type { OutboundNotice } from '../../contract/notice'
import { wordingOf } from '../cards/card-context'
import { namedLine, paragraph, plainLine, plainLines, sayCard } from '../cards/card-model'
import type { Card, Line } from '../cards/card-model'
import { customerRow } from '../cards/customer-text'
import { moment } from '../cards/moment'
import { noticeCode, noticeName } from '../cards/notice-text'
import { points } from '../cards/score'
import { settledText } from '../cards/settled'
import { say } from './say'
import type { Session } from './session'

const shown = 10

/** What waits for the asker, each with the code to answer it by; what was put off comes last and says so. */
export const listOpen = async (session: Session): Promise<Card> => {
  const { desk, asker, context } = session
  const { open: words } = wordingOf(context).chat
  const notices = await desk.open(asker, shown + 1)
  if (notices.length === 0) return say(words.title(0), [words.none])
  const title = notices.length > shown ? words.titleMany(shown) : words.title(notices.length)
  return sayCard(title, [paragraph('', openLines(notices.slice(0, shown), session)), plainLines([words.how])])
}

export const openLines = (notices: readonly OutboundNotice[], { context, at }: Session): readonly Line[] =>
  notices.map(({ notice, settled, createdAt }) => {
    const told = [moment(createdAt, at, context), settledText(settled, at, context) ?? '']
    const when = told.filter((text) => text !== '').join(' · ')
    const customer = customerOf(notice)
    const code = noticeCode(notice)
    if (customer === null || code === '') return plainLine(`${noticeName(notice, context)} · ${when}`)
    const score = 'intent' in notice ? [points(notice.intent.tenths)] : []
    return namedLine(code, [customerRow(customer, context), ...score, when].join(' · '))
  })
