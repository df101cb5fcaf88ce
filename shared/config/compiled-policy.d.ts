import type { CompiledPolicy } from '../core/handle.ts'

/** What `#policy` is in an entry: the policy of the config that the bundle is built with. */
export declare const policy: CompiledPolicy
