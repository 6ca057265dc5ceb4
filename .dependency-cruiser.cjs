// The dependency rules of the design, each with the reason it protects. Tests may use what lies beside them
// and test/support; they are checked too.
const TEST_FILES = '\\.(test|contract)\\.tsx?$|/testing/|/fake-[^/]+\\.tsx?$';

/** Features of the server: every folder that is not platform, the demo data or the two everybody meets through. */
const FEATURE = '^server/src/(?!platform/|demo/)([^/]+)/';

/** Files that decide and do nothing, and the constants they decide by. */
const PURE = [
  '/limits[.]ts$',
  '/rules[.]ts$',
  '-rules[.]ts$',
  '/author[.]ts$',
  '/known[.]ts$',
  '/lineage[.]ts$',
  '/due[.]ts$',
];

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'A cycle cannot be understood, tested or loaded one part at a time.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphans',
      comment: 'A file that nothing uses is to be deleted.',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: [
          TEST_FILES,
          '\\.d\\.ts$',
          '\\.config\\.ts$',
          '^test/',
          '^server/src/main\\.ts$',
          '^client/src/main\\.tsx$',
        ],
      },
      to: {},
    },
    {
      name: 'nothing-unresolved',
      comment:
        'What is not in package.json cannot be found, and what is not found was checked by no rule here.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'shared-stands-alone',
      comment: 'Contracts may not depend on who keeps them.',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: '^(server|client|test)/' },
    },
    {
      name: 'client-without-server',
      comment: 'The browser knows the server only through the contracts in shared.',
      severity: 'error',
      from: { path: '^client/' },
      to: { path: '^server/' },
    },
    {
      name: 'server-without-client',
      comment: 'The server knows the browser only through the contracts in shared.',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: '^client/' },
    },
    {
      name: 'nothing-imports-tests',
      comment: 'Only tests use test code.',
      severity: 'error',
      from: { path: '^(client|server|shared)/src/', pathNot: TEST_FILES },
      to: { path: ['^test/', TEST_FILES] },
    },
    {
      name: 'tests-only-support',
      comment: 'A test beside its source may use test/support, no other test.',
      severity: 'error',
      from: { path: ['^(client|server|shared)/src/'] },
      to: { path: '^test/', pathNot: '^test/support/' },
    },
    {
      name: 'platform-below-features',
      comment: 'The platform serves every feature and knows none.',
      severity: 'error',
      from: { path: '^server/src/platform/' },
      to: { path: '^server/src/', pathNot: '^server/src/platform/' },
    },
    {
      name: 'features-meet-through-case-and-note',
      comment:
        'Two features know each other only through the case and its notes; auth is a base, like the platform.',
      severity: 'error',
      from: { path: FEATURE, pathNot: TEST_FILES },
      to: {
        path: '^server/src/[^/]+/',
        pathNot: ['^server/src/(platform|auth|case|note)/', '^server/src/$1/'],
      },
    },
    {
      name: 'auth-knows-no-case',
      comment: 'Who somebody is does not depend on what they may do.',
      severity: 'error',
      from: { path: '^server/src/auth/', pathNot: TEST_FILES },
      to: { path: '^server/src/(case|note)/' },
    },
    {
      name: 'client-features-meet-through-case-and-note',
      comment: 'The same in the browser, where platform, ui and the shell are the base.',
      severity: 'error',
      from: { path: '^client/src/(?!platform/|ui/|case/|shell/)([^/]+)/', pathNot: TEST_FILES },
      to: {
        path: '^client/src/[^/]+/',
        pathNot: ['^client/src/(platform|ui|auth|case|note)/', '^client/src/$1/'],
      },
    },
    {
      name: 'client-platform-below-features',
      comment: 'What every screen uses knows no screen.',
      severity: 'error',
      from: { path: '^client/src/(platform|ui)/' },
      to: { path: '^client/src/[^/]+/', pathNot: '^client/src/(platform|ui)/' },
    },
    {
      name: 'rules-are-pure',
      comment:
        'Rules decide from facts they are given: no clock, no database, no log, no network, no framework.',
      severity: 'error',
      from: { path: PURE },
      to: { pathNot: ['^shared/src/', '^shared/dist/', '/node_modules/(yjs|lib0)/', ...PURE] },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '/dist/'] },
    exclude: { path: ['/dist/', '\\.css$', '\\.svg$'] },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.d.ts'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
