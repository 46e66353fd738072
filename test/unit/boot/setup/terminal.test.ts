import { PassThrough } from 'node:stream'

import { createTerminal, InputEnded } from '../../../../boot/setup/terminal'

describe('the terminal of the wizard', () => {
  let input: PassThrough
  let shown: string
  const open = () => {
    input = new PassThrough()
    shown = ''
    const output = new PassThrough()
    output.on('data', (chunk: Buffer) => (shown += chunk.toString()))
    return createTerminal(input, output)
  }

  it('O-01 shows what is typed, and never a secret', async () => {
    const terminal = open()
    const name = terminal.ask('name?')
    input.write('wangle\n')
    expect(await name).toBe('wangle')
    const secret = terminal.askSecret('secret?')
    input.write('hunter2-hunter2\n')
    expect(await secret).toBe('hunter2-hunter2')
    const again = terminal.ask('again?')
    input.write('\u001b[A\n')
    await again
    terminal.close()
    expect(shown).toContain('wangle')
    expect(shown).toContain('secret?')
    expect(shown).not.toContain('hunter2')
  })

  it.each([
    ['Ctrl-C', () => void input.write('\u0003')],
    ['Ctrl-D', () => void input.write('\u0004')],
    ['the end of the input', () => void input.end()],
  ])('O-01 ends a question at %s', async (_what, end) => {
    const terminal = open()
    const asked = terminal.ask('?')
    end()
    await expect(asked).rejects.toBeInstanceOf(InputEnded)
    await expect(terminal.ask('?')).rejects.toBeInstanceOf(InputEnded)
    terminal.close()
  })
})
