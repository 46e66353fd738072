import { addCertificates } from '../../boot/commands/certificates'
import { addStrategy } from '../../boot/commands/strategy'
import { run } from './command-line'
import { accounts } from './company'
import { ask, openStage } from './stage'
import type { Stage } from './stage'

const path = '/v1/strategies/technical-nurture/autonomy'

interface Standing {
  readonly level: number
  readonly moves: { readonly items: readonly { readonly from: number | null; readonly to: number }[] }
}

/** How far a package acts by itself, through the API, the command line and chat. */
describe('the level of a strategy package', () => {
  let stage: Stage

  beforeAll(async () => {
    stage = await openStage()
  })
  afterAll(() => stage.close())

  const set = async (body: object, key?: string) => {
    const answer = await fetch(stage.url + path, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${key ?? stage.env['API_TOKEN']}`,
      },
      body: JSON.stringify(body),
    })
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
  }

  it('P-19 is read with every move that led to it', async () => {
    const standing = await stage.api<Standing>(path)
    expect(standing).toMatchObject({ id: 'technical-nurture', level: 2, ceiling: 2 })
    expect(standing.moves.items.at(-1)).toMatchObject({ to: 2 })
  })

  it('P-19 is lowered by a token and raised by none', async () => {
    expect(await set({ level: 1 })).toEqual({ status: 200, body: { from: 2, to: 1 } })
    expect(await set({ level: 1 })).toEqual({ status: 200, body: { from: 1, to: 1 } })
    expect(await set({ level: 2 })).toMatchObject({ status: 403, body: { error: { code: 'forbidden' } } })
    expect((await stage.api<Standing>(path)).level).toBe(1)
  })

  it('P-19 refuses what is no level, nobody’s token and no package', async () => {
    expect((await set({ level: 4 })).status).toBe(400)
    expect((await set({ level: 1, why: 'x' })).status).toBe(400)
    expect((await set({ level: 1 }, 'nobody')).status).toBe(401)
    await expect(stage.api('/v1/strategies/nothing/autonomy')).rejects.toThrow('404')
  })

  it('P-19 is raised by a director with a certificate only on a record, and says what is missing', async () => {
    const uncertified = await ask(stage.dingtalk, accounts.boss, '自主 技术型客户深度培育 2')
    expect(uncertified).toContain('证书')
    const issued = await run(stage, addCertificates, 'certificate', 'issue', '周明远')
    expect(issued.exitCode).toBe(0)
    expect((await run(stage, addCertificates, 'certificate', 'list')).text).toContain('周明远')

    const certified = await ask(stage.dingtalk, accounts.boss, '自主 技术型客户深度培育 2')
    expect(certified).toContain('30')
    expect((await stage.api<Standing>(path)).level).toBe(1)
    await expect(run(stage, addCertificates, 'certificate', 'issue', '没有这个人')).rejects.toThrow(
      '没有叫「没有这个人」的成员',
    )
  })

  it('P-19 lists its moves on the command line', async () => {
    const { text } = await run(stage, addStrategy, 'package', 'autonomy', 'technical-nurture')
    expect(text).toMatch(/2 +1 +API_TOKEN +lowered/)
    expect((await run(stage, addStrategy, 'package', 'list')).text).toContain('技术型客户深度培育')
  })
})
