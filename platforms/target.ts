import type { BuildOptions } from 'esbuild'
import type { Bridge } from '../shared/core/bridge.ts'
import type { Policy } from '../shared/core/policy.ts'
import type { Runtime } from './runtime.ts'
import type { Secrets } from './secrets.ts'
import type { ListedVendor } from './vendors.ts'

/** Files by their place in the output folder. */
export type Files = Record<string, string>

/** The first line of a bundle where a stranger's file may have its name. */
export const mark = '// Written by edgemint build.'

/** A bundle's destination: what build writes for it, and how it is run here. */
export interface Target<Name extends string = string> {
  /** As `--target` takes it. */
  name: Name
  /** The product's name. */
  title: string
  vendor: ListedVendor
  /** The module that exports what the platform calls. */
  entry: string
  /** Where policies have entries of their own, which bring all that they need: the entry of one, and what of it is compiled in. */
  variant?: (policy: Policy) => Variant
  /** The module that reads its bound secrets, where they are neither in a Worker's `env` nor in the environment. */
  secretReader?: string
  /** Bundles beside this one, which some policies need. */
  further?: readonly FurtherBundle[]
  /** Where the bundle is written, from the output folder. */
  file: string
  /** The target that can do what this one cannot. */
  instead?: string
  /** The largest bundle that is accepted, in octets. */
  limit?: number
  options: BuildOptions
  /** A module around the entry, for what the platform reads from the bundle's text. */
  wrap?: (entry: string, policy: Policy) => string
  /** The last step: turns the bundle into what the platform takes, or throws. */
  finish?: (code: string) => string
  /** What belongs beside the bundle, by its place in the output folder. */
  companions?: Record<string, (policy: Policy) => string>
  /** Whether it sees a request's body. */
  readsBody: boolean
  /** Whether it can ask another server. */
  hasNetwork: boolean
  /** Whether it sees the scheme and the port of a request. Where not, it takes every origin for https on port 443. */
  seesOrigin: boolean
  /** Whether the demo has a site with it. One of two that run in the same engine is enough. */
  inDemo: boolean
  /**
   * Runs what was built in the platform's own engine, a dev dependency that is loaded only here, with these secrets bound.
   *
   * @param bridge where the platform itself goes on to, with what its function lets pass
   */
  start: (files: Files, secrets?: Secrets, bridge?: Bridge) => Promise<Runtime>
}

export interface FurtherBundle extends Target {
  isNeeded: (policy: Policy) => boolean
}

/** Every file that build may write for a target, whatever the policy. */
export function filesOf({ file, further = [], companions = {} }: Target): string[] {
  return [file, ...further.flatMap(filesOf), ...Object.keys(companions)]
}

/** How a target without hooks goes by a policy. */
export interface Variant {
  entry: string
  compiled: object
}

/**
 * What the bridge's endpoint does that needs a network; undefined where nothing does, or there is no bridge. Of such a
 * bridge, what has no network only puts the token into the header.
 */
export function needOfEndpoint({ bridge, verify, login }: Policy): string | undefined {
  if (!bridge) return undefined
  if (bridge.tokens) return 'asks the API for tokens'
  if (login) return 'asks the OpenID provider'
  if (verify && 'jwks' in verify) return 'fetches the keys of tokens'
  if (verify && 'introspect' in verify) return 'asks whether tokens are good'
  return undefined
}

export const leavesEndpoint = (policy: Policy): boolean => needOfEndpoint(policy) !== undefined

/** The end of a refusal: where else to turn. */
export function orInstead({ instead }: Pick<Target, 'instead'>): string {
  return instead === undefined ? '' : `\n  → Or use the target ${instead}.`
}
