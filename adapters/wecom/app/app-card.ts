type Fields = Readonly<Record<string, unknown>>

export interface AppCard {
  readonly card: Fields
  /** Names of parts that an app's card cannot have, for the log. */
  readonly leftOut: readonly string[]
}

/**
 * A card as it was rendered for the bot, as an app may send it. The two card worlds are alike and not the same
 * (DOC 101032 against DOC 90236): the numbers of button styles mean other colours, an app knows no `feedback`, and no
 * smart replies among its jumps.
 */
export const toAppCard = (body: Fields, taskId: string): AppCard => {
  const leftOut = 'feedback' in body ? ['feedback'] : []
  const jumps = listOf(body.jump_list)
  const kept = jumps.filter(({ type }) => type !== smartReply)
  if (kept.length < jumps.length) leftOut.push('jump_list.question')
  const { feedback: _feedback, jump_list: _jumps, button_list, ...rest } = body
  return {
    card: {
      ...rest,
      ...(button_list === undefined ? {} : { button_list: listOf(button_list).map(restyled) }),
      ...(kept.length === 0 ? {} : { jump_list: kept }),
      task_id: taskId,
    },
    leftOut,
  }
}

const smartReply = 3

/** Bots: 1 blue, 2 blue on grey, 3 red on grey, 4 black on grey. Apps: 1 emphasis, 2 secondary, 3 neutral, 4 negative. */
const styles: Readonly<Record<number, number>> = { 1: 1, 2: 2, 3: 4, 4: 3 }

const restyled = (button: Fields): Fields =>
  typeof button.style === 'number' ? { ...button, style: styles[button.style] ?? 1 } : button

const listOf = (value: unknown): readonly Fields[] =>
  Array.isArray(value)
    ? value.filter((item): item is Fields => typeof item === 'object' && item !== null)
    : []
