import { defaults } from '../../shared/config/defaults.ts'
import { UsageError } from '../../shared/config/usage-error.ts'
import type { GatherRequest } from '../../doctor/gather/gather.ts'
import type { Project } from '../../platforms/load-project.ts'
import type { Options } from './options.ts'
import { longest } from '../../doctor/plan/limits.ts'
import { isLoopback } from '../../shared/core/domain.ts'
import { siteOf } from './configured-site.ts'

/** What doctor is to look at. */
export type Site = Pick<
  GatherRequest,
  'page' | 'endpointPath' | 'endpointCookie' | 'bridge' | 'api'
>

/** The site of the command line; otherwise, or with `--config`, that of the config. */
export async function chooseSite(options: Options): Promise<Site> {
  const { site, config, endpoint } = options
  const chosen =
    site === undefined || config !== undefined ? await configuredSite(options) : undefined
  if (!chosen && options.refreshLife !== undefined) {
    throw new UsageError(
      '--refresh-life is about the bridge of a config.\n  → Name that too: --config edgemint.config.ts',
    )
  }
  const api = options.api ?? chosen?.api
  return {
    ...chosen,
    page: site === undefined ? (chosen as Site).page : checkUrl('the site', site),
    endpointPath:
      endpoint === undefined ? (chosen?.endpointPath ?? defaults.endpoint) : checkPath(endpoint),
    ...(api !== undefined && { api: checkUrl('--api', api) }),
  }
}

/** A mistake in the config keeps doctor from looking: exit code 2, since 1 is about the site. */
async function readConfig({ config, env }: Options): Promise<Project> {
  // Loaded when needed: it brings a bundler along.
  const { loadProject } = await import('../../platforms/load-project.ts')
  try {
    const otherwise = 'Or name a site: edgemint doctor https://www.example.com'
    return await loadProject({ config, environment: env, otherwise })
  } catch (error) {
    throw error instanceof UsageError ? new UsageError(error.message) : error
  }
}

async function configuredSite(options: Options): Promise<Site> {
  const project = await readConfig(options)
  const { hostname } = new URL(
    options.site === undefined ? project.config.site : checkUrl('the site', options.site),
  )
  return siteOf(project, hostname, options.refreshLife)
}

/** A URL; a host alone is meant with https. */
export function checkUrl(place: string, value: string): string {
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `https://${value}`
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || !/^[^.]+(\.[^.]+)*\.?$/.test(url.hostname)) {
    throw new UsageError(`${place} "${value}" is not a URL.\n  → Write "https://" and the host.`)
  }
  if (url.href.length > longest.url) {
    throw new UsageError(
      `${place} has ${url.href.length} characters; at most ${longest.url} are allowed.\n  → Shorten it.`,
    )
  }
  if (url.username || url.password) {
    throw new UsageError(`${place} has a user name or password in it.\n  → Leave them out.`)
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw new UsageError(
      `${place} "${value}" is not https, and browsers refuse a Secure cookie there.\n  → Write "https://${url.host}".`,
    )
  }
  return url.href
}

function checkPath(value: string): string {
  const isPath = /^\/(?!\/)[^?#\s]*$/.test(value)
  if (isPath && new URL(value, 'https://www.example.com').href.length > longest.url - 253) {
    throw new UsageError('--endpoint is too long for a path.\n  → Shorten it.')
  }
  if (isPath) return value
  throw new UsageError(
    `--endpoint "${value}" is not a path.\n  → Write a path such as "${defaults.endpoint}".`,
  )
}
