import fc from 'fast-check'

import { AccessToken } from '../../../../adapters/dingtalk/rest/access-token'
import { failureOfAnswer } from '../../../../adapters/dingtalk/rest/failure-of-answer'
import type { RestAnswer } from '../../../../adapters/dingtalk/rest/failure-of-answer'
import { wordingIn } from '../../../../adapters/dingtalk/wording'
import { Pacer } from '../../../../adapters/dingtalk/rest/pacer'
import { instant } from '../../../../contract/quantities'

const words = wordingIn('zh')

const answer = (status: number, body: unknown): RestAnswer => ({
  status,
  body,
  text: JSON.stringify(body) ?? '',
})

/** Every code of DingTalk's pages and what it is to be taken for; `advice` where only a person can help. */
const codes: [status: number, body: unknown, expected: object, advice?: string][] = [
  [401, { code: 'whatever' }, { kind: 'bad-token' }],
  [400, { code: 'InvalidAuthentication' }, { kind: 'bad-token' }],
  [401, { code: 'invalidAuthentication' }, { kind: 'bad-token' }],
  [200, { errcode: 40014, errmsg: '' }, { kind: 'bad-token' }],
  [200, { errcode: 42001 }, { kind: 'bad-token' }],
  [200, { errcode: 33001 }, { kind: 'bad-token' }],
  [200, { errcode: 88, sub_code: '40014' }, { kind: 'bad-token' }],
  [403, { code: 'Forbidden.AccessDenied.QpsLimitForApi' }, { kind: 'try-later', after: 1_500 }],
  [403, { code: 'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi' }, { kind: 'try-later', after: 1_500 }],
  [200, { errcode: 90002 }, { kind: 'try-later', after: 1_500, code: '90002' }],
  [200, { errcode: 90018 }, { kind: 'try-later', after: 1_500, code: '90018' }],
  [200, { errcode: 90019 }, { kind: 'try-later', after: 1_500, code: '90019' }],
  [200, { errcode: 88, sub_code: '90018' }, { kind: 'try-later', after: 1_500, code: '90018' }],
  [400, { code: 'send.too.fast' }, { kind: 'try-later', after: 30_000 }],
  [400, { code: 'send.byToken.tooFast' }, { kind: 'try-later', after: 30_000 }],
  [400, { code: 'too.many.group' }, { kind: 'try-later', after: 30_000 }],
  [400, { code: 'too.many.people' }, { kind: 'try-later', after: 30_000 }],
  [200, { errcode: 130101 }, { kind: 'try-later', after: 600_000 }],
  [200, { errcode: -1 }, { kind: 'try-later', after: 5_000 }],
  [200, { errcode: 88, sub_code: '' }, { kind: 'try-later', code: '88' }],
  [200, { errcode: 88 }, { kind: 'try-later', code: '88' }],
  [200, { errcode: 15, sub_code: 'isp.top-remote-connection-timeout' }, { kind: 'try-later', after: 5_000 }],
  [504, { code: 'GatewayTimeout' }, { kind: 'try-later', code: 'GatewayTimeout' }],
  [500, { code: 'unknownError' }, { kind: 'try-later', code: 'unknownError' }],
  [502, undefined, { kind: 'try-later', code: 'http-502' }],
  [429, {}, { kind: 'try-later', after: 10_000 }],
  [200, { status: 1111, wait: 5, source: 'x5', punish: 'deny' }, { kind: 'try-later', after: 300_000 }],
  [400, { code: 'param.cardAlreadyExist' }, { kind: 'already-shown' }],
  [400, { code: 'param.userIdNotExist' }, { kind: 'skipped', because: 'left-the-company' }],
  [
    403,
    {
      code: 'Forbidden.AccessDenied.AccessTokenPermissionDenied',
      accessdenieddetail: { requiredScopes: ['Card.Instance.Write'] },
    },
    { kind: 'refused' },
    'Card.Instance.Write',
  ],
  [200, { errcode: 88, sub_code: '60011' }, { kind: 'refused', code: '60011' }, '权限管理'],
  [200, { errcode: 88, sub_code: 60011 }, { kind: 'refused', code: '60011' }, '权限管理'],
  [403, { code: 'Forbidden.AccessDenied.ApiCountLimitForOrg' }, { kind: 'refused' }, 'OpenAPI 调用额度'],
  [200, { errcode: 90020 }, { kind: 'refused', code: '90020' }, 'OpenAPI 调用额度'],
  [200, { errcode: 90030 }, { kind: 'refused', code: '90030' }, 'Webhook 调用额度'],
  [403, { code: 'Forbidden.AccessDenied.IpNotInWhiteList' }, { kind: 'refused' }, '服务器出口 IP'],
  [403, { code: 'orgAuthLevelNotEnough' }, { kind: 'refused' }, '企业认证'],
  [400, { code: 'param.empty' }, { kind: 'refused', code: 'param.empty' }, 'param.empty'],
  [400, { code: 'param.cardTemplateIdEmpty' }, { kind: 'refused' }, '卡片模板'],
  [400, { code: 'param.templateUnpublished' }, { kind: 'refused' }, '卡片模板'],
  [400, { code: 'param.outTrackIdEmpty' }, { kind: 'refused' }, 'param.outTrackIdEmpty'],
  [400, { code: 'param.userIdEmpty' }, { kind: 'refused' }, 'param.userIdEmpty'],
  [400, { code: 'param.cardPublicDataEmpty' }, { kind: 'refused' }, 'param.cardPublicDataEmpty'],
  [400, { code: 'param.contentUnsafe' }, { kind: 'refused' }, '内容安全'],
  [400, { code: 'param.openSpaceModelInvalid' }, { kind: 'refused' }, 'param.openSpaceModelInvalid'],
  [500, { code: 'param.openSpaceIdInvalid' }, { kind: 'refused' }, 'param.openSpaceIdInvalid'],
  [200, { code: 'param.openSpaceIdInvalid' }, { kind: 'refused' }, 'param.openSpaceIdInvalid'],
  [400, { code: 'param.dynamicDataSourceIdEmpty' }, { kind: 'refused' }, 'param.dynamicDataSourceIdEmpty'],
  [400, { code: 'invalidParameter.msgParam.tooLong' }, { kind: 'refused' }, '太长'],
  [200, { errcode: 460101 }, { kind: 'refused' }, '太长'],
  [200, { errcode: 310000 }, { kind: 'refused', code: '310000' }, '310000'],
  [404, { code: 'InvalidAction.NotFound' }, { kind: 'refused' }, 'InvalidAction.NotFound'],
]

