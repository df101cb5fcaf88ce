import type { Bridge } from './bridge.ts'
import type { Policy } from './policy.ts'

// The one place that knows which paths are ours: adapters ask for one, and what build writes for a
// platform's router lists them.

/** All paths that the endpoint answers, its own first. */
export function endpointPaths(policy: Policy): string[] {
  return [policy.endpoint].concat(policy.start || [], policy.landing || [])
}

/** All that is ours, as routers have it: a `*` at the end stands for anything. */
export function ownPaths(policy: Policy): string[] {
  const bridge = policy.bridge
  return endpointPaths(policy).concat(bridge ? [bridge.path, bridge.path + '/*'] : [])
}

/** Whether the endpoint answers a path. */
export function isOwnPath(path: string, policy: Policy): boolean {
  return path === policy.endpoint || path === policy.start || path === policy.landing
}

/** Whether a path is the bridge's, and its requests go to the API. */
export function isBridged(path: string, bridge: Bridge): boolean {
  return path === bridge.path || path.startsWith(bridge.path + '/')
}

/** The same where the endpoint alone can be ours: CloudFront Functions have neither body nor network. */
export const isEndpoint = (path: string, policy: Policy): boolean => path === policy.endpoint
