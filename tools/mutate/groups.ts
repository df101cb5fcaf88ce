import type { LogLevel, PartialStrykerOptions } from '@stryker-mutator/api/core'

// What is mutated, by which tests it is judged, and what is left out, with the reason.

export interface Group {
  /** Also the row of the table. */
  folder: string
  /** Of the tests that start nothing: those that judge it. */
  tests: string[]
  /** Kinds of mutants that are not made. */
  without: string[]
}

// Most strings in doctor are sentences for people: a test that repeats them would see a change, and never a fault.
// Those that decide something are tags, and a wrong one doesn't compile.
const sentences = ['StringLiteral']

export const groups: Group[] = [
  { folder: 'shared/core', tests: ['test/{shared/core,cloudfront}/**/*'], without: [] },
  { folder: 'shared/config', tests: ['test/shared/config/**/*'], without: [] },
  { folder: 'shared/web', tests: ['test/shared/web/**/*'], without: [] },
  { folder: 'cloudfront', tests: ['test/cloudfront/**/*'], without: [] },
  { folder: 'workers', tests: ['test/workers/**/*'], without: [] },
  { folder: 'doctor/plan', tests: ['test/doctor/*', 'test/doctor/plan/**/*'], without: sentences },
  {
    folder: 'doctor/rules',
    // The other reports read the same diagnosis, and take ten times as long.
    tests: [
      'test/doctor/examples',
      'test/doctor/rules/**/*',
      'test/doctor/report/{because,groups,outcomes,terminal-report}',
    ],
    without: sentences,
  },
]

/** Tests that are left out. */
const blind = [
  // They start njs, or look at a bundle of the sources: no mutant of this process is in either.
  '**/*{cost,differential,linear,size}*.test.ts',
  '**/{doctor/index,stamped-viewer-request,viewer-response,key-rotation,lambda-edge-deadline}.test.ts',
  // Thousands of random inputs for each survivor would take an hour.
  '**/*.{properties,model}.test.ts',
  '**/properties.test.ts',
]

/** Below `.edgemint`, which git ignores. */
export const reports = '.edgemint/mutation'

/** Where the copies are that have the mutants. */
export const sandbox = `${reports}/sandbox-${process.pid}`

export function optionsOf(group: Group, mutate: string[]): PartialStrykerOptions {
  return {
    mutate: [...mutate, '!**/*.d.ts'],
    mutator: { excludedMutations: group.without, plugins: null },
    plugins: [new URL('test-runner.ts', import.meta.url).href],
    testRunner: 'fast-tests',
    ignorers: ['names-of-fields', 'after-a-mistake'],
    fastTests: { include: group.tests.map((glob) => `${glob}.test.ts`), exclude: blind },
    testRunnerNodeArgs: ['--disable-warning=ExperimentalWarning'],
    coverageAnalysis: 'perTest',
    concurrency: 2,
    // Each mutant that acts while modules load leaves a copy of them in the process.
    maxTestRunnerReuse: 300,
    // On top of five times what the tests take. A test that hangs is ended by the runner long before.
    timeoutFactor: 5,
    timeoutMS: 60_000,
    dryRunTimeoutMinutes: 10,
    // None: it would be rewritten by an interface that TypeScript 7 no longer has.
    tsconfigFile: '',
    ignorePatterns: ['/dist', '/build', '/.edgemint', '/.wrangler', '/.netlify'],
    tempDirName: sandbox,
    cleanTempDir: 'always',
    reporters: ['html', 'json', 'progress-append-only'],
    htmlReporter: { fileName: `${reports}/${group.folder.replace('/', '-')}.html` },
    jsonReporter: { fileName: `${reports}/${group.folder.replace('/', '-')}.json` },
    thresholds: { high: 95, low: 95, break: null },
    logLevel: 'warn' as LogLevel,
    warnings: false,
    allowConsoleColors: false,
  }
}
