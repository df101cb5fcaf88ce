import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import {
  INSTRUMENTER_CONSTANTS,
  type InstrumenterContext,
  type StrykerOptions,
} from '@stryker-mutator/api/core'
import {
  commonTokens,
  declareClassPlugin,
  declareValuePlugin,
  PluginKind,
  tokens,
} from '@stryker-mutator/api/plugin'
import {
  determineHitLimitReached,
  DryRunStatus,
  MutantRunStatus,
  TestStatus,
  type DryRunOptions,
  type DryRunResult,
  type MutantRunOptions,
  type MutantRunResult,
  type TestRunner,
} from '@stryker-mutator/api/test-runner'
import { afterMistake } from './after-a-mistake.ts'
import { namesOfFields } from './names-of-fields.ts'
import { nearestFirst } from './nearest-first.ts'
import { collectTests, type Suite } from './node-test.ts'
import { catchStrays, runSuite, type TestOutcome } from './run-tests.ts'
import { SandboxModules } from './sandbox-modules.ts'

// StrykerJS's runner for the fast tests: one process that keeps the modules and the tests loaded, and runs for each
// mutant the tests that meet it, those beside its file first, until one fails. (Its tap runner starts a program for
// each mutant and test file, which would take hours here.)
//
// A mutant is met in one of three ways, and each has a cost of its own:
// - while a test runs: nothing is loaded anew;
// - while a test's file loads (`const policy = policyOf()` at its top): that file, and what it imports below `test/`;
// - while a module of ours loads (a table, a pattern): all modules of ours.

/** What the first run learns, for the processes that run the mutants. */
interface Learned {
  /** Of each test, in milliseconds. */
  times: Record<string, number>
  /** The mutants that are met while a test file loads. */
  atLoad: Record<string, string[]>
  imports: Record<string, string[]>
}

const learnedFile = 'learned.json'

/** In milliseconds: tests that take longer, most of which wait, come after all others. */
const quick = 100

