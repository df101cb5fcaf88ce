import { execFile, execFileSync } from 'node:child_process'
import { createContext, Script } from 'node:vm'
import type { Runtime } from '../runtime.ts'
import {
  fromLambdaEdgeResponse,
  fromViewerResponse,
  toLambdaEdgeEvent,
  toViewerRequestEvent,
} from './event.ts'

/** Runs a CloudFront Function in njs, or where that is not installed in what stands in for it. */
export function startCloudFrontFunction(script: string): Runtime {
  return njsVersion() === undefined ? startSandbox(script) : startNjs(script)
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
export function startNjs(script: string): Runtime {
  return {
    engine: `njs ${njsVersion()}`,
    fetch: async (request) => {
      const event = JSON.stringify(toViewerRequestEvent(request))
      const output = await runNjs(`${script}\nPromise.resolve(handler(${event})).then(${print})`)
      const result = JSON.parse(output.replaceAll('\n', ''))
      return 'statusCode' in result ? fromViewerResponse(result) : undefined
    },
    close: async () => {},
  }
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
export function startSandbox(script: string): Runtime {
  const compiled = new Script(
    `${script}\nPromise.resolve(handler(JSON.parse(event))).then(JSON.stringify)`,
  )
  return {
    engine: `empty realm in Node ${process.version}, because njs is not installed`,
    isStandIn: true,
    fetch: async (request) => {
      const event = JSON.stringify(toViewerRequestEvent(request))
      const codeGeneration = { strings: false, wasm: false }
      const result = await compiled.runInContext(createContext(bare({ event }), { codeGeneration }))
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
