import type { Platform } from '../../contract/people'
import type { Check, Checked } from './checks'
import type { Settings } from './env-file'
import type { KeptSettings } from './kept-settings'
import { settingsForChecks } from './settings-for-checks'
import { steps } from './steps'
import type { Asked, Step } from './steps'
import { troubleOf } from './tell-trouble'
import type { Terminal } from './terminal'
import { InputEnded } from './terminal'
import { setupWording } from './wording'
import type { SetupWording, StepId } from './wording'

export interface Wizard {
  readonly terminal: Terminal
  readonly kept: KeptSettings
  readonly checks: Readonly<Record<StepId, Check>>
  readonly env: Readonly<Record<string, string | undefined>>
  readonly lang: 'zh' | 'en'
  /** Asked for where left out. */
  readonly platforms?: readonly Platform[]
}

type StepEnd = 'passed' | 'skipped' | 'stopped'

/** Leads an admin through the steps. Resolves to whether every step that was begun has passed. */
export async function runWizard(wizard: Wizard): Promise<boolean> {
  const { terminal, lang } = wizard
  const words = setupWording[lang]
  for (const line of words.welcome) terminal.say(line)
  try {
    const platforms = wizard.platforms ?? (await askPlatforms(terminal, words))
    const wanted = steps.filter((step) => platforms.includes(step.platform))
    const ends: StepEnd[] = []
    for (const [i, step] of wanted.entries()) {
      if (step.builtOn !== null && wizard.kept.settings[step.builtOn] === undefined) {
        ends.push('skipped')
        continue
      }
      const title = words.steps[step.id].title
      terminal.say('')
      terminal.say(words.step(i + 1, wanted.length, title))
      const end = await doStep(wizard, step, words)
      if (end === 'stopped') throw new InputEnded()
      if (end === 'skipped') terminal.say(words.skipped(title))
      ends.push(end)
    }
    await askNightly(wizard, words)
    terminal.say('')
    for (const line of words.done) terminal.say(line)
    return wanted.every((step, i) => step.optional || ends[i] === 'passed')
  } catch (error) {
    if (!(error instanceof InputEnded)) throw error
    terminal.say('')
    terminal.say(words.stopped)
    return false
  }
}

async function askPlatforms(terminal: Terminal, words: SetupWording): Promise<readonly Platform[]> {
  for (;;) {
    const answer = await terminal.ask(words.whichPlatform)
    if (answer === '1') return ['wecom']
    if (answer === '2') return ['dingtalk']
    if (answer === '3') return ['wecom', 'dingtalk']
  }
}

const isYes = (answer: string): boolean => /^(y|yes|是)$/i.test(answer)

async function doStep(wizard: Wizard, step: Step, words: SetupWording): Promise<StepEnd> {
  const { terminal, kept } = wizard
  const text = words.steps[step.id]
  terminal.say(`  ${text.why}`)
  const known = step.asks.filter((a) => kept.settings[a.variable] !== undefined)
  let pasted: Settings | null = known.length === step.asks.length ? {} : null
  if (pasted !== null) terminal.say(`  ${words.known(known.map((a) => a.variable).join(', '))}`)
  else if (step.optional && !isYes(await terminal.ask(words.optional))) return 'skipped'
  else sayClicks(terminal, words, text.clicks)
  for (;;) {
    pasted ??= await collect(wizard, step, words)
    const checked = await check(wizard, step, pasted, words)
    if (checked.kind !== 'trouble') {
      await keep(wizard, pasted, words)
      return 'passed'
    }
    const next = (await terminal.ask(words.whatNow)).toLowerCase()
    if (next === 's') return 'skipped'
    if (next === 'q') return 'stopped'
    if (next === 'e') {
      sayClicks(terminal, words, text.clicks)
      pasted = null
    }
  }
}

function sayClicks(terminal: Terminal, words: SetupWording, clicks: readonly string[]): void {
  terminal.say(`  ${words.toClick}`)
  for (const [i, click] of clicks.entries()) terminal.say(`    ${i + 1}. ${click}`)
}

async function collect(wizard: Wizard, step: Step, words: SetupWording): Promise<Settings> {
  const values: Record<string, string> = {}
  for (const asked of step.asks) values[asked.variable] = await askOne(wizard, step, asked, words)
  return values
}

async function askOne(
  { terminal, kept }: Wizard,
  step: Step,
  { variable, secret, form }: Asked,
  words: SetupWording,
): Promise<string> {
  const before = kept.settings[variable]
  const label = words.steps[step.id].asks[variable] ?? variable
  const question = `  ${label} (${variable})${before === undefined ? '' : ` [${words.keep}]`}:`
  for (;;) {
    const answer = await (secret ? terminal.askSecret(question) : terminal.ask(question))
    if (answer === '' && before !== undefined) return before
    if (!form.test(answer)) {
      terminal.say(`  ${words.wrongForm}`)
      continue
    }
    if (secret) terminal.say(`  ${words.received}`)
    if (before === undefined || before === answer) return answer
    return isYes(await terminal.ask(`  ${words.replace(variable)}`)) ? answer : before
  }
}

async function check(wizard: Wizard, step: Step, pasted: Settings, words: SetupWording): Promise<Checked> {
  const { terminal, kept, env, checks, lang } = wizard
  if (step.id === 'wecom-bot') terminal.say(`  ${words.botWarning}`)
  terminal.say(`  ${words.checking}`)
  const checked = await checks[step.id](settingsForChecks(kept.settings, env, pasted))
  sayChecked(terminal, checked, lang)
  return checked
}

/** Passed or not, in words. */
export function sayChecked(terminal: Pick<Terminal, 'say'>, checked: Checked, lang: 'zh' | 'en'): void {
  const words = setupWording[lang]
  if (checked.kind === 'well-formed') {
    terminal.say(`  ${words.wellFormed[checked.proved]}`)
    return
  }
  if (checked.kind === 'fine') {
    const { sees } = checked
    terminal.say(`  ${sees === null ? words.fine : words.sees(sees.people, sees.departments)}`)
    return
  }
  const { what, todo } = troubleOf(checked, lang)
  terminal.say(`  ✗ ${what}`)
  terminal.say(`    → ${todo}`)
}

async function keep({ terminal, kept }: Wizard, settings: Settings, words: SetupWording): Promise<void> {
  if (Object.keys(settings).length === 0) return
  const copy = await kept.put(settings)
  if (copy !== null) terminal.say(`  ${words.backup(copy)}`)
  terminal.say(`  ${words.written(kept.path)}`)
}

/** Asked once, and only where there is a directory to read. */
async function askNightly(wizard: Wizard, words: SetupWording): Promise<void> {
  const { kept, terminal } = wizard
  const { WECOM_APP_SECRET, DINGTALK_CLIENT_SECRET, DIRECTORY_SYNC } = kept.settings
  if (DIRECTORY_SYNC !== undefined || (WECOM_APP_SECRET ?? DINGTALK_CLIENT_SECRET) === undefined) return
  const answer = await terminal.ask(words.nightly)
  await keep(wizard, { DIRECTORY_SYNC: isYes(answer) ? 'nightly' : 'off' }, words)
}
