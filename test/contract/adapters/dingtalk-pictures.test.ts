import type { PictureMessage } from '../../../contract/ports/chat'
import { wordsOf } from '../../../contract/ports/chat'
import { awaitUntil } from '../../support/await-until'
import { dingtalkWorld, leadCard, takenCard, to, words } from '../../support/dingtalk-world'
import type { DingtalkWorld } from '../../support/dingtalk-world'

let world: DingtalkWorld
const open = async (...args: Parameters<typeof dingtalkWorld>): Promise<DingtalkWorld> => {
  world = await dingtalkWorld(...args)
  return world
}

afterEach(async () => {
  await world.close()
  expect(world.platform.violations()).toEqual([])
})

/** One point: the smallest PNG there is, with some bytes of its own behind the end. */
const png = (own = 'a'): Uint8Array =>
  Buffer.concat([
    Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
      'base64',
    ),
    Buffer.from(own),
  ])

const pictured = (message: ReturnType<typeof words>, own?: string): PictureMessage => ({
  ...wordsOf(message),
  form: 'picture',
  wordsForm: wordsOf(message).form,
  picture: { png: png(own), width: 1, height: 1, alt: '团队热力图 [本周]' },
})

const textOf = ({ platform }: DingtalkWorld, userId = 'zhangsan'): string[] =>
  platform.conversation(userId).map(({ shown }) => shown.text)

const upload = '/media/upload'

describe('pictures', () => {
  it('P-02 stand above their words in one message, uploaded byte for byte', async () => {
    const { bot, platform } = await open()

    const outcome = await bot.send(pictured(words('本周热力图')), to('zhangsan'), 'n1')

    expect(outcome).toMatchObject({ kind: 'sent' })
    const [text = ''] = textOf(world)
    const [, alt, mediaId = ''] = /^!\[([^\]]*)\]\((@\w+)\)\n\n本周热力图$/.exec(text) ?? []
    expect(alt).toBe('团队热力图  本周 ')
    expect(platform.image(mediaId)).toEqual(Buffer.from(png()))
  })

  it('P-02 stand inside a card, and stay when its words change', async () => {
    const { bot, hub, platform, card } = await open()
    await bot.send(pictured(leadCard()), to('zhangsan'), 'n1')
    const picture = /!\[[^\]]*\]\(@\w+\)/
    expect(card().shown.text).toMatch(picture)
    hub.react = () => takenCard()

    await platform.pressAs('zhangsan', card().id, 'take')

    expect(card().shown.text).toMatch(picture)
    expect(card().shown).toMatchObject({ facts: [{ value: '已确认 by 张三 14:02' }] })
    await bot.replace(takenCard('李四'), { platform: 'dingtalk', userId: 'zhangsan', reference: 'n1' })
    expect(card().shown.text).toMatch(picture)
  })

  it('P-02 are a message of their own where they have no words', async () => {
    const { bot } = await open()

    const message = { ...pictured(words('热力图')), body: {} }
    expect(await bot.send(message, to('zhangsan'), 'n1')).toMatchObject({ kind: 'sent' })

    expect(textOf(world)).toEqual([expect.stringMatching(/^!\[\]\(@\w+\)$/)])
  })

  it('P-02 go up once for any number of people, at the same time or later', async () => {
    const { bot, platform } = await open()
    const people = ['zhangsan', 'lisi']

    await Promise.all(people.map((userId) => bot.send(pictured(words('热力图')), to(userId), 'n1')))
    await bot.send(pictured(leadCard()), to('lisi'), 'n2')
    await bot.send(pictured(words('雷达图'), 'another'), to('lisi'), 'n3')

    expect(platform.counters().uploads).toBe(2)
  })

  it('P-02 answer a question in the chat', async () => {
    const { hub, platform } = await open()
    hub.answer = () => pictured(words('热力图'))
    await platform.typeAs('zhangsan', '热力图')

    await awaitUntil('the answer', () => textOf(world).length === 2)

    expect(textOf(world)[1]).toMatch(/^!\[.*\]\(@\w+\)\n\n热力图$/)
  })
})

describe('a picture that cannot be sent holds up no words', () => {
  it('is tried a second time where the trouble passes', async () => {
    const { bot, platform } = await open()
    platform.faults.refuseNext(1, upload, 200, { errcode: 90018 })

    await bot.send(pictured(words('热力图')), to('zhangsan'), 'n1')

    expect(textOf(world)).toEqual([expect.stringMatching(/^!\[.*\n\n热力图$/)])
  })

  it.each([
    ['refused', 200, { errcode: 88, sub_code: '60011' }],
    ['unreadable', 200, { errcode: 0, media_id: 'https://not an id' }],
    ['held up for long', 500, { code: 'system.error' }],
  ])('is left out where it is %s, and the admin can read why', async (_, status, body) => {
    const { bot, platform, logged } = await open()
    platform.faults.refuseNext(5, upload, status, body)

    expect(await bot.send(pictured(words('热力图')), to('zhangsan'), 'n1')).toMatchObject({ kind: 'sent' })

    expect(textOf(world)).toEqual(['热力图'])
    expect(logged).toContainEqual(
      expect.objectContaining({ level: 'warn', message: expect.stringContaining('picture') }),
    )
  })

  it.each([
    ['no PNG', Buffer.from('<svg></svg>')],
    ['more than 20 MB', Buffer.concat([Buffer.from(png()), Buffer.alloc(20 << 20)])],
  ])('is not even uploaded where it is %s', async (_, bytes) => {
    const { bot, platform } = await open()
    const message = pictured(leadCard())

    const unfit = { ...message, picture: { ...message.picture, png: bytes } }
    expect(await bot.send(unfit, to('zhangsan'), 'n1')).toMatchObject({ kind: 'sent' })

    expect(platform.counters().calls[upload]).toBeUndefined()
    expect(world.card().shown.text).not.toContain('![')
  })
})

describe('the gateway takes pictures as strictly as DingTalk', () => {
  const post = async (type: string, file: Uint8Array, name: string | undefined): Promise<object> => {
    const base = world.platform.settings().DINGTALK_API_BASE ?? ''
    const credentials = { appKey: 'dingtest', appSecret: 'a-secret-of-the-test' }
    const json = { 'content-type': 'application/json' }
    const asked = await fetch(`${base}/v1.0/oauth2/accessToken`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify(credentials),
    })
    const { accessToken } = (await asked.json()) as { accessToken: string }
    const form = new FormData()
    if (name === undefined) form.set('media', 'just words')
    else form.set('media', new Blob([Uint8Array.from(file)]), name)
    const address = `${base}${upload}?access_token=${accessToken}&type=${type}`
    return (await (await fetch(address, { method: 'POST', body: form })).json()) as object
  }

  it.each([
    ['a type other than image', 'picture', png(), 'a.png', 40004],
    ['no file name', 'image', png(), undefined, 40035],
    ['SVG', 'image', Buffer.from('<svg></svg>'), 'a.svg', 40005],
    ['more than 20 MB', 'image', Buffer.concat([Buffer.from(png()), Buffer.alloc(20 << 20)]), 'a.png', 40009],
    ['nothing wrong', 'image', png(), 'a.png', 0],
  ])('%s', async (_, type, file, name, errcode) => {
    await open()

    expect(await post(type, file, name)).toMatchObject({ errcode })
  })
})
