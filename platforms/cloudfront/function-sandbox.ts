import { createContext, Script } from 'node:vm'
import { fromViewerResponse, toViewerRequestEvent } from './event.ts'
import type { Runtime } from '../runtime.ts'

/** Without a prototype: by that of an ordinary object, code in the realm reaches this one's Function. */
function bare(globals: object): object {
  return Object.assign(Object.create(null), globals)
}

/**
 * Stands in for njs where it is not installed: an empty realm in this Node, with the language but
 * without anything of Node or the web. It takes newer syntax than CloudFront does; the build's
 * syntax check has refused that before.
 */
export function startCloudFrontSandbox(script: string): Runtime {
  const compiled = new Script(
    `${script}\nPromise.resolve(handler(JSON.parse(event))).then(JSON.stringify)`,
  )
  return {
    engine: `empty realm in Node ${process.version}, because njs is not installed`,
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
