import type { ObjectType } from './touchpoint'

/** What a place of the company's site, mini-program or documentation is about. First match wins. */
export interface ContentRow {
  /** A path; `*` stands for anything, also `/`. Compared without query and trailing slash. */
  readonly match: string
  readonly type: ObjectType
  readonly topic: string
  /** What people call it, where the touchpoint itself brings no name. */
  readonly name: string
  /** Topics that this place shows a way to: whoever views it was exposed to them. */
  readonly exposes: readonly string[]
}