/** What the mutated modules read at each mutant. */
type Context = { [key in keyof InstrumenterContext]: InstrumenterContext[key] | undefined }
const global = globalThis as unknown as Record<string, Context | undefined>
const context = (global[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {})

class FastTestRunner implements TestRunner {
  static inject = tokens(commonTokens.options)
  readonly #modules = new SandboxModules(process.cwd())
  readonly #suites = new Map<string, Suite>()
  readonly #files: string[]
  #learned: Learned | undefined
  #runs = 0
  #isSpoilt = false

  constructor(options: StrykerOptions) {
    catchStrays()
    const { include, exclude } = options.fastTests as { include: string[]; exclude: string[] }
    this.#files = globSync(include, { exclude }).toSorted()
  }

  capabilities(): { reloadEnvironment: boolean } {
    return { reloadEnvironment: true }
  }

  async dryRun({ files = [] }: DryRunOptions): Promise<DryRunResult> {
    for (const file of files) {
      // An entry imports what a build alone has.
      await this.#modules.import(relative(process.cwd(), file)).catch(() => {})
    }
    const { static: met, perTest } = (context.mutantCoverage ??= { static: {}, perTest: {} })
    // Later, what goes on between two tests would be added.
    const ofModules = { ...met }
    const learned: Learned = { times: {}, atLoad: {}, imports: this.#modules.imports }
    const tests: Extract<DryRunResult, { status: DryRunStatus.Complete }>['tests'] = []
    for (const file of this.#files) {
      context.currentTestId = file
      const suite = await this.#suiteOf(file)
      const ofLoad = perTest[file] ?? {}
      delete perTest[file]
      context.currentTestId = undefined
      learned.atLoad[file] = Object.keys(ofLoad)
      await runSuite(suite, {
        chosen: () => true,
        limit: () => 60_000,
        starts: (id) => {
          context.currentTestId = id
        },
        ended: ({ id, time, failure }) => {
          learned.times[id] = time
          const coverage = (perTest[id] ??= {})
          for (const [mutant, hits] of Object.entries(ofLoad)) {
            coverage[mutant] = (coverage[mutant] ?? 0) + hits
          }
          const result = { id, name: id, timeSpentMs: time, fileName: resolve(file) }
          tests.push(
            failure === undefined
              ? { ...result, status: TestStatus.Success }
              : { ...result, status: TestStatus.Failed, failureMessage: failure },
          )
          return true
        },
      })
    }
    writeFileSync(learnedFile, JSON.stringify(learned))
    return {
      status: DryRunStatus.Complete,
      tests,
      mutantCoverage: { static: ofModules, perTest },
    }
  }

  async mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
    // Stryker starts another process, and asks that one.
    if (this.#isSpoilt) throw new Error('An earlier mutant hangs in this process.')
    this.#learned ??= JSON.parse(readFileSync(learnedFile, 'utf8')) as Learned
    Object.assign(this.#modules.imports, this.#learned.imports)
    const isFirst = this.#runs++ === 0
    const { activeMutant, hitLimit, sandboxFileName } = options
    const failed = await this.#findFailure(options)
    context.activeMutant = undefined
    const { hitCount } = context
    context.hitCount = undefined
    if (failed.outcome?.hangs) this.#isSpoilt = true
    if (determineHitLimitReached(hitCount, hitLimit)) return { status: MutantRunStatus.Timeout }
    const { outcome, file, count } = failed
    if (!outcome) return { status: MutantRunStatus.Survived, nrOfTests: count }
    if (outcome.hangs) return { status: MutantRunStatus.Timeout }
    // A mutant before this one may have left something behind, and then the test fails without any.
    if (!isFirst && (await this.#fails(file, outcome.id))) {
      throw new Error(`${outcome.id} fails without ${activeMutant.id} in ${sandboxFileName}, too.`)
    }
    return {
      status: MutantRunStatus.Killed,
      killedBy: [outcome.id],
      failureMessage: outcome.failure ?? '',
      nrOfTests: count,
    }
  }

  async #findFailure(options: MutantRunOptions) {
    const { activeMutant, testFilter, hitLimit, sandboxFileName, mutantActivation } = options
    const { times, atLoad } = this.#learned!
    const path = relative(process.cwd(), sandboxFileName)
    const isStatic = mutantActivation === 'static'
    const filter = testFilter && new Set(testFilter)
    const chosen = (id: string): boolean => filter?.has(id) ?? true
    const files = this.#files.filter((file) =>
      filter
        ? testFilter!.some((id) => id.startsWith(`${file} › `))
        : this.#modules.closure(file).has(path),
    )
    let count = 0
    context.hitCount = hitLimit === undefined ? undefined : 0
    context.hitLimit = hitLimit
    const suites = new Map<string, Suite>()
    const inOrder = nearestFirst(path, files, times)
    for (const isQuick of [true, false]) {
      for (const file of inOrder) {
        const isAnew = isStatic || atLoad[file].includes(activeMutant.id)
        context.activeMutant = isAnew ? activeMutant.id : undefined
        let suite = suites.get(file)
        try {
          suite ??= isAnew
            ? await this.#suiteAnew(file, activeMutant.id, isStatic)
            : await this.#suiteOf(file)
        } catch (error) {
          const outcome: TestOutcome = { id: firstOf(file, times), time: 0, failure: String(error) }
          return { file, count, outcome }
        }
        suites.set(file, suite)
        context.activeMutant = activeMutant.id
        let failed: TestOutcome | undefined
        await runSuite(suite, {
          chosen: (id) => chosen(id) && times[id] < quick === isQuick,
          limit: (id) => 5000 + 10 * (times[id] ?? 0),
          starts: () => {},
          ended: (outcome) => {
            count++
            if (outcome.failure !== undefined) failed = outcome
            return failed === undefined
          },
        })
        if (failed) return { file, count, outcome: failed as TestOutcome }
      }
    }
    return { file: '', count, outcome: undefined }
  }

  async #fails(file: string, id: string): Promise<boolean> {
    let fails = false
    await runSuite(await this.#suiteOf(file), {
      chosen: (each) => each === id,
      limit: () => 60_000,
      starts: () => {},
      ended: ({ failure }) => {
        fails = failure !== undefined
        return true
      },
    })
    return fails
  }

  /** A test file, loaded once, with no mutant active. */
  async #suiteOf(file: string): Promise<Suite> {
    const known = this.#suites.get(file)
    if (known) return known
    const suite = await this.#load(file, `of=${this.#files.indexOf(file)}`, '')
    this.#suites.set(file, suite)
    return suite
  }

  #suiteAnew(file: string, mutant: string, isStatic: boolean): Promise<Suite> {
    const of = `of=${this.#files.indexOf(file)}&mutant=${mutant}`
    return this.#load(file, of, isStatic ? `mutant=${mutant}` : '')
  }

  async #load(file: string, testVersion: string, sourceVersion: string): Promise<Suite> {
    const modules = this.#modules
    modules.testVersion = testVersion
    modules.sourceVersion = sourceVersion
    const suite = await collectTests(file, () => modules.import(file))
    modules.sourceVersion = ''
    return suite
  }
}

function firstOf(file: string, times: Record<string, number>): string {
  return Object.keys(times).find((id) => id.startsWith(`${file} › `)) ?? file
}

export const strykerPlugins = [
  declareClassPlugin(PluginKind.TestRunner, 'fast-tests', FastTestRunner),
  declareValuePlugin(PluginKind.Ignore, 'names-of-fields', namesOfFields),
  declareValuePlugin(PluginKind.Ignore, 'after-a-mistake', afterMistake),
]
