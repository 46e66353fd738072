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
import { taughtWord } from './command-table'
import { pageEnd, pageLength } from './pages'
import { say } from './say'
import type { Session } from './session'

/** What waits for the asker, each with the code to answer it by; what was put off comes last and says so. */
export const listOpen = async (page: number, session: Session): Promise<Card> => {
  const { desk, asker, context } = session
  const wording = wordingOf(context)
  const { open: words } = wording.chat
  const found = await desk.open(asker, pageLength + 1, (page - 1) * pageLength)
  const notices = found.slice(0, pageLength)
  const more = found.length > pageLength
  if (page === 1 && notices.length === 0) return say(words.title(0), [words.none])
  const counted = (page - 1) * pageLength + notices.length
  const title = more ? words.titleMany(counted) : words.title(counted)
  return sayCard(wording.chat.page(title, page), [
    paragraph('', openLines(notices, session)),
    ...pageEnd({ page, shown: notices.length, more }, taughtWord('open', wording), context),
    plainLines([words.how]),
  ])
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
