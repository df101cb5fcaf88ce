import { fromLambdaEdgeResponse, toLambdaEdgeEvent } from './event.ts'
import type { Runtime } from '../runtime.ts'

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
