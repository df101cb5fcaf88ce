import type { CompiledPolicy } from '../core/handle.ts'
import type { ReadSecret } from '../core/hs256.ts'

/** What `#policy` is in an entry: the policy of the config that the bundle is built with. */
export declare const policy: CompiledPolicy

/** Where an entry brings its own verification: what reads its secrets, as the platform binds them. */
export declare const readSecret: ReadSecret
