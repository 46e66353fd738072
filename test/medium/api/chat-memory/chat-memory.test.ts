import { createChatMemory, forgetChat } from '../../../../api/chat-memory'
import { ProcessMemory } from '../../../../adapters/wecom/app/process-memory'
import type { ChatMemory } from '../../../../contract/ports/chat-memory'
import { instant } from '../../../../contract/quantities'
import { freshDatabase, reachable } from '../../../support/databases'
import type { TestDatabase } from '../../../support/databases'

const at = (ms: number) => instant(1_795_000_000_000 + ms)
let made = 0
const fresh = () => ({ platform: 'wecom' as const, userId: 'ZhangSan', reference: `n${(made += 1)}` })
const callback = (ms = 0) => ({ id: `e:${(made += 1)}`, raw: '<xml>中文</xml>', at: at(ms) })

/** What every memory owes its adapter, and the one that ends with the process to its tests. */
const owesItsAdapter = (memoryOf: () => ChatMemory) => {
  it('P-12 hears the same callback once, also when it comes many times at once', async () => {
    const heard = callback()

    const answers = await Promise.all(Array.from({ length: 8 }, () => memoryOf().hear(heard)))

    expect(answers.filter((first) => first)).toHaveLength(1)
  })

  it('P-12 keeps what is not done, oldest first, and forgets the words of what is', async () => {
    const [late, early, done] = [callback(-10_000), callback(-20_000), callback(-30_000)]
    for (const heard of [late, early, done]) await memoryOf().hear(heard)
    await memoryOf().done(done.id)

    expect(await memoryOf().undone(at(-5_000), 10)).toEqual([early, late])
    expect(await memoryOf().undone(at(-10_000), 10)).toEqual([early])
    expect(await memoryOf().undone(at(0), 1)).toEqual([early])
    expect(await memoryOf().hear(done)).toBe(false)
    for (const { id } of [late, early]) await memoryOf().done(id)
  })

  it('P-15 knows the newest message under a name, whatever the case of the person', async () => {
    const name = fresh()
    expect(await memoryOf().shown(name)).toBeUndefined()
    await memoryOf().keepShown(name, { taskId: 'a', messageId: 'm1', at: at(1) })
    await memoryOf().keepShown(name, { taskId: 'b', messageId: null, at: at(2) })

    const shown = await memoryOf().shown({ ...name, userId: 'zhangsan' })

    expect(shown).toEqual({ taskId: 'b', messageId: null, at: at(2) })
  })

  it('P-15 hands out the newest code, to one of many', async () => {
    const name = fresh()
    await memoryOf().keepCode(name, 'one', at(1))
    await memoryOf().keepCode(name, 'two', at(2))

    const taken = await Promise.all(Array.from({ length: 8 }, () => memoryOf().takeCode(name, at(0))))

    expect(taken.filter((code) => code !== undefined)).toEqual(['two'])
    expect(await memoryOf().takeCode(name, at(0))).toBeUndefined()
  })

  it('P-15 hands out no code that is too old', async () => {
    const name = fresh()
    await memoryOf().keepCode(name, 'old', at(1))

    expect(await memoryOf().takeCode(name, at(2))).toBeUndefined()
  })

  it('P-15 does not take a code for a message', async () => {
    const name = fresh()
    await memoryOf().keepCode(name, 'one', at(1))
    expect(await memoryOf().shown(name)).toBeUndefined()

    await memoryOf().keepShown(name, { taskId: 'a', messageId: 'm', at: at(2) })

    expect(await memoryOf().takeCode(name, at(0))).toBe('one')
  })
}

describe('ProcessMemory', () => {
  const memory = new ProcessMemory()
  owesItsAdapter(() => memory)
})

describe.each(reachable)('chat memory on %s', (dialect) => {
  let place: TestDatabase
  beforeAll(async () => {
    place = await freshDatabase(dialect)
  })
  afterAll(() => place.drop())

  owesItsAdapter(() => createChatMemory(place.database, 'wecom'))

  it('keeps the platforms apart', async () => {
    const heard = callback()

    expect(await createChatMemory(place.database, 'wecom').hear(heard)).toBe(true)
    expect(await createChatMemory(place.database, 'dingtalk').hear(heard)).toBe(true)
  })

  it('forgets what is old and keeps the rest', async () => {
    const memory = createChatMemory(place.database, 'wecom')
    const [old, young] = [callback(-100), callback(100)]
    const [before, after] = [fresh(), fresh()]
    for (const heard of [old, young]) await memory.hear(heard)
    await memory.keepShown(before, { taskId: 'a', messageId: 'm', at: at(-100) })
    await memory.keepShown(after, { taskId: 'a', messageId: 'm', at: at(100) })

    expect(await forgetChat(place.database, at(0), at(0))).toBeGreaterThanOrEqual(2)

    expect(await memory.shown(before)).toBeUndefined()
    expect(await memory.shown(after)).toBeDefined()
    expect(await memory.hear(young)).toBe(false)
    expect(await memory.hear(old)).toBe(true)
  })
})
