#!/usr/bin/env node
import { Command } from 'commander'

import { fail } from './commands/fail'
import { version } from './version'

type Add = (program: Command) => void

const keys = async (): Promise<Add> => (await import('./commands/keys')).addKeys

/** Where each command is kept. Only the one that was asked for is loaded; a start would take twice as long otherwise. */
const commands: Readonly<Record<string, () => Promise<Add>>> = {
  start: async () => (await import('./commands/start')).addStart,
  import: async () => (await import('./commands/import')).addImport,
  doctor: async () => (await import('./commands/doctor')).addDoctor,
  'why-no-card': async () => (await import('./commands/why-no-card')).addWhyNoCard,
  audit: async () => (await import('./commands/audit')).addAudit,
  token: keys,
  source: keys,
  members: async () => (await import('./commands/members')).addMembers,
  certificate: async () => (await import('./commands/certificates')).addCertificates,
  setup: async () => (await import('./commands/setup')).addSetup,
  directory: async () => (await import('./commands/directory')).addDirectory,
  contacts: async () => (await import('./commands/contacts')).addContacts,
  package: async () => (await import('./commands/strategy')).addStrategy,
  rule: async () => (await import('./commands/rules')).addRules,
  quarantine: async () => (await import('./commands/quarantine')).addQuarantine,
  'demo-chain': async () => (await import('./commands/demo-chain')).addDemoChain,
  bench: async () => (await import('./commands/bench')).addBench,
}

async function run(asked: string | undefined): Promise<void> {
  const program = new Command('zhongshu')
    .description('中枢:销售决策中枢 · a sales decision hub')
    .version(version)
  const one = asked !== undefined && Object.hasOwn(commands, asked) ? commands[asked] : undefined
  for (const load of one === undefined ? new Set(Object.values(commands)) : [one]) (await load())(program)
  await program.parseAsync()
}

run(process.argv[2]).catch(fail)
