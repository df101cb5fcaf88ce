import { relative } from 'node:path'
import { compilePolicy } from '../shared/config/compile-policy.ts'
import type { EdgemintConfig } from '../shared/config/config.ts'
import { isUnder } from '../shared/core/domain.ts'
import type { Policy } from '../shared/core/policy.ts'
import { formatMistakes, type Mistake } from '../shared/config/mistakes.ts'
import { UsageError } from '../shared/config/usage-error.ts'
import { production } from '../shared/config/defaults.ts'
import { chooseEnvironment } from './environment.ts'
import { findConfig, loadConfig } from './load-config.ts'

/** What a command knows of the user's project. */
export interface Project {
  /** The config's path. */
  file: string
  environment: string
  config: EdgemintConfig
  policy: Policy
  /** What the owner should know. */
  warnings: string[]
  /** What will not work once it is deployed. */
  obstacles: Mistake[]
}

interface Choice {
  /** The value of `--config`. */
  config?: string | undefined
  /** The value of `--env`. */
  environment?: string | undefined
  /** What else the user could do where there is no config. */
  otherwise?: string
  /** Where the config lies, and what `config` is relative to. Default: the working directory. */
  folder?: string
}

/** Finds, runs and checks the config for one environment. */
export async function loadProject({ config: chosen, ...choice }: Choice = {}): Promise<Project> {
  const file = findConfig(chosen, choice.otherwise, choice.folder)
  const environment = chooseEnvironment(choice.environment)
  const exported = await loadConfig(file)
  const config = await configFor(exported, environment, file)
  const { policy, warnings, obstacles } = requirePolicy(config, file, environment)
  if (typeof exported === 'function' && environment !== production) {
    const rival = await configFor(exported, production, file).catch(() => undefined)
    obstacles.push(...sharedCookie({ config, policy, environment }, rival))
  }
  return { file, environment, config, policy, warnings, obstacles }
}

async function configFor(
  exported: unknown,
  environment: string,
  file: string,
): Promise<EdgemintConfig> {
  if (typeof exported !== 'function') return exported as EdgemintConfig
  let config: EdgemintConfig | undefined
  try {
    config = await exported({ environment })
  } catch (error) {
    const place = `${relative('', file)}, the config for "${environment}"`
    throw new UsageError(`${place}, fails when it is run: ${error}`, 1)
  }
  if (config !== undefined) return config
  const forgotten = {
    place: 'export default',
    problem: 'undefined is not a config.',
    cure: 'The function must return it: ({ environment }) => ({ site: … }), with the round brackets.',
  }
  throw mistaken(file, [forgotten])
}

/** Checks the config and works out its policy. */
export function requirePolicy(
  config: EdgemintConfig,
  file: string,
  environment = production,
): Omit<Project, 'file' | 'environment' | 'config'> {
  const compilation = compilePolicy(config, environment)
  if ('policy' in compilation) return compilation
  throw mistaken(file, compilation.mistakes)
}

function mistaken(file: string, mistakes: Mistake[]): UsageError {
  const count = mistakes.length === 1 ? 'a mistake' : `${mistakes.length} mistakes`
  return new UsageError(`${relative('', file)} has ${count}:\n${formatMistakes(mistakes)}`, 1)
}

/** Two sites under one registrable domain, one cookie name, and a Domain that reaches both: each log-in would end the other's. */
function sharedCookie(
  { config, policy, environment }: Pick<Project, 'config' | 'policy' | 'environment'>,
  rival: EdgemintConfig | undefined,
): Mistake[] {
  const compilation = compilePolicy(rival)
  if (!('policy' in compilation)) return []
  const hosts = [config.site, rival!.site].map((site) => new URL(site).hostname)
  const cookies = [policy.cookie, compilation.policy.cookie]
  const isShared =
    hosts[0] !== hosts[1] &&
    cookies[0].name === cookies[1].name &&
    cookies.some(({ domain }) => hosts.every((host) => isUnder(host, domain)))
  if (!isShared) return []
  return [
    {
      place: 'cookie.name',
      problem: `${hosts[0]} ("${environment}") and ${hosts[1]} ("${production}") would share the cookie ${policy.cookie.name}: logging in on one logs out on the other.`,
      cure: 'Leave cookie.name out, and each environment gets a name of its own; or write cookie: { domain: false } for both.',
    },
  ]
}
