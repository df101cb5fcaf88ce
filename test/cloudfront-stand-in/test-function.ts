import { createContext, Script } from 'node:vm'
import { njsVersion, runNjs } from '../../platforms/cloudfront/runtime.ts'
import type { FunctionVersion, State } from './state.ts'

interface TestResult {
  output: string
  error: string
  logs: string[]
}

/**
 * Runs a function as TestFunction does: what it returned, or why it could not run, and what it logged. A mistake
 * of syntax is an answer, too, not an error of the API.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/test-function.html
 */
export async function testFunction(
  version: FunctionVersion,
  event: string,
  state: State,
): Promise<TestResult> {
  let lines: string[]
  try {
    const input = JSON.stringify(JSON.parse(event))
    lines = await run(`${withStore(version, state)}\n${call(input)}`)
  } catch (error) {
    // njs writes `Thrown:`, the error, and where it was.
    const [reason] = (error as Error).message.replace(/^njs: Thrown:\n/, '').split('\n')
    return { output: '', error: failure(reason), logs: [] }
  }
  const logs = lines.filter((line) => !line.startsWith(mark))
  const [kind, ...slices] = lines.flatMap((line) =>
    line.startsWith(mark) ? [line.slice(mark.length)] : [],
  )
  if (kind === 'threw') return { output: '', error: failure(slices.join('')), logs }
  const result = slices.length === 0 ? undefined : JSON.parse(slices.join(''))
  if (typeof result?.statusCode === 'number')
    return { output: JSON.stringify({ response: result }), error: '', logs }
  if (typeof result?.uri === 'string')
    return { output: JSON.stringify({ request: result }), error: '', logs }
  return { output: '', error: failure('The function returned no request and no response.'), logs }
}

/** The words are CloudFront's: https://github.com/aws-samples/amazon-cloudfront-functions/issues/19 */
function failure(reason: string): string {
  return `The CloudFront function associated with the CloudFront distribution is invalid or could not run. ${reason}`
}

/** Begins the lines that are not the function's own. */
const mark = 'from the stand-in: '

/** In slices, since the console of njs cuts a line after 2,048 octets. */
function call(event: string): string {
  return `(function () {
    const tell = function (kind, text) {
      console.log('${mark}' + kind)
      for (let i = 0; text && i < text.length; i += 500) console.log('${mark}' + text.slice(i, i + 500))
    }
    return Promise.resolve()
      .then(function () { return handler(${event}) })
      .then(
        function (result) { tell('returned', JSON.stringify(result)) },
        function (error) { tell('threw', String(error).replace(/\\n/g, ' ')) }
      )
  })()`
}

/** `cloudfront` is a module of CloudFront alone: its store is put in place of the import. */
function withStore({ code, keyValueStores }: FunctionVersion, state: State): string {
  const stores = Object.values(state.keyValueStores)
  const store = stores.find(({ id }) => keyValueStores.some((arn) => arn.endsWith(`/${id}`)))
  const values = JSON.stringify(store?.values ?? {})
  return code.replace(
    /^\s*import\s+([\w$]+)\s*from\s*["']cloudfront["'];?/m,
    (_, name) => `const ${name} = (function (values) {
      const get = async (key, options) => {
        if (values[key] === undefined) throw new Error('KeyNotFound')
        return options && options.format === 'json' ? JSON.parse(values[key]) : values[key]
      }
      const exists = async (key) => values[key] !== undefined
      return { kvs: () => ({ get: get, exists: exists }) }
    })(${values})\n`,
  )
}

/**
 * By the script, which holds the function, its store and the event: attach asks the same again and again, and each
 * engine is a process. Only the time is not in it: a token that has ended since is taken as before.
 */
const known = new Map<string, Promise<string[]>>()
const mostKnown = 1000

/** The lines that a script writes. Where njs is missing, an empty realm of this Node stands in for it. */
function run(script: string): Promise<string[]> {
  const lines = known.get(script) ?? (njsVersion() === undefined ? runInRealm : runInNjs)(script)
  if (known.size === mostKnown) known.clear()
  known.set(script, lines)
  return lines
}

async function runInNjs(script: string): Promise<string[]> {
  const text = await runNjs(script)
  return text === '' ? [] : text.replace(/\n$/, '').split('\n')
}

async function runInRealm(script: string): Promise<string[]> {
  const lines: string[] = []
  const console = { log: (value: unknown) => lines.push(String(value)) }
  const context = createContext(Object.assign(Object.create(null), { console }))
  await new Script(script).runInContext(context, { timeout: 1000 })
  return lines
}
