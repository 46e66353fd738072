import type { Trouble } from '../../../api/people'

export const stepIds = [
  'wecom-bot',
  'wecom-app',
  'wecom-callback',
  'wecom-pages',
  'dingtalk-app',
  'dingtalk-card',
  'dingtalk-pages',
] as const
export type StepId = (typeof stepIds)[number]

export interface StepWords {
  readonly title: string
  /** What it is good for, in one sentence. */
  readonly why: string
  /** What to click, in order; the pages under docs/ have the same words. */
  readonly clicks: readonly string[]
  /** How each variable is asked for. */
  readonly asks: Readonly<Record<string, string>>
}

/** Troubles that only a set-up meets; those of the directory have their words in api/people. */
export type SetupTrouble =
  'bot-refused' | 'bot-unreachable' | 'callback-without-app' | 'stream-refused' | 'no-template'

export interface SetupWording {
  readonly steps: Readonly<Record<StepId, StepWords>>
  readonly trouble: Readonly<Record<SetupTrouble, Trouble>>
  readonly welcome: readonly string[]
  readonly whichPlatform: string
  readonly optional: string
  step(number: number, of: number, title: string): string
  readonly toClick: string
  known(variables: string): string
  replace(variable: string): string
  readonly keep: string
  readonly wrongForm: string
  readonly received: string
  readonly checking: string
  readonly fine: string
  /** Of what only the platform can prove, and only later. */
  readonly wellFormed: Readonly<Record<'by-callback' | 'by-use', string>>
  sees(people: number, departments: number): string
  readonly botWarning: string
  readonly whatNow: string
  readonly nightly: string
  written(path: string): string
  backup(path: string): string
  skipped(title: string): string
  readonly stopped: string
  readonly done: readonly string[]
  missing(variables: string): string
  wouldReplace(variables: string): string
  /** Of the pages under docs/. */
  readonly page: {
    readonly wecom: string
    readonly dingtalk: string
    readonly lead: string
    readonly byHand: string
    /** 客户联系, which asks for nothing: it is shown on WeCom's page only. */
    readonly customers: { readonly title: string; readonly why: string; readonly clicks: readonly string[] }
    readonly troubles: string
    readonly troubleHead: readonly [string, string]
    readonly notLive: string
  }
}
