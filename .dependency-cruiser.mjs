/** The boundaries of the tree: who may import whom. Each rule says why it is there. */
const libraries = {
  contracts: [],
  design: [],
  domain: ['contracts'],
  mcp: ['contracts', 'domain'],
  redis: ['contracts'],
  postgres: ['contracts'],
  clickhouse: ['contracts'],
  engines: ['contracts'],
  service: ['contracts', 'domain'],
  streams: ['contracts', 'redis', 'service'],
  access: ['contracts', 'domain', 'redis', 'service'],
  'oauth-client': ['contracts'],
};

const layering = Object.entries(libraries).map(([library, allowed]) => ({
  name: `libs-${library}`,
  comment: `libs/${library} may import ${allowed.join(', ') || 'no other library'}: see docs/architecture.md.`,
  severity: 'error',
  from: { path: `^libs/${library}/src/`, pathNot: '\\.(spec|fixture)\\.ts$' },
  to: { path: '^libs/', pathNot: `^libs/(${[library, ...allowed].join('|')})/` },
}));

const drivers = [
  ['redis', '(ioredis)'],
  ['postgres', '(pg|typeorm)'],
  ['clickhouse', '@clickhouse/client'],
].map(([library, driver]) => ({
  name: `driver-of-${library}`,
  comment: `Only libs/${library} talks to its driver, so that connections, timeouts and tenancy are set up in one place.`,
  severity: 'error',
  from: {
    path: '^(apps|libs)/',
    pathNot: [`^libs/${library}/`, '^libs/(engines|testing)/', '\\.(spec|fixture)\\.ts$', '/test/'],
  },
  to: { path: `node_modules/${driver}/` },
}));

export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Files that import each other cannot be read in order.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { pathNot: 'node_modules' } },
    },
    {
      name: 'apps-are-apart',
      comment: 'Services speak over HTTP and events only: an import would make two deployments one.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'libs-know-no-app',
      comment: 'A library that imports an app cannot be used by another.',
      severity: 'error',
      from: { path: '^libs/', pathNot: '^libs/testing/' },
      to: { path: '^(apps|tools)/' },
    },
    {
      name: 'testing-in-tests-only',
      comment: 'Fixtures must never run in production.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: ['^libs/testing/', '\\.(spec|fixture)\\.ts$', '/test/'] },
      to: { path: '^libs/testing/' },
    },
    {
      name: 'tools-stay-outside',
      comment: 'Services must run without the launcher, the benchmarks and the checks.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: ['^libs/testing/', '\\.(spec|fixture)\\.ts$', '/test/'] },
      to: { path: '^tools/' },
    },
    {
      name: 'fixture-knows-no-product',
      comment: 'The conformance fixture stands for a server of somebody else.',
      severity: 'error',
      from: { path: '^tools/conformance/src/fixture/' },
      to: { path: '^(apps|libs|tools)/', pathNot: '^tools/conformance/src/fixture/' },
    },
    {
      name: 'resolvable',
      comment:
        'An import that resolves to nothing is a typo or an undeclared package. What browsers import is named by its address.',
      severity: 'error',
      from: { pathNot: '^apps/[^/]+/assets/' },
      to: { couldNotResolve: true },
    },
    {
      name: 'web-presents',
      comment:
        'The dashboard has no rules of its own: it speaks to services over HTTP, and shares their schemas and the design only.',
      severity: 'error',
      from: { path: '^apps/web/', pathNot: '/test/' },
      to: { path: '^(libs|tools)/', pathNot: '^libs/(contracts|design)/' },
    },
    ...layering,
    ...drivers,
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['(^|/)dist/.*\\.map$', '(^|/)\\.next/'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs'],
    },
  },
};
