import { Command } from 'commander'

import type { Stage } from './stage'

export interface Ran {
  /** What the person at the terminal reads. */
  readonly text: string
  readonly exitCode: number
}

/** Runs one of the product's commands as another process beside the hub would: same settings, its own connection. */
export async function run(
  stage: Pick<Stage, 'env'>,
  add: (program: Command) => void,
  ...words: readonly string[]
): Promise<Ran> {
  const program = new Command('zhongshu').exitOverride()
  add(program)
  const said: string[] = []
  const before = { ...process.env }
  const stdout = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said.push(String(text))
    return true
  })
  try {
    Object.assign(process.env, stage.env)
    process.exitCode = 0
    await program.parseAsync(words, { from: 'user' })
    return { text: said.join(''), exitCode: Number(process.exitCode) }
  } finally {
    stdout.mockRestore()
    for (const name of Object.keys(stage.env)) delete process.env[name]
    Object.assign(process.env, before)
    process.exitCode = 0
  }
}
