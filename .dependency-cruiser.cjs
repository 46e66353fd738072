// The walls of the tree. Everybody speaks contract/, boot/ introduces everyone, and nobody else knows a neighbour.
// test/boundaries/planted/ breaks each of these rules on purpose; a rule is believed after it has bitten there.

const walled = '^(adapters|api|bot|jobs|miniprogram)/'
const production = '^(contract|adapters|api|bot|jobs|miniprogram|boot)/'
const plumbing = '^api/(database|http)/'
const inPackage = (names) => `(^|node_modules/)(@types/)?(${names})(/|$)`

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'contract-stands-alone',
      severity: 'error',
      comment: 'contract/ is the language everyone speaks. Move what needs another module into that module.',
      from: { path: '^contract/' },
      to: { pathNot: '^contract/' },
    },
    {
      name: 'modules-speak-contract',
      severity: 'error',
      comment:
        'A module imports contract/ and itself. Take the other module as a parameter; boot/ will introduce you.',
      from: { path: walled },
      to: { path: walled, pathNot: '^$1/' },
    },
    {
      name: 'nobody-imports-boot',
      severity: 'error',
      comment: 'boot/ is the outermost ring. Ask to be handed the thing you need.',
      from: { pathNot: '^(boot|bench|scripts|test)/|^ormconfig\\.ts$' },
      to: { path: '^boot/' },
    },
    {
      name: 'nobody-imports-bench-or-scripts',
      severity: 'error',
      comment:
        'bench/ and scripts/ are things a person runs. Only boot/commands/bench may load bench/, when asked to.',
      from: { pathNot: '^(bench|scripts|test)/|^boot/commands/bench' },
      to: { path: '^(bench|scripts)/' },
    },
    {
      name: 'bench-is-loaded-when-asked-for',
      severity: 'error',
      comment:
        'bench/ needs packages that production does not install. boot/commands/bench reaches it by a dynamic import().',
      from: { path: '^boot/commands/bench' },
      to: { path: '^(bench|scripts)/', dynamic: false },
    },
    {
      name: 'domain-is-pure',
      severity: 'error',
      comment: 'Domain code sees contract/ and its own folder: no Node core, no packages, no stores.',
      from: { path: '^api/([^/]+)/domain/' },
      to: { pathNot: ['^contract/', '^api/$1/domain/'] },
    },
    {
      name: 'bot-is-pure',
      severity: 'error',
      comment: 'Cards, charts and parsing are functions. Sending and rasterising are ports.',
      from: { path: '^bot/' },
      to: { pathNot: ['^contract/', '^bot/'] },
    },
    {
      name: 'miniprogram-borrows-types',
      severity: 'error',
      comment: 'The mini-program is built on its own; only types cross over. Use `import type`.',
      from: { path: '^miniprogram/' },
      to: { path: '^contract/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'api-modules-are-peers',
      severity: 'error',
      comment: 'Modules of api/ do not call each other. api/flow puts them in order.',
      from: { path: '^api/(?!(?:flow|console|database|http)/)([^/]+)/' },
      to: { path: '^api/[^/]+/', pathNot: ['^api/$1/', plumbing] },
    },
    {
      name: 'enter-by-the-front-door',
      severity: 'error',
      comment: "flow and console see a module's index.ts and nothing behind it.",
      from: { path: '^api/(flow|console)/' },
      to: { path: '^api/[^/]+/', pathNot: ['^api/$1/', '^api/[^/]+/index\\.ts$', plumbing] },
    },
    {
      name: 'plumbing-knows-no-module',
      severity: 'error',
      comment:
        'api/http and api/database serve every module and name none. Modules hand their entities to boot/.',
      from: { path: plumbing },
      to: { path: '^api/', pathNot: plumbing },
    },
    {
      name: 'adapters-are-peers',
      severity: 'error',
      comment: 'One platform never imports another. Only adapters/http is shared.',
      from: { path: '^adapters/([^/]+)/' },
      to: { path: '^adapters/', pathNot: ['^adapters/$1/', '^adapters/http/'] },
    },
    {
      name: 'orm-stays-in-stores',
      severity: 'error',
      comment: 'Only *.typeorm.ts, *.entity.ts and api/database know the ORM and its drivers, even as types.',
      from: {
        path: '^(contract|adapters|api|bot|jobs|miniprogram)/',
        pathNot: ['\\.(typeorm|entity)\\.ts$', '^api/database/'],
      },
      to: { path: inPackage('typeorm|mysql2|libsql|better-sqlite3') },
    },
    {
      name: 'koa-stays-in-routes',
      severity: 'error',
      comment: 'Only *.routes.ts, api/http and api/app.ts know HTTP.',
      from: {
        path: '^(contract|adapters|api|bot|jobs|miniprogram)/',
        pathNot: ['\\.routes\\.ts$', '^api/http/', '^api/app\\.ts$'],
      },
      to: { path: inPackage('koa|@koa/router|koa__router') },
    },
    {
      name: 'dingtalk-sdk-in-its-adapter',
      severity: 'error',
      comment: "A platform's SDK is imported by that platform's adapter only.",
      from: { pathNot: '^(adapters/dingtalk|test)/' },
      to: { path: inPackage('dingtalk-stream') },
    },
    {
      name: 'wecom-sdk-in-its-adapter',
      severity: 'error',
      comment: "A platform's SDK is imported by that platform's adapter only.",
      from: { pathNot: '^(adapters/wecom|test)/' },
      to: { path: inPackage('@wecom/[^/]+') },
    },
    {
      name: 'production-uses-what-it-installs',
      severity: 'error',
      comment:
        'This package is missing from `dependencies`, so a machine that installs without them cannot start.',
      from: { path: production },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'no-test-in-production',
      severity: 'error',
      comment: 'Fakes and fixtures stay in test/. A stand-in for development is a real adapter.',
      from: { pathNot: '^test/' },
      to: { path: '^test/' },
    },
    {
      name: 'not-to-unresolvable',
      severity: 'error',
      comment: 'A path that does not resolve also slips past every rule written for resolved paths.',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-circular',
      severity: 'error',
      comment: 'Two files in a cycle are one file. Merge them, or move the shared part down.',
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|data|coverage)/|^test/boundaries/planted/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
