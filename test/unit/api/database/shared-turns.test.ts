import { SharedTurns } from '../../../../api/database/shared-turns'

describe('turns between threads', () => {
  it('come in the order they were asked for', async () => {
    const turns = new SharedTurns()
    const served: string[] = []
    await turns.take()
    const waiting = ['a', 'b', 'c'].map(async (name) => {
      await turns.take()
      served.push(name)
      turns.give()
    })
    expect(served).toEqual([])
    turns.give()
    await Promise.all(waiting)
    expect(served).toEqual(['a', 'b', 'c'])
  })

  it('are the same turns for whoever shares the memory', async () => {
    const here = new SharedTurns()
    const there = new SharedTurns(here.buffer)
    there.takeBlocking()
    let served = false
    const next = here.take().then(() => (served = true))
    await Promise.resolve()
    expect(served).toBe(false)
    there.giveBlocking()
    await next
    expect(served).toBe(true)
  })

  it('go on when the thread that had one is dead', async () => {
    const here = new SharedTurns()
    new SharedTurns(here.buffer).takeBlocking()
    const next = here.take()
    await here.giveForTheDead()
    await next
    here.give()
    await expect(here.take()).resolves.toBeUndefined()
  })

  it('are not given twice for a dead thread that had none', async () => {
    const here = new SharedTurns()
    await here.take()
    await here.giveForTheDead()
    let served = false
    const next = here.take().then(() => (served = true))
    await Promise.resolve()
    expect(served).toBe(false)
    here.give()
    await next
  })
})
