import type { z } from 'zod'

import type { Wait } from '../directory/wait'
import type { Query, RestOutcome, WecomRest } from '../rest'
import type { Pace } from './pace'
import { Trouble, troubleOf } from './trouble'

const TRIES = 5
/** A block of a minute is sat out, a longer one is not. */
const PATIENCE_MS = 65_000
const TOO_OFTEN = 'wecom-45009'
const TOO_MANY_AT_ONCE = 'wecom-45033'

/** Makes calls in their pace, counts them, and sits out what passes by itself. */
export class Caller {
  calls = 0

  constructor(
    private readonly deps: { readonly rest: WecomRest; readonly wait: Wait; readonly pace: Pace },
    private readonly signal: AbortSignal,
    /** Told when there were too many calls at once. */
    private readonly crowded: () => void = () => undefined,
  ) {}

  get<T>(path: string, query: Query, shape: z.ZodType<T>): Promise<T> {
    return this.ask(path, () => this.deps.rest.get(path, query, shape))
  }

  post<T>(path: string, body: object, shape: z.ZodType<T>): Promise<T> {
    return this.ask(path, () => this.deps.rest.post(path, body, shape))
  }

  private async ask<T>(path: string, call: () => Promise<RestOutcome<T>>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      await this.turn(path)
      this.calls += 1
      const answer = await call()
      if (answer.kind === 'answered') return answer.value
      const trouble = troubleOf(answer.code)
      const detail = (answer.kind === 'refused' ? answer.address : undefined) ?? path
      if (answer.kind === 'refused' || trouble === 'wrong-secret')
        throw new Trouble(trouble, answer.code, detail)
      if (answer.code === TOO_MANY_AT_ONCE) this.crowded()
      if (answer.code === TOO_OFTEN) this.deps.pace.slowDown()
      if (answer.after > PATIENCE_MS || tries === TRIES) throw new Trouble(trouble, answer.code, detail)
      await this.deps.wait(answer.after, this.signal)
    }
  }

  private async turn(path: string): Promise<void> {
    const wait = this.deps.pace.take()
    if (wait > 0) await this.deps.wait(wait, this.signal)
    if (this.signal.aborted) throw new Trouble('incomplete', 'aborted', path)
  }
}
