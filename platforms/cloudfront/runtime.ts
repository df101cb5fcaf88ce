import { execFile, execFileSync } from 'node:child_process'
import { fromViewerResponse, toViewerRequestEvent } from './event.ts'
import type { Runtime } from '../runtime.ts'

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
function runNjs(script: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile('njs', ['-s', '-'], (error, stdout, stderr) => {
      if (error) reject(new Error(`njs: ${stderr || stdout}`))
      else resolve(stdout)
    })
    child.stdin!.end(script)
  })
}
