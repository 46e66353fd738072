import fc from 'fast-check'

import { AccessToken } from '../../../../adapters/dingtalk/rest/access-token'
import { CallCounter } from '../../../../adapters/dingtalk/rest/call-counter'
import { failureOfAnswer } from '../../../../adapters/dingtalk/rest/failure-of-answer'
import type { RestAnswer } from '../../../../adapters/dingtalk/rest/failure-of-answer'
import { Pacer } from '../../../../adapters/dingtalk/rest/pacer'
import { instant } from '../../../../contract/quantities'

const answer = (status: number, body: unknown): RestAnswer => ({
  status,
  body,
  text: JSON.stringify(body) ?? '',
})

describe('reading a refusal', () => {
  it.each([
    [401, { code: 'whatever' }, { kind: 'bad-token' }],
    [400, { code: 'InvalidAuthentication' }, { kind: 'bad-token' }],
    [200, { errcode: 40014, errmsg: '' }, { kind: 'bad-token' }],
    [403, { code: 'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi' }, { kind: 'try-later', after: 1_500 }],
    [200, { errcode: 90018 }, { kind: 'try-later', after: 1_500, code: '90018' }],
    [400, { code: 'send.too.fast' }, { kind: 'try-later', after: 30_000 }],
    [200, { errcode: -1 }, { kind: 'try-later' }],
    [400, { code: 'param.cardAlreadyExist' }, { kind: 'already-shown' }],
    [400, { code: 'param.empty' }, { kind: 'refused', code: 'param.empty' }],
    [403, { code: 'Forbidden.AccessDenied.IpNotInWhiteList' }, { kind: 'refused' }],
    [200, { errcode: 90030 }, { kind: 'refused', code: '90030' }],
    [500, { code: 'unknownError' }, { kind: 'try-later', code: 'unknownError' }],
    [502, undefined, { kind: 'try-later', code: 'http-502' }],
    [404, { code: 'InvalidAction.NotFound' }, { kind: 'refused', code: 'InvalidAction.NotFound' }],
  ])('%i %j', (status, body, expected) => {
    expect(failureOfAnswer(answer(status, body), 0.5)).toMatchObject(expected)
  })

  it.each([{ success: true }, { errcode: 0 }, { processQueryKey: 'q' }, {}])('finds none in %j', (body) => {
    expect(failureOfAnswer(answer(200, body), 0.5)).toBeUndefined()
  })

  it('finds the missing permission also where only the message names it', () => {
    const body = {
      code: 'Forbidden.AccessDenied.AccessTokenPermissionDenied',
      message: '应用尚未开通所需的权限：[qyapi_robot_sendmsg]',
    }
    expect(failureOfAnswer(answer(403, body), 0)).toMatchObject({
      advice: expect.stringContaining('qyapi_robot_sendmsg'),
    })
  })

  it('has something to say to any answer whatsoever', () => {
    fc.assert(
      fc.property(fc.integer({ min: 300, max: 599 }), fc.jsonValue(), (status, body) => {
        return failureOfAnswer(answer(status, body), 0.5) !== undefined
      }),
    )
  })
})

describe('the access token', () => {
  const world = (answers: (RestAnswer | undefined)[]) => {
    let now = 1_000_000
    let asked = 0
    const refused: string[] = []
    const ask = () => Promise.resolve(answers[Math.min(asked++, answers.length - 1)])
    const token = new AccessToken(ask, { now: () => instant(now) }, (code) => refused.push(code))
    return { token, refused, asked: () => asked, pass: (ms: number) => void (now += ms) }
  }
  const good = (name: string) => answer(200, { accessToken: name, expireIn: 7_200 })

  it('is asked for once by any number of callers, and renewed five minutes early', async () => {
    const { token, asked, pass } = world([good('one'), good('two')])
    const all = await Promise.all([token.get(), token.get(), token.get()])
    pass(6_899_000)
    const still = await token.get()
    pass(2_000)

    expect([...all, still]).toEqual(Array(4).fill({ kind: 'token', token: 'one' }))
    expect(await token.get()).toEqual({ kind: 'token', token: 'two' })
    expect(asked()).toBe(2)
  })

  it('is dropped only by those who hold the newest one', async () => {
    const { token, asked } = world([good('one'), good('two')])
    await token.get()
    token.invalidate('one')
    await token.get()
    token.invalidate('one')

    expect(await token.get()).toEqual({ kind: 'token', token: 'two' })
    expect(asked()).toBe(2)
  })

  it('is not asked for again and again when the secret is wrong', async () => {
    const { token, asked, refused, pass } = world([
      answer(400, { code: 'invalidClientIdOrSecret' }),
      good('late'),
    ])
    const first = await token.get()
    pass(59_000)

    expect(first).toMatchObject({ kind: 'try-later', code: 'token-400' })
    expect(await token.get()).toMatchObject({ kind: 'try-later', after: 1_000 })
    expect([asked(), refused]).toEqual([1, ['token-400']])
    pass(1_000)
    expect(await token.get()).toEqual({ kind: 'token', token: 'late' })
  })
})

describe('the pace', () => {
  it('lets at most the rate and a small burst begin in any second', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 5, max: 20 }),
        fc.array(fc.nat(400), { minLength: 1, maxLength: 150 }),
        (rate, gaps) => {
          const pacer = new Pacer(rate)
          let now = 0
          const starts = gaps.map((gap) => {
            now += gap
            return now + pacer.turn('/x', now, Infinity).wait
          })
          return starts.every(
            (start) => starts.filter((s) => s >= start && s < start + 1_000).length <= rate + 3,
          )
        },
      ),
    )
  })

  it('takes no turn that would come too late, and none before a pause is over', () => {
    const pacer = new Pacer(10)
    pacer.pause('/x', 5_000)

    expect(pacer.turn('/x', 0, 1_000)).toEqual({ wait: 5_000, taken: false })
    expect(pacer.turn('/x', 4_500, 1_000)).toEqual({ wait: 500, taken: true })
    expect(pacer.turn('/y', 0, 1_000)).toEqual({ wait: 0, taken: true })
  })
})

it('counts calls by the calendar month of China', () => {
  const counter = new CallCounter()
  const lastOfJuly = instant(Date.parse('2026-07-31T15:59:59Z'))
  counter.add(lastOfJuly)
  counter.add(lastOfJuly)

  expect(counter.read(lastOfJuly)).toEqual({ month: '2026-07', calls: 2 })
  expect(counter.read(instant(lastOfJuly + 1_000))).toEqual({ month: '2026-08', calls: 0 })
})
