import { createLinkReaders } from '../../../../adapters/simulator/traffic/link-readers'
import type { ShownMessage } from '../../../../adapters/simulator/simulated-platform'

const token = (sign: string): string => sign.repeat(35)
const said = (text: string, from: 'bot' | 'me' = 'bot'): ShownMessage => ({
  id: text,
  from,
  at: 0,
  changedAt: null,
  shown: { form: 'markdown', text },
})

function world(chance: number) {
  const conversation: ShownMessage[] = [said(`旧的 [x](http://h/t/${token('o')})`)]
  let heard: (userId: string) => void = () => undefined
  const opened: string[] = []
  const waits: number[] = []
  const readers = createLinkReaders({
    baseUrl: 'http://127.0.0.1:3000',
    people: ['wang'],
    platforms: [
      { conversation: () => conversation, onChange: (listener) => ((heard = listener), () => undefined) },
    ],
    chance: () => chance,
    time: { now: () => 1, wait: (ms) => (waits.push(ms), Promise.resolve()) },
    open: (url) => (
      opened.push(url),
      url.includes(token('x')) ? Promise.reject(new Error('410')) : Promise.resolve()
    ),
  })
  readers.start()
  return {
    readers,
    opened,
    waits,
    say: (message: ShownMessage) => (conversation.push(message), heard('wang')),
  }
}

describe('the trial’s readers', () => {
  it('S1-27 open a new link once it has come, and some of them once more', async () => {
    const { readers, opened, waits, say } = world(0.1)
    say(said(`李工，您好 [https://hub/t/${token('a')}](https://hub/t/${token('a')})`))
    say(said(`再一次 https://hub/t/${token('a')}`))
    await new Promise(setImmediate)
    expect(opened).toEqual([`http://127.0.0.1:3000/t/${token('a')}`, `http://127.0.0.1:3000/t/${token('a')}`])
    expect(waits[0]).toBeGreaterThanOrEqual(10_000)
    expect(readers.latest()).toHaveLength(2)
    await readers.stop()
  })

  it('S1-27 leave alone what lay there before, what a person wrote and what is no link', async () => {
    const { readers, opened, say } = world(0.9)
    say(said(`http://h/t/${token('b')}`, 'me'))
    say(said(`http://h/t/${token('c')}c`))
    await new Promise(setImmediate)
    expect(opened).toEqual([])
    say(said(`http://h/t/${token('x')}`))
    await new Promise(setImmediate)
    expect(readers.latest()).toEqual([])
    await readers.stop()
  })
})
