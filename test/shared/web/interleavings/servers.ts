import type { Policy } from '../../../../shared/core/policy.ts'
import { attach, createForward } from '../../../../shared/web/bridge/forward.ts'
import { createEndpoint } from '../../../../shared/web/fetch-handler.ts'
import { createHandler } from '../../../../shared/web/tokens/handler.ts'
import type { Clock, Event } from './clock.ts'
import { createTimeout, type Network } from './network.ts'

/** A server of the site, in an isolate of its own. */
export function openServer(policy: Policy): (request: Request) => Promise<Response> {
  const attaching = { ...policy, bridge: policy.bridge!, attach }
  const handler = createHandler(attaching.bridge)
  const endpoint = createEndpoint({ ...attaching, handler, forward: createForward(attaching) })
  return (request) => endpoint(request)!
}

/**
 * Has servers live by this clock, ask this API over this network, and write where this sees it.
 *
 * @returns puts everything back
 */
export function lendGlobals(
  clock: Clock,
  network: Network,
  answer: (request: Request) => Promise<Response>,
  see: (text: string) => void,
): () => void {
  const fetch = (url: string, { signal, ...init }: RequestInit): Promise<Response> =>
    new Promise((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason))
      see(url)
      network.send(async () => {
        const answered = await answer(new Request(url, init))
        network.send(() => resolve(answered), reject)
      }, reject)
    })
  const write = (...values: unknown[]): void => values.forEach((value) => see(String(value)))
  const lent: [object, Record<string, unknown>][] = [
    [
      globalThis,
      {
        fetch,
        setTimeout: (happen: () => void, delay: number) => clock.after(delay, happen),
        clearTimeout: (event: Event | undefined) => event && (event.happen = undefined),
      },
    ],
    [Date, { now: () => clock.now }],
    [AbortSignal, { timeout: createTimeout(clock) }],
    [console, { log: write, info: write, warn: write, error: write, debug: write }],
  ]
  const originals = lent.map(([owner, values]) => {
    const names = Object.keys(values)
    const before = names.map((name) => [name, Reflect.get(owner, name)])
    Object.assign(owner, values)
    return [owner, Object.fromEntries(before)] as const
  })
  return () => originals.forEach(([owner, values]) => Object.assign(owner, values))
}