describe('reading a refusal', () => {
  const rows = codes.map(([status, body, expected, advice = '']) => [status, body, expected, advice] as const)
  it.each(rows)('%i %j', (status, body, expected, advice) => {
    const failure = failureOfAnswer(answer(status, body), 0.5, words)

    expect(failure).toMatchObject(expected)
    if (advice !== '') expect(failure).toMatchObject({ advice: expect.stringContaining(advice) })
  })

  it('gives its advice in English where the hub speaks it', () => {
    const failures = codes.map(([status, body]) =>
      failureOfAnswer(answer(status, body), 0.5, wordingIn('en')),
    )
    const advices = failures.flatMap((failure) => (failure?.kind === 'refused' ? [failure.advice] : []))

    expect(advices.length).toBeGreaterThan(15)
    for (const advice of advices) expect(advice).toMatch(/^(The|This|DingTalk) /)
  })

  it.each([{ success: true }, { errcode: 0 }, { processQueryKey: 'q' }, {}])('finds none in %j', (body) => {
    expect(failureOfAnswer(answer(200, body), 0.5, words)).toBeUndefined()
  })

  it('finds the missing permission also where only the message names it', () => {
    const body = {
      code: 'Forbidden.AccessDenied.AccessTokenPermissionDenied',
      message: '应用尚未开通所需的权限：[qyapi_robot_sendmsg]',
    }
    expect(failureOfAnswer(answer(403, body), 0, words)).toMatchObject({
      advice: expect.stringContaining('qyapi_robot_sendmsg'),
    })
  })

  it('has something to say to any answer whatsoever', () => {
    fc.assert(
      fc.property(fc.integer({ min: 300, max: 599 }), fc.jsonValue(), (status, body) => {
        return failureOfAnswer(answer(status, body), 0.5, words) !== undefined
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
    const token = new AccessToken(ask, { now: () => instant(now) }, (code) => refused.push(code), words)
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

  it('is not taken for wrong credentials where the address or the quota is what is refused', async () => {
    const { token, refused } = world([answer(403, { code: 'Forbidden.AccessDenied.IpNotInWhiteList' })])

    expect(await token.get()).toMatchObject({ code: 'Forbidden.AccessDenied.IpNotInWhiteList' })
    expect(refused).toEqual(['Forbidden.AccessDenied.IpNotInWhiteList'])
  })

  it('that many callers found to be dead is replaced once', async () => {
    const { token, asked } = world([good('one'), good('two'), good('three')])
    await token.get()
    const all = await Promise.all(
      Array.from({ length: 20 }, async () => {
        token.invalidate('one')
        return token.get()
      }),
    )

    expect(all).toEqual(Array(20).fill({ kind: 'token', token: 'two' }))
    expect(asked()).toBe(2)
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
