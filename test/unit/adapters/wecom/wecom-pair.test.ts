import { createWecomPair } from '../../../../adapters/wecom'
import type { ChatPort, DeliveryOutcome, SentMessage } from '../../../../contract/ports/chat'
import { instant, seconds } from '../../../../contract/quantities'
import { leadCard, to } from '../../../support/wecom-world'

const sent: SentMessage = { platform: 'wecom', userId: 'ZhangSan', reference: 'n1' }
const ok: DeliveryOutcome = { kind: 'sent', message: sent }

const chat = (
  name: string,
  outcome: DeliveryOutcome,
  calls: string[],
  state: 'connected' | 'down' = 'connected',
): ChatPort => {
  const note = <T>(what: string, value: T): Promise<T> => {
    calls.push(`${name} ${what}`)
    return Promise.resolve(value)
  }
  return {
    platform: 'wecom',
    send: () => note('send', outcome),
    replace: () => note('replace', outcome),
    start: () => note('start', undefined),
    stop: () => note('stop', undefined),
    health: () => ({ state, since: instant(0), detail: `${name} says.`, connectionsOpened: 1 }),
  }
}

describe('bot and app together', () => {
  it('P-01 speaks by the bot', async () => {
    const calls: string[] = []
    const pair = createWecomPair(chat('bot', ok, calls), chat('app', ok, calls))

    expect(await pair.send(leadCard(), to('ZhangSan'), 'n1')).toEqual(ok)
    expect(calls).toEqual(['bot send'])
  })

  it('P-01 reaches by the app who has never talked to the bot', async () => {
    const calls: string[] = []
    const unmet = { kind: 'skipped', because: 'never-talked-to-bot' } as const
    const pair = createWecomPair(chat('bot', unmet, calls), chat('app', ok, calls))

    expect(await pair.send(leadCard(), to('ZhangSan'), 'n1')).toEqual(ok)
    expect(calls).toEqual(['bot send', 'app send'])
  })

  it.each<DeliveryOutcome>([
    { kind: 'skipped', because: 'left-the-company' },
    { kind: 'refused', code: 'x', advice: 'y' },
    { kind: 'try-later', after: seconds(1), code: 'not-connected' },
  ])('P-01 does not go round a bot that answers $kind', async (outcome) => {
    const calls: string[] = []
    const pair = createWecomPair(chat('bot', outcome, calls), chat('app', ok, calls))

    expect(await pair.send(leadCard(), to('ZhangSan'), 'n1')).toEqual(outcome)
    expect(calls).toEqual(['bot send'])
  })

  it('P-15 changes by the app, starts and stops both, and is as well as the bot', async () => {
    const calls: string[] = []
    const pair = createWecomPair(chat('bot', ok, calls), chat('app', ok, calls, 'down'))
    await pair.start({ message: () => Promise.resolve(null), press: () => Promise.resolve(null) })
    await pair.replace(leadCard(), sent)
    await pair.stop()

    expect(calls).toEqual(['bot start', 'app start', 'app replace', 'bot stop', 'app stop'])
    expect(pair.health()).toMatchObject({ state: 'connected', detail: 'bot says. app says.' })
  })
})
