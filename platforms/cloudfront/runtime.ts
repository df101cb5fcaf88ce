import { execFile, execFileSync } from 'node:child_process'
import crypto from 'node:crypto'
import { createContext, Script } from 'node:vm'
import type { Bindings } from '../../shared/core/request.ts'
import type { Runtime } from '../runtime.ts'
import {
  fromLambdaEdgeResponse,
  fromViewerResponse,
  toLambdaEdgeEvent,
  toViewerRequestEvent,
} from './event.ts'

/**
 * Runs a CloudFront Function in njs, or where that is not installed in what stands in for it.
 *
 * @param bindings what is in its KeyValueStore
 */
export function startCloudFrontFunction(script: string, bindings?: Bindings): Runtime {
  return njsVersion() === undefined ? startSandbox(script, bindings) : startNjs(script, bindings)
}

/** The version of the installed njs; undefined where there is none. */
export function njsVersion(): string | undefined {
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
export function startNjs(script: string, bindings?: Bindings): Runtime {
  const lent = lendStore(script, bindings)
  return {
    engine: `njs ${njsVersion()}`,
    fetch: async (request) => {
      const event = JSON.stringify(toViewerRequestEvent(request))
      const output = await runNjs(`${lent}\nPromise.resolve(handler(${event})).then(${print})`)
      const result = JSON.parse(output.replaceAll('\n', ''))
      return 'statusCode' in result ? fromViewerResponse(result) : undefined
    },
    close: async () => {},
  }
}

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
export function startSandbox(script: string, bindings?: Bindings): Runtime {
  const alone = replaceImport(lendStore(script, bindings), 'crypto', 'lentCrypto')
  // njs has both of its own. What needs neither does not get them: by them it would reach Node.
  const lent = alone.includes('lentCrypto') ? { lentCrypto: crypto, Buffer } : {}
  const compiled = new Script(
    `${alone}\nPromise.resolve(handler(JSON.parse(event))).then(JSON.stringify)`,
  )
  return {
    engine: `empty realm in Node ${process.version}, because njs is not installed`,
    isStandIn: true,
    fetch: async (request) => {
      const event = JSON.stringify(toViewerRequestEvent(request))
      const codeGeneration = { strings: false, wasm: false }
      const result = await compiled.runInContext(
        createContext(bare({ event, ...lent }), { codeGeneration }),
      )
      const answer = JSON.parse(result)
      return 'statusCode' in answer ? fromViewerResponse(answer) : undefined
    },
    close: async () => {},
  }
}

/** Without a prototype: by that of an ordinary object, code in the realm reaches this one's Function. */
function bare(globals: object): object {
  return Object.assign(Object.create(null), globals)
}

/** Runs a Lambda@Edge bundle in this Node, with the events that CloudFront sends. */
export async function startLambdaEdge(script: string): Promise<Runtime> {
  const code = Buffer.from(script).toString('base64')
  const { handler } = await import(`data:text/javascript;base64,${code}`)
  return {
    engine: `Node ${process.version}`,
    fetch: async (request) => {
      const result = await handler(toLambdaEdgeEvent(request))
      return 'status' in result ? fromLambdaEdgeResponse(result) : undefined
    },
    close: async () => {},
  }
}
