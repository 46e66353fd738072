import { defineConfig } from 'eslint/config'
import tseslint from 'typescript-eslint'

const clock = 'Take `now: Instant` as a parameter.'

/** What code reaches for without importing it: the half of purity that the import rules cannot see. */
const outsideWorld = [
  'Buffer',
  'process',
  'fetch',
  'console',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'crypto',
  'performance',
  'require',
  'globalThis',
]

const impureCalls = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: clock },
  { selector: "CallExpression[callee.name='Date']", message: clock },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length>1]",
    message: 'This reads the time zone of the machine. Use Date.UTC and an offset that is passed in.',
  },
  {
    selector:
      'CallExpression[callee.property.name=/^[gs]et(Date|Day|FullYear|Hours|Milliseconds|Minutes|Month|Seconds|TimezoneOffset)$/]',
    message:
      'This reads the time zone of the machine. Shift by an offset that is passed in and use the UTC form.',
  },
  {
    selector: 'CallExpression[callee.property.name=/^toLocale/]',
    message: 'Locale and time zone are inputs.',
  },
  {
    selector: "CallExpression[callee.property.name='localeCompare'][arguments.length<2]",
    message: 'Locale and time zone are inputs.',
  },
]

const waiting = {
  selector: ':function[async=true], AwaitExpression',
  message: 'Pure code does not wait. Fetch first, then decide.',
}

const pure = (syntax) => ({
  'no-restricted-globals': ['error', ...outsideWorld],
  'no-restricted-properties': [
    'error',
    { object: 'Date', property: 'now', message: clock },
    { object: 'Math', property: 'random', message: 'Take a source of chance as a parameter.' },
  ],
  'no-restricted-syntax': ['error', ...syntax],
})

/** A silenced rule says why, in words: `// eslint-disable-next-line some-rule -- the reason`. */
const silenceWithReason = {
  meta: { type: 'problem', messages: { why: 'Say why the rule is silenced: -- and the reason.' } },
  create: (context) => ({
    Program() {
      for (const comment of context.sourceCode.getAllComments()) {
        if (/^\s*eslint-disable/.test(comment.value) && !/ -- \S+ \S+/.test(comment.value)) {
          context.report({ loc: comment.loc, messageId: 'why' })
        }
      }
    },
  }),
}

/**
 * A function's own lines: what stands inside functions within it is counted there and not here, so that a factory
 * of small closures is as short as it reads. Blank lines and comment lines do not count.
 */
const functionLength = {
  meta: { type: 'suggestion', schema: [{ type: 'integer' }] },
  create(context) {
    const [most] = context.options
    const { sourceCode } = context
    const commentLines = new Set()
    for (const { loc } of sourceCode.getAllComments()) {
      for (let line = loc.start.line; line <= loc.end.line; line += 1) commentLines.add(line)
    }
    const counts = (line) => {
      const text = sourceCode.lines[line - 1].trim()
      return text !== '' && !(commentLines.has(line) && /^(\/\/|\/?\*)/.test(text))
    }
    const open = []
    const leave = (node) => {
      const { start, end } = node.loc
      const inner = open.pop()
      let own = 0
      for (let line = start.line; line <= end.line; line += 1) if (!inner.has(line) && counts(line)) own += 1
      if (own > most) {
        context.report({ node, message: `This function has ${own} lines of its own, more than ${most}.` })
      }
      // Its first and last line belong to the function around it too: they are what is read there.
      for (let line = start.line + 1; line < end.line; line += 1) open.at(-1)?.add(line)
    }
    return { ':function': () => open.push(new Set()), ':function:exit': leave }
  },
}

export default defineConfig(
  {
    ignores: [
      '**/node_modules/',
      'dist/',
      'data/',
      'coverage/',
      'test/boundaries/planted/',
      'test/fixtures/',
      '**/*.d.ts',
    ],
  },
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: {
      zhongshu: { rules: { 'silence-with-reason': silenceWithReason, 'function-length': functionLength } },
    },
    rules: {
      'zhongshu/silence-with-reason': 'error',
      eqeqeq: 'error',
      'no-async-promise-executor': 'error',
      'no-cond-assign': 'error',
      'no-console': 'error',
      'no-constant-binary-expression': 'error',
      'no-control-regex': 'error',
      'no-debugger': 'error',
      'no-empty': 'error',
      'no-irregular-whitespace': 'error',
      'no-loss-of-precision': 'error',
      'no-misleading-character-class': 'error',
      'no-self-assign': 'error',
      'no-self-compare': 'error',
      'no-unsafe-finally': 'error',
      'no-unsafe-optional-chaining': 'error',
      'no-useless-catch': 'error',
      'no-useless-escape': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommended],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/ban-ts-comment': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      'max-lines': ['warn', { max: 300, skipBlankLines: true, skipComments: true }],
      'zhongshu/function-length': ['error', 40],
    },
  },
  {
    files: ['contract/**/*.ts', 'api/*/domain/**/*.ts', 'bot/**/*.ts'],
    rules: pure([...impureCalls, waiting]),
  },
  {
    // These put questions to a port and wait for the answer.
    files: ['bot/commands/**/*.ts', 'bot/**/handle*.ts'],
    rules: pure(impureCalls),
  },
  {
    // What a person starts by hand answers on the screen.
    files: ['boot/cli*.ts', 'boot/cli/**/*.ts', 'bench/**/*.ts', 'scripts/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    // Runs in any browser, as it is.
    files: ['assets/**/*.js'],
    rules: { 'no-var': 'off', 'prefer-const': 'off' },
  },
  {
    // A describe block is a list, and a list may be long.
    files: ['test/**/*.ts'],
    rules: { 'max-lines': 'off', 'zhongshu/function-length': 'off' },
  },
)
