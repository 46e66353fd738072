import { wordingOf } from '../cards/card-context'
import type { CardContext } from '../cards/card-context'
import { plainLines } from '../cards/card-model'
import type { Paragraph } from '../cards/card-model'

export const pageLength = 10

export const pageOf = <T>(all: readonly T[], page: number, length = pageLength): readonly T[] =>
  all.slice((page - 1) * length, page * length)

/** What to send for the next page, or that there is none behind the last one. */
export const pageEnd = (
  { page, shown, more }: { readonly page: number; readonly shown: number; readonly more: boolean },
  command: string,
  context: CardContext,
): readonly Paragraph[] => {
  const { next, noMore } = wordingOf(context).chat
  if (more) return [plainLines([next(`${command} ${page + 1}`)])]
  return page > 1 && shown === 0 ? [plainLines([noMore])] : []
}
