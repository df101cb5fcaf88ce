import { execFile, execFileSync } from 'node:child_process'
import crypto from 'node:crypto'
import { createContext, Script } from 'node:vm'
import type { ViewerRequest, ViewerResponse } from '../../cloudfront/functions-adapter.ts'
import type { Bridge } from '../../shared/core/bridge.ts'
import type { Bindings } from '../../shared/core/request.ts'
import type { Runtime } from '../runtime.ts'
import { askOrigin, type AtViewerResponse } from './ask-origin.ts'
import {
  fromLambdaEdge,
  fromViewerRequest,
  fromViewerResponse,
  toLambdaEdgeEvent,
  toViewerRequestEvent,
  toViewerResponseEvent,
} from './event.ts'

/**
 * Runs a CloudFront Function in njs, or where that is not installed in what stands in for it.
 *
 * @param bindings what is in its KeyValueStore
 */
export function startCloudFrontFunction(
  script: string,
  bindings?: Bindings,
  bridge?: BridgeAtCloudFront,
): Runtime {
  const start = njsVersion() === undefined ? startSandbox : startNjs
  return start(script, bindings, bridge)
}

/** Where CloudFront goes on to, and the script of the function that its answers meet. */
export interface BridgeAtCloudFront extends Bridge {
  viewerResponse?: string | undefined
}

let njs: { version: string | undefined } | undefined

/** The version of the installed njs; undefined where there is none. */
export function njsVersion(): string | undefined {
  njs ??= { version: askNjs() }
  return njs.version
}

function askNjs(): string | undefined {
  try {
    return execFileSync('njs', ['-v'], { encoding: 'utf8' }).trim()
  } catch {
    return undefined
  }
}

/**
 * Runs a CloudFront Function in njs, whose syntax errors CloudFront reports word for word. Each
 * request gets an engine of its own: CloudFront promises no state between two either.
 */
export function startNjs(
  script: string,
  bindings?: Bindings,
  bridge?: BridgeAtCloudFront,
): Runtime {
  return runtimeOf(`njs ${njsVersion()}`, callInNjs, lendStore(script, bindings), bridge)
}

async function callInNjs(code: string, event: object): Promise<unknown> {
  const call = `Promise.resolve(handler(${JSON.stringify(event)})).then(${print})`
  return JSON.parse((await runNjs(`${code}\n${call}`)).replaceAll('\n', ''))
}

/** A function, by what calls one. */
function runtimeOf(
  engine: string,
  run: (code: string, event: object) => Promise<unknown>,
  code: string,
  bridge: BridgeAtCloudFront | undefined,
): Runtime {
  const after = bridge?.viewerResponse
  const atViewerResponse: AtViewerResponse | undefined =
    after === undefined
      ? undefined
      : async (request, answer) => {
          const changed = await run(after, toViewerResponseEvent(request, answer))
          return { ...answer, ...fromViewerResponse(changed as ViewerResponse), body: answer.body }
        }
  return {
    engine,
    fetch: async (request) => {
      const result = await run(code, toViewerRequestEvent(request))
      return isAnswer(result)
        ? fromViewerResponse(result)
        : askOrigin(request, fromViewerRequest(result as ViewerRequest), bridge, atViewerResponse)
    },
    close: async () => {},
  }
}

const isAnswer = (result: unknown): result is ViewerResponse =>
  'statusCode' in (result as ViewerResponse)

/**
 * Puts a KeyValueStore in the place of the module `cloudfront`, which no other engine has. It rejects
 * where it has no such key, as CloudFront's does.
 */
export function lendStore(script: string, bindings: Bindings = {}): string {
  const store = `{ kvs: function () {
    const values = JSON.parse(${JSON.stringify(JSON.stringify(bindings))})
    return { get: function (key) {
      return Object.hasOwnProperty.call(values, key) ? Promise.resolve(values[key]) : Promise.reject(new Error('KeyNotFound'))
    } }
  } }`
  return replaceImport(script, 'cloudfront', store)
}

/** Functions import nothing but the default export of CloudFront's own modules. */
function replaceImport(script: string, module: string, expression: string): string {
  const pattern = new RegExp(`import ([\\w$]+) from ?"${module}";`)
  return script.replace(pattern, (_, name: string) => `var ${name} = ${expression};`)
}

/** In slices, since the console of njs cuts a line after 2,048 octets. JSON has no line breaks of its own. */
const print = `function (result) {
  const text = JSON.stringify(result)
  for (let i = 0; i < text.length; i += 500) console.log(text.slice(i, i + 500))
}`

/** -s: without files and without code from strings. The script comes by standard input: it holds a token. */
export function runNjs(script: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile('njs', ['-s', '-'], (error, stdout, stderr) => {
      if (error) reject(new Error(`njs: ${stderr || stdout}`))
      else resolve(stdout)
    })
    child.stdin!.end(script)
  })
}

/**
 * Stands in for njs where it is not installed: an empty realm in this Node, with the language but
 * without anything of Node or the web. It takes newer syntax than CloudFront does; the build's
 * syntax check has refused that before.
 */
export function startSandbox(
  script: string,
  bindings?: Bindings,
  bridge?: BridgeAtCloudFront,
): Runtime {
  const alone = replaceImport(lendStore(script, bindings), 'crypto', 'lentCrypto')
  // njs has both of its own. What needs neither does not get them: by them it would reach Node.
  const lent = alone.includes('lentCrypto') ? { lentCrypto: crypto, Buffer } : {}
  // What is no script is refused now, as by CloudFront's own test.
  void new Script(alone)
  const run = async (code: string, event: object): Promise<unknown> => {
    const call = '\nPromise.resolve(handler(JSON.parse(event))).then(JSON.stringify)'
    const context = createContext(bare({ event: JSON.stringify(event), ...lent }), {
      codeGeneration: { strings: false, wasm: false },
    })
    return JSON.parse(await new Script(code + call).runInContext(context))
  }
  const engine = `empty realm in Node ${process.version}, because njs is not installed`
  return { ...runtimeOf(engine, run, alone, bridge), isStandIn: true }
}

/** Without a prototype: by that of an ordinary object, code in the realm reaches this one's Function. */
function bare(globals: object): object {
  return Object.assign(Object.create(null), globals)
}

/** Runs a Lambda@Edge bundle in this Node, with the events that CloudFront sends. */
export async function startLambdaEdge(script: string, bridge?: Bridge): Promise<Runtime> {
  const code = Buffer.from(script).toString('base64')
  const { handler } = await import(`data:text/javascript;base64,${code}`)
  return {
    engine: `Node ${process.version}`,
    fetch: async (request) => {
      const result = fromLambdaEdge(await handler(toLambdaEdgeEvent(request)))
      return 'uri' in result ? askOrigin(request, result, bridge) : result
    },
    close: async () => {},
  }
}
