import { isDeepStrictEqual } from 'node:util'
import { buildTarget } from '../../platforms/build.ts'
import { fromViewerResponse, toViewerRequestEvent } from '../../platforms/cloudfront/event.ts'
import { startEdgeHost } from '../../platforms/netlify/edge-runtime.ts'
import type { PlainResponse } from '../../platforms/runtime.ts'
import { findTarget, type TargetName } from '../../platforms/targets.ts'
import type { Policy } from '../../shared/core/policy.ts'
import { askByConnection } from './ask-by-connection.ts'
import type { Outcome } from './judge.ts'
import { callInBatch } from './njs-batch.ts'
import type { Sight } from './oracle.ts'
import { toPlain, type HostileRequest } from './request.ts'
import { startRawWorker } from './workerd.ts'

/** A platform's own engine with our bundle in it, to which many requests are sent. */
export interface HostileRuntime {
  name: TargetName
  sight: Sight
  /** Where it takes connections. */
  port?: number
  ask: (requests: HostileRequest[], seed: number) => Promise<Outcome[]>
  close: () => Promise<void>
}

/** The Request of the Fetch Standard writes these methods in capitals, whatever case came. */
const byRequest: Sight = {
  body: true,
  capitals: ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT'],
}

export function startRuntime(name: TargetName, policy: Policy): Promise<HostileRuntime> {
  if (name === 'cloudfront') return startFunction(policy)
  if (name === 'netlify' || name === 'lambda-edge') return startByEvents(name, policy)
  return startByConnections(name, policy)
}

async function startByConnections(
  name: 'workers' | 'pages' | 'netlify-edge',
  policy: Policy,
): Promise<HostileRuntime> {
  const [{ contents }] = await buildTarget(findTarget(name), policy)
  const isDeno = name === 'netlify-edge'
  const start = isDeno ? startEdgeHost : startRawWorker
  const { port, close } = await start(contents)
  return {
    name,
    sight: isDeno ? byRequest : { body: true },
    port,
    ask: (requests, seed) => askByConnection(port, requests, { seed, isFull: isDeno }),
    close,
  }
}

async function startByEvents(
  name: 'netlify' | 'lambda-edge',
  policy: Policy,
): Promise<HostileRuntime> {
  const target = findTarget(name)
  const files = await buildTarget(target, policy)
  const runtime = await target.start(
    Object.fromEntries(files.map(({ file, contents }) => [file, contents])),
  )
  const askOne = async (request: HostileRequest): Promise<Outcome> => {
    if (name === 'netlify' && !isRouted(request)) return { did: 'nothing' }
    try {
      return toOutcome(await runtime.fetch(toPlain(request)))
    } catch (error) {
      return { did: 'fail', why: String(error) }
    }
  }
  return {
    name,
    sight: name === 'netlify' ? byRequest : { body: true },
    ask: async (requests) => {
      const outcomes: Outcome[] = []
      for (const request of requests) outcomes.push(await askOne(request))
      return outcomes
    },
    close: runtime.close,
  }
}

/** Netlify asks a function for its literal path alone. */
const isRouted = ({ target, site }: HostileRequest): boolean =>
  target.replace(/\?.*$/s, '') === site.endpoint

const toOutcome = (response: PlainResponse | undefined): Outcome =>
  response ? { did: 'answer', response } : { did: 'pass on' }

async function startFunction(policy: Policy): Promise<HostileRuntime> {
  const [{ contents }] = await buildTarget(findTarget('cloudfront'), policy)
  return {
    name: 'cloudfront',
    sight: { body: false, splitsCookies: true },
    ask: async (requests) => {
      const events = requests.map((request) => toViewerRequestEvent(toPlain(request)))
      const results = await callInBatch(contents, events)
      return results.map((result, i): Outcome => {
        if (result instanceof Error) return { did: 'fail', why: result.message }
        const answer = result as Parameters<typeof fromViewerResponse>[0]
        if ('statusCode' in answer) return toOutcome(fromViewerResponse(answer))
        return isDeepStrictEqual(result, JSON.parse(JSON.stringify(events[i].request)))
          ? { did: 'pass on' }
          : { did: 'fail', why: 'it passed on another request' }
      })
    },
    close: async () => {},
  }
}
