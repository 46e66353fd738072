import type { Instant } from '../../contract/quantities'
import type { RuleDocument, StrategyPackage } from '../../contract/rule'
import type { Database, Sql } from '../database'
import { onConflict } from '../database'

/** Published rules and packages with all their versions. */
export interface RuleStore {
  /** The live version of every rule that is not paused. */
  liveRules(): Promise<RuleDocument[]>
  livePackages(): Promise<{ readonly document: StrategyPackage; readonly paused: boolean }[]>
  /** The live version of every rule, paused or not. */
  rulesInForce(): Promise<{ readonly document: RuleDocument; readonly paused: boolean }[]>
  /** Steps of each package that are open or wait for one that is. */
  openSteps(): Promise<ReadonlyMap<string, number>>
  ruleVersion(id: string, version: number): Promise<RuleDocument | undefined>
  packageVersion(id: string, version: number): Promise<StrategyPackage | undefined>
  /** Keeps the version and makes it the live one. A version that exists is never changed. */
  publishRule(document: RuleDocument, by: string, now: Instant): Promise<void>
  publishPackage(document: StrategyPackage, now: Instant): Promise<void>
  pausePackage(tx: Sql, id: string, by: string, now: Instant): Promise<boolean>
  resumePackage(tx: Sql, id: string): Promise<boolean>
  pauseRule(id: string, reason: string, now: Instant): Promise<boolean>
  resumeRule(id: string): Promise<boolean>
}

export const createRuleStore = (database: Database): RuleStore => {
  const { read } = database
  const parsed = <T>(rows: readonly { document: string }[]): T[] =>
    rows.map((r) => JSON.parse(r.document) as T)
  return {
    liveRules: async () =>
      parsed(
        await read.rows(
          `SELECT v.document FROM rule_state s JOIN rule_version v ON v.rule_id = s.rule_id AND v.version = s.live_version
           WHERE s.paused_at IS NULL ORDER BY s.rule_id`,
        ),
      ),
    livePackages: async () => {
      const rows = await read.rows<{ document: string; paused_at: number | null }>(
        `SELECT v.document, s.paused_at FROM package_state s
         JOIN package_version v ON v.package_id = s.package_id AND v.version = s.live_version ORDER BY s.package_id`,
      )
      return rows.map((r) => ({
        document: JSON.parse(r.document) as StrategyPackage,
        paused: r.paused_at !== null,
      }))
    },
    rulesInForce: async () => {
      const rows = await read.rows<{ document: string; paused_at: number | null }>(
        `SELECT v.document, s.paused_at FROM rule_state s
         JOIN rule_version v ON v.rule_id = s.rule_id AND v.version = s.live_version ORDER BY s.rule_id`,
      )
      return rows.map((r) => ({
        document: JSON.parse(r.document) as RuleDocument,
        paused: r.paused_at !== null,
      }))
    },
    openSteps: async () => {
      const rows = await read.rows<{ package_id: string; n: number }>(
        "SELECT package_id, COUNT(*) AS n FROM package_step WHERE state IN ('open', 'waiting') GROUP BY package_id",
      )
      return new Map(rows.map((r) => [r.package_id, Number(r.n)]))
    },
    ruleVersion: async (id, version) =>
      parsed<RuleDocument>(
        await read.rows('SELECT document FROM rule_version WHERE rule_id = ? AND version = ?', [id, version]),
      )[0],
    packageVersion: async (id, version) =>
      parsed<StrategyPackage>(
        await read.rows('SELECT document FROM package_version WHERE package_id = ? AND version = ?', [
          id,
          version,
        ]),
      )[0],
    publishRule: (document, by, now) =>
      database.write(async (tx) => {
        await tx.run(
          `INSERT INTO rule_version (rule_id, version, document, published_at, by_whom) VALUES (?,?,?,?,?)
           ${onConflict(tx.dialect, ['rule_id', 'version'], [])}`,
          [document.id, document.version, JSON.stringify(document), now, by],
        )
        await tx.run(
          `INSERT INTO rule_state (rule_id, live_version) VALUES (?,?)${onConflict(tx.dialect, ['rule_id'], ['live_version'])}`,
          [document.id, document.version],
        )
      }),
    publishPackage: (document, now) =>
      database.write(async (tx) => {
        await tx.run(
          `INSERT INTO package_version (package_id, version, document, published_at) VALUES (?,?,?,?)
           ${onConflict(tx.dialect, ['package_id', 'version'], [])}`,
          [document.id, document.version, JSON.stringify(document), now],
        )
        await tx.run(
          `INSERT INTO package_state (package_id, live_version) VALUES (?,?)
           ${onConflict(tx.dialect, ['package_id'], ['live_version'])}`,
          [document.id, document.version],
        )
      }),
    pausePackage: async (tx, id, by, now) =>
      (await tx.run(
        'UPDATE package_state SET paused_at = ?, paused_by = ? WHERE package_id = ? AND paused_at IS NULL',
        [now, by, id],
      )) > 0,
    resumePackage: async (tx, id) =>
      (await tx.run(
        'UPDATE package_state SET paused_at = NULL, paused_by = NULL WHERE package_id = ? AND paused_at IS NOT NULL',
        [id],
      )) > 0,
    pauseRule: (id, reason, now) =>
      database.write(
        async (tx) =>
          (await tx.run(
            'UPDATE rule_state SET paused_at = ?, reason = ? WHERE rule_id = ? AND paused_at IS NULL',
            [now, reason, id],
          )) > 0,
      ),
    resumeRule: (id) =>
      database.write(
        async (tx) =>
          (await tx.run(
            'UPDATE rule_state SET paused_at = NULL, reason = NULL WHERE rule_id = ? AND paused_at IS NOT NULL',
            [id],
          )) > 0,
      ),
  }
}
