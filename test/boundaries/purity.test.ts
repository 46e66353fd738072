import { execFile } from 'node:child_process'
import { join, relative } from 'node:path'

const root = join(__dirname, '../..')
const tree = join(__dirname, 'planted')

/** What the planted tree reaches for without importing it. A file of it that is missing here has to pass. */
const planted = [
  'api/intent/domain/asks-the-local-hour.ts no-restricted-syntax',
  'api/intent/domain/asks-the-network.ts no-restricted-globals',
  'api/intent/domain/builds-a-local-day.ts no-restricted-syntax',
  'api/intent/domain/calls-date.ts no-restricted-syntax',
  'api/intent/domain/holds-bytes.ts no-restricted-globals',
  'api/intent/domain/makes-a-date.ts no-restricted-syntax',
  'api/intent/domain/reads-the-environment.ts no-restricted-globals',
  'api/intent/domain/rolls-dice.ts no-restricted-properties',
  'api/intent/domain/sorts-as-the-machine-does.ts no-restricted-syntax',
  'api/intent/domain/speaks-the-local-language.ts no-restricted-syntax',
  'api/intent/domain/starts-a-timer.ts no-restricted-globals',
  'api/intent/domain/waits.ts no-restricted-syntax',
  'bot/cards/waits.ts no-restricted-syntax',
  'bot/commands/reads-the-clock.ts no-restricted-properties',
  'contract/ports/waits.ts no-restricted-syntax',
  'contract/reads-the-clock.ts no-restricted-properties',
  'jobs/forgets-a-promise.ts @typescript-eslint/no-floating-promises',
  'jobs/goes-on-and-on.ts zhongshu/function-length',
  'jobs/imports-a-type-as-a-value.ts @typescript-eslint/consistent-type-imports',
  'jobs/imports-by-assignment.ts @typescript-eslint/no-require-imports',
  'jobs/insists.ts @typescript-eslint/no-non-null-assertion',
  'jobs/misses-a-case.ts @typescript-eslint/switch-exhaustiveness-check',
  'jobs/requires-an-adapter.ts @typescript-eslint/no-require-imports',
  'jobs/says-any.ts @typescript-eslint/no-explicit-any',
  'jobs/silences-a-rule.ts zhongshu/silence-with-reason',
  'jobs/talks-to-the-screen.ts no-console',
  'jobs/throws-a-string.ts @typescript-eslint/only-throw-error',
  'jobs/waits-in-a-callback.ts @typescript-eslint/no-misused-promises',
]

describe('the linter', () => {
  it('bites every planted impurity once, and nothing that is allowed', async () => {
    expect(await lintPlanted()).toEqual(planted)
  })
})

interface Linted {
  readonly filePath: string
  readonly messages: readonly { readonly ruleId: string | null; readonly message: string }[]
}

/** `file rule`, sorted; the tree is linted as if it were the repository. */
async function lintPlanted(): Promise<string[]> {
  const eslint = join(root, 'node_modules/eslint/bin/eslint.js')
  const config = join(root, 'eslint.config.mjs')
  const printed = await outputOf([eslint, '--config', config, '--format', 'json', '.'])
  return (JSON.parse(printed) as Linted[])
    .flatMap(({ filePath, messages }) =>
      messages.map(({ ruleId, message }) => `${relative(tree, filePath)} ${ruleId ?? message}`),
    )
    .sort()
}

/** What the program prints; that it ends with 1 is the point here. */
const outputOf = (argv: readonly string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    execFile(process.execPath, argv, { cwd: tree, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error === null || error.code === 1) resolve(stdout)
      else reject(new Error(stderr, { cause: error }))
    })
  })
