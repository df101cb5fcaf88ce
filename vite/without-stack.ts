import { UsageError } from '../shared/config/usage-error.ts'

/**
 * Throws again what the user can mend, so that Vite says it in words alone: it prints the stack of
 * an error. Any other error is our own bug, and keeps its stack.
 *
 * @example
 * project = await loadProject().catch(withoutStack)
 */
export function withoutStack(error: unknown): never {
  if (error instanceof UsageError) error.stack = `edgemint: ${error.message}`
  throw error
}
