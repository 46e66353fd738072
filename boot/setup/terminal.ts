import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'

/** The person at the terminal, as the wizard sees him. */
export interface Terminal {
  say(line: string): void
  /** Throws InputEnded when there is nobody any more. */
  ask(question: string): Promise<string>
  /** The same without showing what is typed. */
  askSecret(question: string): Promise<string>
  close(): void
}

/** Ctrl-C, Ctrl-D, or the end of what was piped in. */
export class InputEnded extends Error {}

/** Questions on these streams. What is typed after `askSecret` reaches the output nowhere. */
export function createTerminal(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Terminal {
  let muted = false
  const screen = new Writable({
    write: (chunk: Buffer | string, _encoding, done) => {
      if (!muted) output.write(chunk)
      done()
    },
  })
  const lines = createInterface({ input, output: screen, terminal: true, historySize: 0 })
  const ended = new AbortController()
  const end = (): void => ended.abort()
  lines.once('close', end)
  lines.on('SIGINT', end)

  const question = async (text: string): Promise<string> => {
    try {
      return (await lines.question(text, { signal: ended.signal })).trim()
    } catch {
      throw new InputEnded()
    }
  }

  return {
    say: (line) => void output.write(`${line}\n`),
    ask: (text) => question(`${text} `),
    askSecret: async (text) => {
      output.write(`${text} `)
      muted = true
      try {
        return await question('')
      } finally {
        muted = false
        output.write('\n')
      }
    },
    close: () => lines.close(),
  }
}
