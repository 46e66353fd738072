import type { Platform } from '../../contract/people'
import type { Check } from './checks'
import type { Settings } from './env-file'
import type { KeptSettings } from './kept-settings'
import { sayChecked } from './run-wizard'
import { addresses, settingsForChecks } from './settings-for-checks'
import { steps } from './steps'
import type { Step } from './steps'
import type { Terminal } from './terminal'
import { setupWording } from './wording'
import type { StepId } from './wording'

export interface AnswersRun {
  readonly terminal: Pick<Terminal, 'say'>
  readonly kept: KeptSettings
  readonly checks: Readonly<Record<StepId, Check>>
  readonly env: Readonly<Record<string, string | undefined>>
  readonly lang: 'zh' | 'en'
  readonly platforms?: readonly Platform[]
  readonly answers: Settings
  /** Values that are in the file already may be replaced. */
  readonly yes: boolean
}

/** What may stand in a file of answers besides what the steps ask for. */
const besides: readonly string[] = [...addresses, 'DIRECTORY_SYNC', 'DIRECTORY_ROLES']

/**
 * The same steps without anybody to ask. What passes is written, whatever becomes of the others. Resolves to whether
 * all of them passed.
 */
export async function runAnswers(run: AnswersRun): Promise<boolean> {
  const { terminal, answers, lang } = run
  const words = setupWording[lang]
  const more = pick(answers, besides)
  if (!mayPut(run, more)) return false
  const wanted = steps.filter((s) => run.platforms?.includes(s.platform) ?? isMeant(s, run))
  let all = wanted.length > 0
  if (!all) terminal.say(words.missing(steps.flatMap((s) => s.asks.map((a) => a.variable)).join(', ')))
  for (const [i, step] of wanted.entries()) {
    if (step.optional && !isMeant(step, run)) continue
    terminal.say(words.step(i + 1, wanted.length, words.steps[step.id].title))
    if (!(await doStep(run, step, more))) all = false
  }
  if (all) await put(run, more)
  if (all) for (const line of words.done) terminal.say(line)
  else terminal.say(words.stopped)
  return all
}

const isMeant = ({ asks }: Step, { answers, kept }: AnswersRun): boolean =>
  asks.some(
    ({ variable, shared }) =>
      shared !== true && (answers[variable] !== undefined || kept.settings[variable] !== undefined),
  )

async function doStep(run: AnswersRun, step: Step, more: Settings): Promise<boolean> {
  const { terminal, kept, answers, lang, env, checks } = run
  const words = setupWording[lang]
  const given = pick(
    answers,
    step.asks.map((a) => a.variable),
  )
  const all = { ...kept.settings, ...given }
  const missing = step.asks.filter(({ variable, form }) => !form.test(all[variable] ?? ''))
  if (missing.length > 0) {
    terminal.say(`  ✗ ${words.missing(missing.map((a) => a.variable).join(', '))}`)
    return false
  }
  if (!mayPut(run, given)) return false
  const checked = await checks[step.id](settingsForChecks(kept.settings, env, { ...more, ...given }))
  sayChecked(terminal, checked, lang)
  if (checked.kind === 'trouble') return false
  await put(run, given)
  return true
}

async function put({ kept, terminal, lang }: AnswersRun, settings: Settings): Promise<void> {
  const words = setupWording[lang]
  if (Object.entries(settings).every(([name, value]) => kept.settings[name] === value)) return
  const copy = await kept.put(settings)
  if (copy !== null) terminal.say(`  ${words.backup(copy)}`)
  terminal.say(`  ${words.written(kept.path)}`)
}

function mayPut({ kept, yes, terminal, lang }: AnswersRun, settings: Settings): boolean {
  const other = Object.keys(settings).filter(
    (name) => kept.settings[name] !== undefined && kept.settings[name] !== settings[name],
  )
  if (other.length === 0 || yes) return true
  terminal.say(`  ✗ ${setupWording[lang].wouldReplace(other.join(', '))}`)
  return false
}

const pick = (settings: Settings, names: readonly string[]): Settings =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = settings[name]?.trim()
      return value === undefined || value === '' ? [] : [[name, value] as const]
    }),
  )
