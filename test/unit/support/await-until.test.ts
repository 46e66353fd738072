import { awaitUntil } from '../../support/await-until'

describe('awaitUntil', () => {
  it('gives the value that met the condition', async () => {
    let asked = 0

    const found = await awaitUntil('the third try', () => ((asked += 1) >= 3 ? { asked } : undefined))

    expect(found).toEqual({ asked: 3 })
  })

  it('takes a condition that throws for one that is not met yet', async () => {
    let asked = 0

    const found = awaitUntil('a try that does not throw', () => {
      if ((asked += 1) < 3) throw new Error('not there')
      return asked
    })

    await expect(found).resolves.toBe(3)
  })

  it('says what it waited for, and what was in the way', async () => {
    const never = awaitUntil(
      'a card',
      () => {
        throw new Error('no connection')
      },
      20,
    )

    await expect(never).rejects.toMatchObject({
      message: 'waited 20 ms for a card',
      cause: expect.objectContaining({ message: 'no connection' }) as unknown,
    })
  })
})
