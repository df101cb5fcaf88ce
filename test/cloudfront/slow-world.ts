import type {
  CloudFrontRequest,
  CloudFrontRequestEvent,
  CloudFrontResultResponse,
} from 'aws-lambda'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { pathToFileURL } from 'node:url'
import { bundle } from '../../platforms/build.ts'
import { lambdaSettings } from '../../platforms/cloudfront/lambda-settings.ts'
import { findTarget } from '../../platforms/targets.ts'
import type { EdgemintConfig } from '../../shared/config/config.ts'
import { policyOf } from '../cli/policy-of.ts'
import { temporaryFolder } from '../cli/temporary-folder.ts'
import { secret } from '../shared/core/tokens.ts'
import { lambdaEdgeEvent } from './events/events.ts'

/** When Lambda ends the function, and CloudFront answers in its place, in milliseconds. */
export const timeout = lambdaSettings.Timeout * 1000

/** A bundle for Lambda@Edge. Whoever it asks takes time by the test's own clock. */
export interface SlowWorld {
  /** What each of them takes from now on, in milliseconds. */
  takes: number
  /** What was asked, in order: URLs, and names of secrets. */
  asked: string[]
  /** What servers answer, by path. */
  answers: Record<string, object>
  /** A new instance of the function, which has nothing yet. */
  start: () => Promise<Send>
}

type Send = (request: Partial<CloudFrontRequest>, body?: string) => Promise<Outcome>

export interface Outcome {
  answer: CloudFrontResultResponse
  /** What it took, in milliseconds. */
  time: number
}

type Handler = (event: CloudFrontRequestEvent, context: object) => Promise<CloudFrontResultResponse>

/** @param end when the function is ended, in milliseconds */
export async function openSlowWorld(
  t: TestContext,
  config: Partial<EdgemintConfig>,
  end = timeout,
): Promise<SlowWorld> {
  const world: SlowWorld = { takes: 0, asked: [], answers: {}, start }
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() })
  const limits = new WeakMap<AbortSignal, number>()
  t.mock.method(AbortSignal, 'timeout', (limit: number) => {
    const { signal } = new AbortController()
    limits.set(signal, limit)
    return signal
  })
  const ask = (what: string, signal: AbortSignal): void => {
    world.asked.push(what)
    const limit = limits.get(signal)!
    t.mock.timers.tick(Math.min(world.takes, limit))
    if (world.takes >= limit) throw new DOMException('over', 'TimeoutError')
  }
  t.mock.method(globalThis, 'fetch', async (url: string, { signal }: { signal: AbortSignal }) => {
    ask(url, signal)
    return Response.json(world.answers[new URL(url).pathname] ?? {})
  })
  const askStore = async (name: string, signal: AbortSignal): Promise<object> => {
    ask(name, signal)
    return { Parameter: { Value: secret } }
  }
  Object.assign(globalThis, { askStore })

  const module = pathToFileURL(join(await write(config), 'index.mjs')).href
  let instances = 0
  async function start(): Promise<Send> {
    const { handler } = (await import(`${module}?${++instances}`)) as { handler: Handler }
    return async ({ headers, ...request }, data = '') => {
      const event = lambdaEdgeEvent({
        uri: '/set-auth-token',
        ...request,
        headers: { origin: [{ value: 'https://www.example.com' }], ...headers },
        body: { inputTruncated: false, action: 'read-only', encoding: 'text', data },
      })
      const from = Date.now()
      const getRemainingTimeInMillis = (): number => from + end - Date.now()
      const answer = await handler(event, { getRemainingTimeInMillis })
      return { answer, time: Date.now() - from }
    }
  }
  return world
}

/** The bundle, beside what stands in for AWS's SDK, which Lambda's own runtime holds. */
async function write(config: Partial<EdgemintConfig>): Promise<string> {
  const sdk = 'node_modules/@aws-sdk/client-ssm'
  return temporaryFolder({
    'index.mjs': await bundle(findTarget('lambda-edge'), policyOf(config), { API_SECRET: secret }),
    [`${sdk}/package.json`]: '{"type":"module","exports":"./index.js"}',
    [`${sdk}/index.js`]: `
export class SSMClient {
  send = ({ name }, { abortSignal }) => globalThis.askStore(name, abortSignal)
  destroy() {}
}
export class GetParameterCommand {
  constructor({ Name }) { this.name = Name }
}`,
  })
}
