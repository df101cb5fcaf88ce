import type { Policy } from './policy.ts'

// The one place that knows which paths are ours: adapters ask for one, and what build writes for a
// platform's router lists them.

/** All paths that are ours, the endpoint's own first. */
export function ownPaths(policy: Policy): string[] {
  return policy.start ? [policy.endpoint, policy.start] : [policy.endpoint]
}

/** Whether a path is ours; every other one passes through an adapter untouched. */
export function isOwnPath(path: string, policy: Policy): boolean {
  return path === policy.endpoint || path === policy.start
}

/** The same where the endpoint alone can be ours: CloudFront Functions have neither body nor network. */
export const isEndpoint = (path: string, policy: Policy): boolean => path === policy.endpoint
