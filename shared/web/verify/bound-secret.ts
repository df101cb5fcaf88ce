import type { HandlerRequest } from '../../core/request.ts'

/** A secret that is bound by name: in a Worker's `env`, else in the environment (Netlify). Read anew for each request. */
export function readBoundSecret(name: string, request: HandlerRequest): string | undefined {
  const bound = request.bindings?.[name] ?? environment()?.[name]
  return typeof bound === 'string' ? bound : undefined
}

/** Workers have no `process` unless they ask for it. */
function environment(): Record<string, string | undefined> | undefined {
  const { process } = globalThis as {
    process?: { env?: Record<string, string | undefined> }
  }
  return process?.env
}
