import type { MigrationInterface, QueryRunner } from 'typeorm'

import type { ColumnTypes } from '../column-types'
import { columnTypes } from '../column-types'
import type { Dialect } from '../sql'
import { onConflict } from '../sql'
import { runStatements } from './run-statements'

/** Everything the main path keeps: log, identity, customers, decisions, notices, people, leases. */
export class Foundation1795430000000 implements MigrationInterface {
  readonly name = 'Foundation1795430000000'

  async up(runner: QueryRunner): Promise<void> {
    const dialect = runner.connection.options.type === 'mysql' ? 'mysql' : 'sqlite'
    const t = columnTypes(dialect)
    await runStatements(runner, dialect, [
      ...log(t),
      ...identity(t),
      ...customers(t),
      ...rules(t),
      ...people(t),
      ...delivery(t),
      ...plumbing(t, dialect),
    ])
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of tablesNewestFirst) await runner.query(`DROP TABLE IF EXISTS ${table}`)
  }
}

const log = (t: ColumnTypes): string[] => [
  `CREATE TABLE source (
    id ${t.serial}, name ${t.key(100)} NOT NULL UNIQUE, kind ${t.key(20)} NOT NULL,
    key_hash ${t.key(64)} NOT NULL, per_second ${t.int} NOT NULL, created_at ${t.big} NOT NULL,
    disabled_at ${t.big}, UNIQUE (kind, key_hash))${t.table}`,
  `CREATE TABLE touchpoint_log (
    seq ${t.serial}, source_id ${t.big} NOT NULL, source_event_id ${t.key(128)} NOT NULL,
    received_at ${t.big} NOT NULL, body ${t.text} NOT NULL,
    UNIQUE (source_id, source_event_id), FOREIGN KEY (source_id) REFERENCES source (id))${t.table}`,
  `CREATE TABLE quarantine (
    id ${t.serial}, source_id ${t.big} NOT NULL, source_event_id ${t.key(128)} NOT NULL,
    reason ${t.key(40)} NOT NULL, detail ${t.text} NOT NULL, event_name ${t.key(128)}, raw ${t.text} NOT NULL,
    received_at ${t.big} NOT NULL, resolved_at ${t.big},
    UNIQUE (source_id, source_event_id), FOREIGN KEY (source_id) REFERENCES source (id))${t.table}`,
  `CREATE TABLE event_meaning (
    source_kind ${t.key(20)} NOT NULL, event_name ${t.key(128)} NOT NULL, verb ${t.key(20)} NOT NULL,
    object_type ${t.key(20)} NOT NULL, topic ${t.key(64)}, by_whom ${t.key(100)} NOT NULL, at ${t.big} NOT NULL,
    PRIMARY KEY (source_kind, event_name))${t.clustered}`,
]

const identity = (t: ColumnTypes): string[] => [
  `CREATE TABLE persona (
    id ${t.serial}, customer_id ${t.big} NOT NULL, first_touchpoint ${t.big} NOT NULL, created_at ${t.big} NOT NULL,
    known ${t.int} NOT NULL)${t.table}`,
  `CREATE INDEX persona_customer ON persona (customer_id)`,
  `CREATE TABLE identifier (
    type ${t.key(20)} NOT NULL, value ${t.key(128)} NOT NULL, persona_id ${t.big} NOT NULL,
    touchpoint ${t.big} NOT NULL, at ${t.big} NOT NULL, PRIMARY KEY (type, value))${t.clustered}`,
  `CREATE INDEX identifier_persona ON identifier (persona_id)`,
  `CREATE TABLE persona_link (
    id ${t.serial}, persona_id ${t.big} NOT NULL, from_customer ${t.big} NOT NULL, into_customer ${t.big} NOT NULL,
    touchpoint ${t.big} NOT NULL, reason ${t.key(40)} NOT NULL, at ${t.big} NOT NULL, undone_at ${t.big},
    undone_by ${t.key(100)})${t.table}`,
  `CREATE TABLE identity_conflict (
    id ${t.serial}, touchpoint ${t.big} NOT NULL, kept_customer ${t.big} NOT NULL, other_customer ${t.big} NOT NULL,
    identifier ${t.key(150)} NOT NULL, at ${t.big} NOT NULL)${t.table}`,
]

const customers = (t: ColumnTypes): string[] => [
  `CREATE TABLE customer (
    id ${t.big} NOT NULL PRIMARY KEY, name ${t.key(100)} NOT NULL, company ${t.key(150)}, owner_id ${t.big},
    intent_tenths ${t.int} NOT NULL, intent_at ${t.big} NOT NULL, stage ${t.key(20)} NOT NULL,
    touchpoints ${t.int} NOT NULL, first_at ${t.big} NOT NULL, last_at ${t.big} NOT NULL, due_at ${t.big},
    merged_into ${t.big}, state ${t.text} NOT NULL)${t.table}`,
  `CREATE INDEX customer_intent ON customer (intent_tenths)`,
  `CREATE INDEX customer_due ON customer (due_at)`,
  `CREATE INDEX customer_owner ON customer (owner_id)`,
  `CREATE INDEX customer_name ON customer (name)`,
  `CREATE INDEX customer_company ON customer (company)`,
  `CREATE TABLE timeline (
    customer_id ${t.big} NOT NULL, occurred_at ${t.big} NOT NULL, seq ${t.big} NOT NULL, persona_id ${t.big} NOT NULL,
    PRIMARY KEY (customer_id, occurred_at, seq))${t.clustered}`,
]

