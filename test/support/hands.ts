import type { ShownMessage, SimulatedPlatform } from '../../adapters/simulator/simulated-platform'
import type { MemberEntry } from '../../api/people'

/** People who look at their cards and press buttons now and then. */
export interface Hands {
  /** How often each pushed card was shown, by `n123`. */
  readonly shown: ReadonlyMap<string, number>
  /** Cards that somebody has pressed, by `n123`. */
  readonly pressed: ReadonlySet<string>
  /** Cards that changed after a press, by `n123`. */
  readonly changed: ReadonlySet<string>
  /** Presses nothing more. Resolves when what was pressed is through. */
  rest(): Promise<void>
}

/** How long somebody looks at a card before pressing, in milliseconds at most. */
const LOOKS_MS = 400
const TRIES = 5

export function handsOn(
  platforms: readonly SimulatedPlatform[],
  members: readonly MemberEntry[],
  chance: () => number,
): Hands {
  const shown = new Map<string, number>()
  const pressed = new Set<string>()
  const changed = new Set<string>()
  const seen = new Set<string>()
  const busy = new Set<Promise<void>>()
  let resting = false

  const press = async (
    platform: SimulatedPlatform,
    userId: string,
    card: Card,
    key: string,
  ): Promise<void> => {
    for (let again = 0; again < TRIES && !resting; again += 1) {
      await pause(chance() * LOOKS_MS)
      if (changed.has(card.reference)) return
      pressed.add(card.reference)
      // Nobody is there, or no answer came: whoever pressed presses again.
      await platform.pressAs(userId, card.id, key).catch(() => undefined)
    }
  }

  const react = (platform: SimulatedPlatform, userId: string, card: Card): void => {
    const dice = chance()
    const keys = dice < 0.4 ? ['take'] : dice < 0.5 ? ['take', 'snooze'] : []
    for (const key of keys) {
      const work = press(platform, userId, card, key).finally(() => busy.delete(work))
      busy.add(work)
    }
    if (dice > 0.95) void platform.typeAs(userId, '帮助').catch(() => undefined)
  }

  const look = (platform: SimulatedPlatform, userId: string): void => {
    for (const message of platform.conversation(userId)) {
      const card = pushedCard(message)
      if (card === undefined) continue
      if (message.changedAt !== null) changed.add(card.reference)
      if (seen.has(card.id)) continue
      seen.add(card.id)
      shown.set(card.reference, (shown.get(card.reference) ?? 0) + 1)
      if (!resting) react(platform, userId, card)
    }
  }

  for (const platform of platforms) {
    const users = members.flatMap((m) => m.addresses.filter((a) => a.platform === platform.platform))
    users.forEach(({ userId }) => look(platform, userId))
    platform.onChange((userId) => look(platform, userId))
  }
  return {
    shown,
    pressed,
    changed,
    rest: async () => {
      resting = true
      await Promise.all(busy)
    },
  }
}

interface Card {
  readonly id: string
  readonly reference: string
}

/** A card the hub sent by itself: WeCom's task_id is `n12@installation`, DingTalk's outTrackId `installation-n12`. */
function pushedCard({ id, from, shown }: ShownMessage): Card | undefined {
  if (from !== 'bot' || shown.form !== 'card') return undefined
  const found = /^(n\d+)@[0-9a-f]{8}$|^[0-9a-f]{8}-(n\d+)$/.exec(shown.reference)
  const reference = found?.[1] ?? found?.[2]
  return reference === undefined ? undefined : { id, reference }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
