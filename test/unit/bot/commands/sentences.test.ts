import { zhCN } from '../../../../bot'
import { isOrder } from '../../../../bot/commands/command-rows'
import { parseCommand } from '../../../../bot/commands/parse-command'
import { understand } from '../../../../bot/commands/understand'
import type { SpokenNames } from '../../../../contract/ports/desk'
import { file, names, score } from '../../../support/sentences'

const read = (text: string, known: SpokenNames = names) => understand(text, known, zhCN)

describe('P-06 two hundred sentences, without a language model', () => {
  it('are 200, 80 of them held out, a tenth of them to be asked back', () => {
    const all = [...file.development, ...file.heldOut]
    expect(all).toHaveLength(200)
    expect(file.heldOut).toHaveLength(80)
    expect(new Set(all.map(({ text }) => text)).size).toBe(200)
    const asked = all.filter(({ command }) => command === 'ask' || command === 'none')
    expect(asked.length).toBeGreaterThanOrEqual(20)
  })

  it.each([
    ['the development part', file.development, 0.95],
    ['the held-out part', file.heldOut, 0.9],
  ] as const)('%s is understood, command and names', (_, sentences, least) => {
    const { command, whole } = score(sentences, (text) => read(text))
    // The count alone: which of the held-out ones fail is nobody's to see.
    expect(command).toBeGreaterThanOrEqual(sentences.length * least)
    expect(whole).toBeGreaterThanOrEqual(sentences.length * least)
  })

  it('give no order: what was read as one is asked back', () => {
    for (const { text } of [...file.development, ...file.heldOut]) {
      const { command } = read(text)
      // But for those that were written down as the command is taught.
      const taught = isOrder(parseCommand(text).command)
      expect({ text, order: isOrder(command) }).toEqual({ text, order: taught })
    }
  })

  it('come to the same whatever other names there are', () => {
    const more = Array.from({ length: 45 }, (_, i) => `第${i}号样本机械`)
    const crowded = { ...names, customers: [...more, ...names.customers] }
    for (const { text } of file.development) expect(read(text, crowded)).toEqual(read(text))
  })
})

describe('P-06 a sentence', () => {
  it('is said back as a command that can be sent as it stands', () => {
    expect(read('帮我看看华东今天的热客')).toEqual({
      command: { kind: 'hot', page: 1, filter: '华东' },
      guessed: '今日热客 华东',
    })
  })

  it('about something else is a question, and nothing runs', () => {
    expect(read('晚上一起打球吗').command.kind).toBe('unknown')
  })

  it('with a slip in a name is about the one customer who is called nearly so', () => {
    expect(read('云凡科技什么情况').guessed).toBe('客户 云帆科技')
  })
})
