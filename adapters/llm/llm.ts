import axios from 'axios'

import type { Clock } from '../../contract/ports/clock'
import type { LlmPort, LlmQuestion, LlmReading } from '../../contract/ports/llm'
import type { Log } from '../../contract/ports/log'
import { millis, seconds } from '../../contract/quantities'
import { readReply } from './read-reply'
import { task } from './task'

export interface LlmSettings {
  /** The address before `/chat/completions`, such as `https://api.example.cn/v1`. */
  readonly baseUrl: string
  readonly apiKey: string
  readonly model: string
}

export interface LlmDeps {
  readonly log: Log
  readonly clock: Clock
}

/** A platform waits two seconds for an answer in chat; this leaves time for the answer itself. */
const PATIENCE = millis(1_200)
const MOST_AT_ONCE = 4
const LARGEST_ANSWER_BYTES = 64 * 1_024
/** So many failures in a row, and it is left alone for a while: somebody waits behind each of them. */
const MOST_FAILURES = 3
const REST = seconds(60)

/**
 * A language model behind an interface that speaks like OpenAI's `POST /chat/completions`.
 *
 * 1. Never throws, and is done within 1.2 seconds, whatever the other side does.
 * 2. What comes back is one of the commands asked for in the form asked for, or nothing.
 * 3. What was sent and what came back is logged; the key never is.
 */
export function createLlm(settings: LlmSettings, { log, clock }: LlmDeps): LlmPort {
  let [underWay, failures, restsUntil] = [0, 0, 0]

  const ask = async (question: LlmQuestion): Promise<string | null> => {
    underWay += 1
    try {
      const answer = await complete(settings, question)
      failures = 0
      return answer
    } catch (cause) {
      failures += 1
      if (failures >= MOST_FAILURES) restsUntil = clock.now() + REST
      log.warn({ failures, reason: reasonOf(cause) }, 'the language model did not answer')
      return null
    } finally {
      underWay -= 1
    }
  }

  return {
    read: async (question): Promise<LlmReading | null> => {
      if (underWay >= MOST_AT_ONCE || clock.now() < restsUntil) return null
      const answer = await ask(question)
      const reading = answer === null ? null : readReply(answer, question.commands)
      log.info({ asked: question.text, read: reading?.command ?? null }, 'a language model was asked')
      return reading
    },
  }
}

/** The text of the first choice. Rejects for every other outcome. */
async function complete(
  { baseUrl, apiKey, model }: LlmSettings,
  question: LlmQuestion,
): Promise<string | null> {
  const { data } = await axios.post<unknown>(
    `${baseUrl}/chat/completions`,
    {
      model,
      temperature: 0,
      max_tokens: 200,
      messages: [
        { role: 'system', content: task(question.commands) },
        { role: 'user', content: question.text },
      ],
    },
    {
      headers: { authorization: `Bearer ${apiKey}` },
      timeout: PATIENCE,
      // The limit above is for silence; this one is for everything together.
      signal: AbortSignal.timeout(PATIENCE),
      maxContentLength: LARGEST_ANSWER_BYTES,
      maxRedirects: 0,
      proxy: false,
    },
  )
  return textOf(data)
}

const textOf = (data: unknown): string | null => {
  const { choices } = (typeof data === 'object' && data !== null ? data : {}) as { choices?: unknown }
  const [first] = Array.isArray(choices) ? (choices as unknown[]) : []
  const content = (first as { message?: { content?: unknown } } | null | undefined)?.message?.content
  return typeof content === 'string' ? content : null
}

/** Says what went wrong without what was sent: the error of axios carries the key. */
const reasonOf = (cause: unknown): string =>
  axios.isAxiosError(cause) ? `${cause.code ?? ''} ${cause.response?.status ?? ''}`.trim() : 'unreadable'
