import type { AppFront, Planned } from './app-front'
import type { CallbackPusher, PusherCounts } from './callback-pusher'
import type { MessageRoutes } from './message-routes'
import type { Tokens } from './tokens'

/** Everything that can go wrong between WeCom and an app, at the press of a button. */
export interface AppFaults {
  counters(): AppCounters
  /** Every token ends now. */
  endTokens(): void
  /** Every code that changes a card is forgotten. */
  loseCodes(): void
  plan(planned: Planned): void
  goAway(): Promise<void>
  comeBack(): Promise<void>
  /** Every callback from now on comes so many times more. */
  repeatCallbacks(times: number): void
  repeatNewest(): Promise<void>
  raw: CallbackPusher['raw']
  forged: CallbackPusher['forged']
}

export type AppCounters = MessageRoutes['counts'] & {
  readonly calls: Readonly<Record<string, number>>
  readonly tokensGranted: number
  readonly callbacks: Readonly<PusherCounts>
  readonly replies: readonly string[]
}

interface Parts {
  readonly front: AppFront
  readonly messages: MessageRoutes
  readonly tokens: Tokens
  readonly pusher: CallbackPusher
}

export const createAppFaults = ({ front, messages, tokens, pusher }: Parts): AppFaults => ({
  counters: () => ({
    ...messages.counts,
    calls: { ...front.calls },
    tokensGranted: tokens.granted,
    callbacks: { ...pusher.counts },
    replies: [...pusher.replies],
  }),
  endTokens: () => tokens.endEarly(),
  loseCodes: () => messages.codes.loseAll(),
  plan: (planned) => front.plan(planned),
  goAway: () => front.leave(),
  comeBack: () => front.listen(),
  repeatCallbacks: (times) => {
    pusher.repeat = times
  },
  repeatNewest: () => pusher.repeatNewest(),
  raw: (body, query) => pusher.raw(body, query),
  forged: (text, by) => pusher.forged(text, by),
})
