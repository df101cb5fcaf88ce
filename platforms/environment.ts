import { production } from '../shared/config/defaults.ts'
import { UsageError } from '../shared/config/usage-error.ts'

type Variables = Record<string, string | undefined>

/**
 * The environment that a build is for: `--env`, or else what the platform's own build says.
 * https://docs.netlify.com/build/configure-builds/environment-variables/#build-metadata
 * https://developers.cloudflare.com/pages/configuration/build-configuration/#environment-variables
 *
 * @param option the value of `--env`
 */
export function chooseEnvironment(option?: string, variables: Variables = process.env): string {
  if (option === '') throw new UsageError('--env needs a name.\n  → Write --env staging.')
  const { CLOUDFLARE_ENV } = variables
  const name = option ?? (netlifyContext(variables) || pagesBranch(variables) || CLOUDFLARE_ENV)
  return nameOf(name || production)
}

/** As a cookie's name and a file's can hold it. */
const nameOf = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]+/g, '-')

/** An environment's name as a settings file has it: `QA_1` is the `qa-1` of edgemint. Undefined where it has none. */
export function findEnvironment(names: string[], environment: string): string | undefined {
  return (
    names.find((name) => name === environment) ?? names.find((name) => nameOf(name) === environment)
  )
}

function netlifyContext({ NETLIFY, CONTEXT, BRANCH }: Variables): string | undefined {
  if (NETLIFY !== 'true') return undefined
  return (CONTEXT === 'branch-deploy' && BRANCH) || CONTEXT
}

function pagesBranch({ CF_PAGES, CF_PAGES_BRANCH }: Variables): string | undefined {
  const isOther = CF_PAGES === '1' && !['main', 'master'].includes(CF_PAGES_BRANCH ?? 'main')
  return isOther ? CF_PAGES_BRANCH : undefined
}
