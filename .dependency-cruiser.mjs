// The import table of docs/architecture.md. A row says what the files of one room may import of ours; packages are free
// unless said otherwise. Tests may import what they test and the factories.
const tests = '\\.test\\.tsx?$|^lib/platform/testing';
const domains = 'lib/(?!generated|platform|events|auth|http|mcp|i18n|worker)[^/]+';
const platform = '^lib/(platform|generated)/';
// Who acts, and how a password is kept: all that domains need of sign-in.
const actor = '^lib/auth/(actor|password)\\.ts$';
const words = '^lib/i18n/';
const schemas = `^(${domains}|lib/events)/(schema|rules)\\.ts$`;
const ours = '^(app|attack|bench|bin|clients|components|e2e|faults|lib|prisma)/|^[^/]+\\.(ts|mjs)$';

/** The files of `from` may import of ours only what `allowed` matches. */
function row(name, comment, from, allowed) {
  return {
    name,
    comment,
    severity: 'error',
    from: { path: from, pathNot: tests },
    to: { path: ours, pathNot: allowed },
  };
}

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    row('app', 'app: components, any domain’s files but jobs, auth, http, platform, i18n', '^(app/|proxy\\.ts$)', [
      '^(app|components)/',
      `^${domains}/(?!jobs\\.)`,
      '^lib/(auth|http|mcp|events)/',
      platform,
      words,
    ]),
    row('components-ui', 'components/ui could ship in another product: itself and i18n', '^components/ui/', [
      '^components/ui/',
      words,
    ]),
    row(
      'components',
      'other components: components, i18n, schemas and rules; types alone also from queries (see values-of-queries)',
      '^components/(?!ui/)',
      ['^components/', words, schemas, `^${domains}/queries(\\.ts$|/)`],
    ),
    {
      name: 'values-of-queries',
      comment: 'components take types from queries, never the queries: they run in the browser too',
      severity: 'error',
      from: { path: '^components/', pathNot: tests },
      to: { path: `^${domains}/queries(\\.ts$|/)`, dependencyTypesNot: ['type-only'] },
    },
    row('schema-and-rules', 'schema and rules: zod, other schemas and rules', schemas, [schemas]),
    {
      name: 'schema-and-rules-packages',
      comment: 'schema and rules run in the browser too: of packages, zod alone',
      severity: 'error',
      from: { path: schemas },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'], pathNot: '^node_modules/zod/' },
    },
    row(
      'domain',
      'queries, commands, policy, present, jobs: own domain, events, auth/actor, platform, tickets’ policy, other domains’ schema, rules, queries, commands, present',
      `^lib/(?!generated|platform|events|auth|http|mcp|i18n|worker)([^/]+)/(?!schema|rules)`,
      [
        '^lib/$1/',
        '^lib/events/',
        '^lib/tickets/policy\\.ts$',
        schemas,
        actor,
        platform,
        `^${domains}/(queries|commands|present)(\\.ts$|/)`,
      ],
    ),
    {
      name: 'domain-without-next',
      comment: 'the API, the assistants’ tools, the CLI, the worker and the tests call the same functions',
      severity: 'error',
      from: { path: `^${domains}/`, pathNot: tests },
      to: { path: '^node_modules/(next|react|react-dom|next-intl|next-auth)/' },
    },
    // What derives from an event is seen by the ticket's own rule; tickets know nothing of what derives.
    row('events', 'events: auth/actor, schemas, tickets’ policy, platform', '^lib/events/', [
      '^lib/events/',
      schemas,
      '^lib/tickets/policy\\.ts$',
      actor,
      platform,
    ]),
    row('auth', 'auth: events, people’s queries and commands, tokens’ schema, platform', '^lib/auth/', [
      '^lib/auth/',
      '^lib/events/',
      '^lib/tokens/schema',
      '^lib/people/(queries|commands)',
      platform,
    ]),
    row('http', 'http: auth, events, schemas, platform, i18n', '^lib/http/', [
      '^lib/(http|auth|events)/',
      schemas,
      platform,
      words,
    ]),
    row('mcp', 'mcp: http, auth, any domain’s files but jobs, platform', '^lib/mcp/', [
      '^lib/(mcp|http|auth)/',
      `^${domains}/(?!jobs\\.)`,
      platform,
    ]),
    row('i18n', 'i18n: platform', words, [words, platform]),
    row('platform', 'platform: packages', platform, [platform]),
    row('worker', 'worker: domains, events, auth/actor, platform', '^lib/worker/', [
      '^lib/(worker|events)/',
      `^${domains}/`,
      actor,
      platform,
    ]),
    row('bin', 'bin: worker, domains, the seed, auth/actor, platform; i18n, for it speaks to people', '^bin/', [
      '^(bin|lib/(worker|events))/',
      `^${domains}/`,
      '^prisma/seed\\.ts$',
      words,
      actor,
      platform,
      '^next\\.config\\.mjs$',
    ]),
    row('client', 'a client of the API: itself alone, for it is published by itself', '^clients/[^/]+/src/', [
      '^clients/[^/]+/src/',
    ]),
    {
      name: 'client-packages',
      comment: 'a client runs wherever there is fetch: no package, nothing of Node',
      severity: 'error',
      from: { path: '^clients/[^/]+/src/' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'] },
    },
    {
      name: 'nobody-imports-worker-and-bin',
      comment: 'they are where a process begins',
      severity: 'error',
      from: { pathNot: '^(attack|bench|bin|e2e|faults|lib/worker)/|\\.config\\.(ts|mjs)$|\\.test\\.ts$' },
      to: { path: '^(bin|lib/worker)/' },
    },
    {
      name: 'nobody-imports-tests',
      comment: 'factories, fixtures and what the tests need are not for the product',
      severity: 'error',
      from: {
        pathNot: `^(attack|bench|e2e|faults)/|^prisma/(seed|factories)\\.ts$|^prisma/demo/|^vitest\\.config\\.ts$|${tests}`,
      },
      to: { path: `^(attack|bench|e2e|faults)/|^prisma/factories\\.ts$|${tests}` },
    },
    {
      name: 'no-circles',
      comment: 'two files that need each other are one, or lack a third',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'known-packages',
      comment: 'what is imported is in package.json, and in its dependencies where the product runs it',
      severity: 'error',
      from: { path: '^(app|bin|components|lib)/', pathNot: `${tests}|^bin/(test|measure|browser|classic-typescript)` },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'unknown', 'undetermined'], pathNot: '\\.css$' },
    },
    {
      name: 'found',
      comment: 'every import resolves',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  required: [
    {
      name: 'one-way-through',
      comment: 'each API route is declared with the endpoint wrapper. (Were files no longer parsed, this would tell.)',
      severity: 'error',
      module: { path: '^app/(v2|mcp)/.*route\\.ts$' },
      to: { path: '^lib/http/endpoint\\.ts$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules|^lib/generated' },
    exclude: { path: '^\\.next|\\.next/' },
    tsPreCompilationDeps: true,
    parser: 'tsc',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
    skipAnalysisNotInRules: true,
  },
};