const rules = (t: ColumnTypes): string[] => [
  `CREATE TABLE rule_version (
    rule_id ${t.key(64)} NOT NULL, version ${t.int} NOT NULL, document ${t.text} NOT NULL,
    published_at ${t.big} NOT NULL, by_whom ${t.key(100)} NOT NULL, PRIMARY KEY (rule_id, version))${t.clustered}`,
  `CREATE TABLE rule_state (
    rule_id ${t.key(64)} NOT NULL PRIMARY KEY, live_version ${t.int}, paused_at ${t.big}, reason ${t.text})${t.clustered}`,
  `CREATE TABLE package_version (
    package_id ${t.key(64)} NOT NULL, version ${t.int} NOT NULL, document ${t.text} NOT NULL,
    published_at ${t.big} NOT NULL, PRIMARY KEY (package_id, version))${t.clustered}`,
  `CREATE TABLE package_state (
    package_id ${t.key(64)} NOT NULL PRIMARY KEY, live_version ${t.int}, paused_at ${t.big}, paused_by ${t.key(100)})${t.clustered}`,
  // A decision without a published rule version and without evidence cannot be written: both keys say so.
  `CREATE TABLE decision (
    id ${t.big} NOT NULL PRIMARY KEY, trace ${t.key(40)} NOT NULL, customer_id ${t.big} NOT NULL,
    rule_id ${t.key(64)} NOT NULL, rule_version ${t.int} NOT NULL, first_evidence ${t.big} NOT NULL,
    at ${t.big} NOT NULL, recorded_at ${t.big} NOT NULL, body ${t.text} NOT NULL,
    previous_hash ${t.key(64)} NOT NULL, hash ${t.key(64)} NOT NULL UNIQUE,
    FOREIGN KEY (rule_id, rule_version) REFERENCES rule_version (rule_id, version),
    FOREIGN KEY (first_evidence) REFERENCES touchpoint_log (seq))${t.table}`,
  `CREATE INDEX decision_customer ON decision (customer_id, id)`,
  `CREATE INDEX decision_rule ON decision (rule_id, id)`,
  `CREATE INDEX decision_recorded ON decision (recorded_at)`,
  `CREATE TABLE decision_evidence (
    decision_id ${t.big} NOT NULL, touchpoint ${t.big} NOT NULL, PRIMARY KEY (decision_id, touchpoint),
    FOREIGN KEY (decision_id) REFERENCES decision (id),
    FOREIGN KEY (touchpoint) REFERENCES touchpoint_log (seq))${t.clustered}`,
  `CREATE TABLE customer_tag (
    customer_id ${t.big} NOT NULL, tag ${t.key(64)} NOT NULL, decision_id ${t.big} NOT NULL, at ${t.big} NOT NULL,
    PRIMARY KEY (customer_id, tag), FOREIGN KEY (decision_id) REFERENCES decision (id))${t.clustered}`,
  `CREATE TABLE package_step (
    decision_id ${t.big} NOT NULL, step_id ${t.key(64)} NOT NULL, position ${t.int} NOT NULL,
    customer_id ${t.big} NOT NULL, package_id ${t.key(64)} NOT NULL, package_version ${t.int} NOT NULL,
    owner_id ${t.big}, due_at ${t.big} NOT NULL, state ${t.key(20)} NOT NULL, changed_at ${t.big} NOT NULL,
    PRIMARY KEY (decision_id, step_id), FOREIGN KEY (decision_id) REFERENCES decision (id))${t.clustered}`,
  `CREATE INDEX package_step_open ON package_step (package_id, state)`,
  `CREATE INDEX package_step_customer ON package_step (customer_id)`,
]

const people = (t: ColumnTypes): string[] => [
  `CREATE TABLE member (
    id ${t.serial}, name ${t.key(100)} NOT NULL, role ${t.key(20)} NOT NULL, team ${t.key(100)} NOT NULL,
    manager_id ${t.big}, active ${t.int} NOT NULL, assigned ${t.int} NOT NULL,
    member_key ${t.key(100)} NOT NULL UNIQUE)${t.table}`,
  // user_id as the platform writes it, user_key as it is compared.
  `CREATE TABLE member_address (
    platform ${t.key(20)} NOT NULL, user_key ${t.key(100)} NOT NULL, user_id ${t.key(100)} NOT NULL,
    member_id ${t.big} NOT NULL, preference ${t.int} NOT NULL, PRIMARY KEY (platform, user_key))${t.clustered}`,
  `CREATE INDEX member_address_member ON member_address (member_id)`,
  `CREATE TABLE api_token (
    hash ${t.key(64)} NOT NULL PRIMARY KEY, name ${t.key(100)} NOT NULL, role ${t.key(20)} NOT NULL,
    created_at ${t.big} NOT NULL, revoked_at ${t.big})${t.clustered}`,
]

