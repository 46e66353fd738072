import { createGroupRobot } from '../../../adapters/wecom'
import type { RobotContent } from '../../../adapters/wecom'
import { createSimulatedWecomApp } from '../../../adapters/simulator/wecom/app'
import { minutes, seconds } from '../../../contract/quantities'
import { ManualClock } from '../../fakes/manual-clock'
import { onePixel } from '../../support/wecom-app-world'

/** The robot through axios against the simulated webhook. */
describe('WeCom group robot', () => {
  const open = async () => {
    const clock = new ManualClock()
    const platform = createSimulatedWecomApp({
      corpId: 'ww1',
      agentId: 1,
      secret: 's',
      callbackToken: 't',
      callbackAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
      members: [],
      now: () => clock.now(),
    })
    await platform.start()
    const logged: unknown[] = []
    const write = (detail: object, message: string) => void logged.push({ detail, message })
    const log = { debug: write, info: write, warn: write, error: write }
    const robot = createGroupRobot({ url: platform.robotUrl, call: 500 }, { log, clock })
    return { clock, platform, logged, robot, log }
  }
  let world: Awaited<ReturnType<typeof open>>

  beforeEach(async () => {
    world = await open()
  })
  afterEach(() => world.platform.stop())

  const said = () => world.platform.saidByRobot.map(({ body }) => body)
  const link = { type: 1, url: 'https://hub.example.com/' }
  const kinds: [string, RobotContent, object][] = [
    ['text', { kind: 'text', text: '早', mention: ['@all'] }, { msgtype: 'text', text: { content: '早', mentioned_list: ['@all'] } }],
    ['markdown', { kind: 'markdown', text: '**早**' }, { msgtype: 'markdown' }],
    ['markdown_v2', { kind: 'markdown-v2', text: '| a |\n|---|' }, { msgtype: 'markdown_v2' }],
    ['a picture', { kind: 'picture', bytes: onePixel }, { msgtype: 'image' }],
    ['news', { kind: 'news', articles: [{ title: '日报', url: link.url }] }, { msgtype: 'news' }],
    ['a file', { kind: 'file', bytes: onePixel, name: 'a.png', contentType: 'image/png' }, { msgtype: 'file' }],
    ['a notice card', { kind: 'card', card: { card_type: 'text_notice', main_title: { title: 'A' }, card_action: link } }, { msgtype: 'template_card' }],
  ] // prettier-ignore

  it.each(kinds)('P-01 says %s', async (_, content, body) => {
    expect(await world.robot.say(content)).toEqual({ kind: 'answered', value: undefined })
    expect(said()).toMatchObject([body])
  })

  it('P-01 cuts what is over 4,096 bytes between characters, visibly', async () => {
    await world.robot.say({ kind: 'markdown', text: '中'.repeat(3_000) })

    const [body] = said() as { markdown: { content: string } }[]
    expect(body?.markdown.content).toMatch(/^中+…$/)
    expect(Buffer.byteLength(body?.markdown.content ?? '')).toBeLessThanOrEqual(4_096)
  })

  it('P-13 stays below twenty a minute, and says when the next one fits', async () => {
    const outcomes = []
    for (let n = 0; n < 20; n += 1) {
      outcomes.push(await world.robot.say({ kind: 'text', text: `${n}` }))
      world.clock.advance(seconds(1))
    }

    expect(said()).toHaveLength(19)
    expect(outcomes.at(-1)).toEqual({ kind: 'try-later', after: seconds(41), code: 'robot-budget' })
    world.clock.advance(seconds(40))
    expect((await world.robot.say({ kind: 'text', text: 'x' })).kind).toBe('answered')
  })

  it('P-13 rests after 45009', async () => {
    const path = '/cgi-bin/webhook/send'
    world.platform.faults.plan({ path, times: 1, answer: { errcode: 45009 } })
    for (let n = 0; n < 3; n += 1) {
      expect(await world.robot.say({ kind: 'text', text: 'x' })).toEqual({
        kind: 'try-later',
        after: minutes(1),
        code: 'wecom-45009',
      })
    }
    expect(world.platform.faults.counters().calls[path]).toBe(1)
  })

  it('says that the robot was removed, and never its address', async () => {
    const robot = createGroupRobot(
      { url: world.platform.robotUrl.replace(/key=.*/, 'key=of-a-removed-robot') },
      world,
    )

    expect(await robot.say({ kind: 'text', text: '机密' })).toMatchObject({
      kind: 'refused',
      code: 'wecom-93000',
      advice: expect.stringContaining('WECOM_GROUP_ROBOT_URL'),
    })
    expect(world.logged).toHaveLength(1)
    expect(JSON.stringify(world.logged)).not.toMatch(/of-a-removed-robot|机密/)
  })

  it('does not send a picture that is too large', async () => {
    const outcome = await world.robot.say({ kind: 'picture', bytes: Buffer.alloc((2 << 20) + 1) })

    expect(outcome).toMatchObject({ kind: 'refused', code: 'picture-too-large' })
    expect(world.platform.faults.counters().calls).toEqual({})
  })

  it('asks to be tried again where nobody answers', async () => {
    await world.platform.faults.goAway()

    expect(await world.robot.say({ kind: 'text', text: 'x' })).toMatchObject({
      kind: 'try-later',
      code: 'no-answer',
    })
  })
})
