import fc from 'fast-check'

import { AccessToken } from '../../../../adapters/wecom/rest/access-token'
import type { TokenAsked } from '../../../../adapters/wecom/rest/access-token'
import { BackOff } from '../../../../adapters/wecom/rest/back-off'
import { meaningOfErrcode } from '../../../../adapters/wecom/rest/meaning-of-errcode'
import { hours, millis, minutes, seconds } from '../../../../contract/quantities'
import { ManualClock } from '../../../fakes/manual-clock'

describe('AccessToken', () => {
  const granted = (token: string, lifeSeconds = 7_200): TokenAsked => ({
    kind: 'granted',
    token,
    lifeSeconds,
  })
  const refusedSecret: TokenAsked = { kind: 'credentials-refused', code: 'wecom-40001' }

  /** Answers in turn, the last one for ever, and counts how often it was asked. */
  const tokenFrom = (...answers: TokenAsked[]) => {
    const clock = new ManualClock()
    let asked = 0
    const ask = () => Promise.resolve(answers[Math.min(asked++, answers.length - 1)] as TokenAsked)
    return { clock, token: new AccessToken(ask, clock, () => 0.5), asked: () => asked }
  }

  it('asks once for however many calls that want one at the same time', async () => {
    const { token, asked } = tokenFrom(granted('t1'))

    const answers = await Promise.all(Array.from({ length: 50 }, () => token.get()))

    expect(answers).toEqual(Array(50).fill({ kind: 'token', token: 't1' }))
    expect(asked()).toBe(1)
  })

  it('renews five minutes before the end and not before', async () => {
    const { clock, token, asked } = tokenFrom(granted('t1'), granted('t2'))
    await token.get()
    clock.advance(seconds(7_200 - 301))
    expect(await token.get()).toEqual({ kind: 'token', token: 't1' })

    clock.advance(seconds(1))

    expect(await token.get()).toEqual({ kind: 'token', token: 't2' })
    expect(asked()).toBe(2)
  })

  it('keeps a token of a short life for half of it', async () => {
    const { clock, token, asked } = tokenFrom(granted('t1', 60))
    await token.get()
    clock.advance(seconds(29))
    await token.get()
    expect(asked()).toBe(1)

    clock.advance(seconds(1))
    await token.get()

    expect(asked()).toBe(2)
  })

  it('drops the token that failed, and never one that has replaced it', async () => {
    const { token, asked } = tokenFrom(granted('t1'), granted('t2'))
    await token.get()
    token.invalidate('t1')
    await token.get()

    token.invalidate('t1')

    expect(await token.get()).toEqual({ kind: 'token', token: 't2' })
    expect(asked()).toBe(2)
  })

  it('asks again only for a token that was really the newest, whatever the order of complaints', async () => {
    const orders = fc.array(fc.nat(5), { maxLength: 30 })
    await fc.assert(
      fc.asyncProperty(orders, async (complaints) => {
        let made = 0
        const token = new AccessToken(
          () => Promise.resolve(granted(`t${made++}`)),
          new ManualClock(),
          () => 0.5,
        )
        await token.get()
        let expected = 1
        for (const about of complaints) {
          if (about === expected - 1) expected += 1
          token.invalidate(`t${about}`)
          await token.get()
        }
        expect(made).toBe(expected)
      }),
    )
  })

  it('tries a wrong secret after 5, 10, 20, 40 and then every 60 minutes, not once a call', async () => {
    const { clock, token, asked } = tokenFrom(refusedSecret)
    for (const wait of [5, 10, 20, 40, 60, 60]) {
      const before = asked()
      const answer = await token.get()
      expect(answer).toEqual({ kind: 'try-later', after: minutes(wait), code: 'wecom-40001' })
      clock.advance(millis(minutes(wait) - 1))
      expect(await token.get()).toMatchObject({ after: 1 })
      expect(asked()).toBe(before + 1)
      clock.advance(millis(1))
    }
  })

  it('takes the next token as soon as the network is back', async () => {
    const away: TokenAsked = { kind: 'unreachable', after: seconds(3), code: 'no-answer' }
    const { clock, token } = tokenFrom(away, granted('t1'))
    expect(await token.get()).toEqual({ kind: 'try-later', after: seconds(3), code: 'no-answer' })

    clock.advance(seconds(3))

    expect(await token.get()).toEqual({ kind: 'token', token: 't1' })
  })
})

describe('BackOff', () => {
  it('P-13 rests for the minute, then ten, then the hour when the limit meets it again at once', () => {
    const clock = new ManualClock()
    const backOff = new BackOff()
    for (const length of [minutes(1), minutes(10), hours(1), hours(1)]) {
      expect(backOff.tooOften('/send', clock.now())).toBe(length)
      expect(backOff.rest('/send', clock.now())).toBe(length)
      clock.advance(length)
      expect(backOff.rest('/send', clock.now())).toBe(0)
    }
  })

  it('P-13 counts the same news of calls that were under way together once', () => {
    const clock = new ManualClock()
    const backOff = new BackOff()
    backOff.tooOften('/send', clock.now())
    clock.advance(seconds(10))

    expect(backOff.tooOften('/send', clock.now())).toBe(seconds(50))
  })

  it('P-13 begins anew after a quiet while, and leaves other paths alone', () => {
    const clock = new ManualClock()
    const backOff = new BackOff()
    backOff.tooOften('/send', clock.now())
    expect(backOff.rest('/get', clock.now())).toBe(0)
    clock.advance(hours(1))

    expect(backOff.tooOften('/send', clock.now())).toBe(minutes(1))
  })
})

describe('meaningOfErrcode', () => {
  it.each([40014, 42001, 40001])('takes %i for a token that is no longer good', (errcode) => {
    expect(meaningOfErrcode(errcode, '')).toEqual({ kind: 'token-refused' })
  })

  it.each([40013, 40056, 301002, 48002, 48006, 50003])('calls an admin for %i', (errcode) => {
    expect(meaningOfErrcode(errcode, '')).toEqual({ kind: 'alarm', advice: expect.stringMatching(/。$/) })
  })

  it('names the address that WeCom saw where it is not trusted', () => {
    const errmsg =
      'not allow to access from your ip, hint: [1700000000], from ip: 203.0.113.9, more info at https://…'

    expect(meaningOfErrcode(60020, errmsg)).toMatchObject({
      advice: expect.stringContaining(' 203.0.113.9 '),
    })
  })

  it('decides by the number, whatever the prose says', () => {
    fc.assert(
      fc.property(fc.integer(), fc.string(), (errcode, prose) => {
        expect(meaningOfErrcode(errcode, prose).kind).toBe(meaningOfErrcode(errcode, '').kind)
      }),
    )
  })
})