const delivery = (t: ColumnTypes): string[] => [
  `CREATE TABLE notice (
    id ${t.serial}, once_key ${t.key(120)} NOT NULL UNIQUE, decision_id ${t.big}, member_id ${t.big} NOT NULL,
    platform ${t.key(20)} NOT NULL, user_id ${t.key(100)} NOT NULL, kind ${t.key(40)} NOT NULL, body ${t.text} NOT NULL,
    created_at ${t.big} NOT NULL, due_at ${t.big} NOT NULL, state ${t.key(20)} NOT NULL, attempts ${t.int} NOT NULL,
    claimed_until ${t.big} NOT NULL, sent_at ${t.big}, code ${t.key(100)}, detail ${t.text},
    shown ${t.int} NOT NULL, FOREIGN KEY (decision_id) REFERENCES decision (id))${t.table}`,
  `CREATE INDEX notice_due ON notice (state, due_at)`,
  `CREATE INDEX notice_member ON notice (member_id, id)`,
  `CREATE INDEX notice_decision ON notice (decision_id)`,
  `CREATE INDEX notice_sent ON notice (member_id, sent_at)`,
  `CREATE INDEX notice_claimed ON notice (claimed_until)`,
  `CREATE TABLE delivery_event (
    id ${t.serial}, notice_id ${t.big} NOT NULL, at ${t.big} NOT NULL, outcome ${t.key(20)} NOT NULL,
    code ${t.key(100)}, detail ${t.text})${t.table}`,
  `CREATE INDEX delivery_event_notice ON delivery_event (notice_id)`,
  `CREATE TABLE follow_up (
    decision_id ${t.big} NOT NULL PRIMARY KEY, customer_id ${t.big} NOT NULL, member_id ${t.big} NOT NULL,
    answer ${t.key(20)} NOT NULL, note ${t.text}, at ${t.big} NOT NULL,
    FOREIGN KEY (decision_id) REFERENCES decision (id))${t.clustered}`,
  `CREATE TABLE heard (
    platform ${t.key(20)} NOT NULL, message_id ${t.key(160)} NOT NULL, at ${t.big} NOT NULL,
    PRIMARY KEY (platform, message_id))${t.clustered}`,
  `CREATE INDEX heard_at ON heard (at)`,
]

const plumbing = (t: ColumnTypes, dialect: Dialect): string[] => [
  `CREATE TABLE log_position (
    name ${t.key(64)} NOT NULL PRIMARY KEY, position ${t.big} NOT NULL, epoch ${t.big} NOT NULL,
    chain_head ${t.big} NOT NULL, chain_hash ${t.key(64)} NOT NULL)${t.clustered}`,
  `CREATE TABLE log_tail (id ${t.int} NOT NULL PRIMARY KEY, touched ${t.big} NOT NULL)${t.clustered}`,
  `INSERT INTO log_tail (id, touched) VALUES (1, 0)${onConflict(dialect, ['id'], [])}`,
  `CREATE TABLE lease (
    name ${t.key(64)} NOT NULL PRIMARY KEY, holder ${t.key(150)} NOT NULL, epoch ${t.big} NOT NULL,
    until_at ${t.big} NOT NULL)${t.clustered}`,
  `CREATE TABLE job_run (
    name ${t.key(64)} NOT NULL PRIMARY KEY, started_at ${t.big} NOT NULL, beat_at ${t.big} NOT NULL,
    finished_at ${t.big}, succeeded_at ${t.big}, error ${t.text}, runs ${t.big} NOT NULL, failures ${t.big} NOT NULL,
    failures_in_a_row ${t.int} NOT NULL)${t.clustered}`,
  `CREATE TABLE setting (name ${t.key(64)} NOT NULL PRIMARY KEY, value ${t.text} NOT NULL)${t.clustered}`,
  `CREATE TABLE import_run (
    file_hash ${t.key(64)} NOT NULL PRIMARY KEY, file ${t.text} NOT NULL, source_id ${t.big} NOT NULL,
    rows_done ${t.big} NOT NULL, accepted ${t.big} NOT NULL, repeated ${t.big} NOT NULL, failed ${t.big} NOT NULL,
    finished_at ${t.big})${t.clustered}`,
]

const tablesNewestFirst = [
  'import_run', 'setting', 'job_run', 'lease', 'log_tail', 'log_position', 'heard', 'follow_up', 'delivery_event',
  'notice', 'api_token', 'member_address', 'member', 'package_step', 'customer_tag', 'decision_evidence', 'decision',
  'package_state', 'package_version', 'rule_state', 'rule_version', 'timeline', 'customer', 'identity_conflict',
  'persona_link', 'identifier', 'persona', 'event_meaning', 'quarantine', 'touchpoint_log', 'source',
] // prettier-ignore
