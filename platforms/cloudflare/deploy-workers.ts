import { join, normalize } from 'node:path'
import type { Mistake } from '../../shared/config/mistakes.ts'
import { ownPaths } from '../../shared/core/paths.ts'
import { callsEdgemint } from '../calls-edgemint.ts'
import { isProduction, type Deployment, type Upload } from '../deployment.ts'
import { parseOutput } from '../parse-output.ts'
import { readText } from '../read-text.ts'
import { outputFolder } from '../vendor.ts'
import { findAssetsFirst } from './assets-first.ts'
import { covers } from './path-patterns.ts'
import { compatibilityDate, files } from './vendor.ts'
import { findPrivateFiles } from './private-files.ts'
import { readOrigins, wrangler } from './wrangler.ts'
import { nameOfEnvironment, readWranglerConfig, type WranglerConfig } from './wrangler-config.ts'

const ownMain = join(outputFolder, files.worker)
const isOurMain = ({ main }: WranglerConfig): boolean => normalize(main ?? '') === ownMain

export const workersDeployment: Deployment<'workers'> = {
  target: 'workers',
  tool: wrangler,
  namesFolder: 'the directory of [assets] in wrangler.toml or wrangler.jsonc',
  buildsSite: (upload) => read(upload).buildCommand !== undefined,

  findTraps(upload) {
    const config = read(upload)
    if (!config.exists) return [missingFile(upload)]
    return [
      ...findMissingEnvironment(upload, config),
      ...findOtherMain(upload, config),
      ...findAssetsFirst(upload, config, !isOurMain(config)),
      ...findMissingBinding(config),
      ...findRoutesElsewhere(upload, config),
      ...findPrivateFiles(upload.root, config.assets?.folder, '.assetsignore'),
    ]
  },

  findDoubts(upload) {
    const { file, main } = read(upload)
    if (main === undefined || callsEdgemint(upload.root, main) !== 'unknown') return []
    return [
      `whether ${main} (main in ${file}) calls edgemint is not seen here: it must call createEndpoint of edgemint/workers before everything else.`,
    ]
  },

  commandLine: (upload) => ['deploy', ...environmentFlags(upload)],
  rehearsal: (upload) => ['deploy', '--dry-run', ...environmentFlags(upload)],
  environmentName: ({ root, environment }) => nameOfEnvironment(root, environment),
  readOrigins,
  bindSecret: (name, upload) =>
    ['npx wrangler secret put', name, ...environmentFlags(upload)].join(' '),
  listSecrets: (upload) => ['secret', 'list', ...environmentFlags(upload)],
  readSecretNames: (output) => {
    const secrets = parseOutput(output)
    return Array.isArray(secrets) ? secrets.map(({ name }) => String(name)) : undefined
  },
  ifMissing:
    'Look whether a route of the Worker matches this address, and whether run_worker_first names its path.',
}

const read = ({ root, environment }: Upload): WranglerConfig =>
  readWranglerConfig(root, environment)

/** `--env=` is the top of a file that has environments: without it wrangler would warn, or take CLOUDFLARE_ENV. */
function environmentFlags(upload: Upload): string[] {
  const { hasEnvironments, environment, isChosen } = read(upload)
  if (isChosen || !hasEnvironments) return []
  return [`--env=${environment ?? (isProduction(upload) ? '' : upload.environment)}`]
}

function missingFile({ policy }: Upload): Mistake {
  return {
    place: 'wrangler.toml',
    problem: 'there is no such file, which says what the Worker is.',
    cure: `Write one: name = "my-site", main = "${ownMain}", compatibility_date = "${compatibilityDate}", and under [assets]: directory = "dist", binding = "ASSETS", run_worker_first = ${JSON.stringify(ownPaths(policy))}`,
  }
}

function findMissingEnvironment(upload: Upload, config: WranglerConfig): Mistake[] {
  const { environment } = upload
  const { file, isChosen } = config
  if (isChosen || isProduction(upload) || config.environment !== undefined) return []
  return [
    {
      place: file,
      problem: `it has no environment "${environment}", so this would be deployed over production.`,
      cure: `Add [env.${environment}], where what differs there stands, such as its routes.`,
    },
  ]
}

function findOtherMain({ root }: Upload, config: WranglerConfig): Mistake[] {
  const { file, main } = config
  if (isOurMain(config)) return []
  // Where there is no such file, wrangler itself says so.
  const isMissing = main !== undefined && readText(join(root, main)) === undefined
  if (isMissing || (main !== undefined && callsEdgemint(root, main) !== 'no')) return []
  return [
    {
      place: `main in ${file}`,
      problem: main
        ? `${main} is a Worker that does not call edgemint, so nothing would answer at the endpoint.`
        : 'it is not there, so nothing but files would be deployed.',
      cure: main
        ? 'Call createEndpoint of edgemint/workers in it, before everything else.'
        : `Write main = "${ownMain}"`,
    },
  ]
}

/** Our Worker is asked for paths without a file too, and hands them on to the assets. */
function findMissingBinding(config: WranglerConfig): Mistake[] {
  const { file, assets } = config
  const isFine = !assets || assets.binding === 'ASSETS' || !isOurMain(config)
  if (isFine) return []
  return [
    {
      place: `assets in ${file}`,
      problem: 'the Worker cannot reach the files of the site.',
      cure: 'Write under [assets]: binding = "ASSETS"',
    },
  ]
}

function findRoutesElsewhere(upload: Upload, config: WranglerConfig): Mistake[] {
  const { file, environment, routes, takesRoutes } = config
  if (routes.length === 0) return []
  const place = `routes in ${file}`
  if (takesRoutes && !isProduction(upload)) {
    return [
      {
        place,
        problem: `the environment "${environment}" has no routes, so it would take those of production.`,
        cure: `Write routes of its own under [env.${environment}], or routes = [] there.`,
      },
    ]
  }
  const fault = (path: string): Mistake | undefined => {
    const exact = routes.find(({ pattern }) => pattern.endsWith(path) && !pattern.endsWith('*'))
    if (exact) {
      return {
        place,
        problem: `"${exact.pattern}" does not match an address with a query: a pattern covers that too.`,
        cure: `Write "${exact.pattern}*".`,
      }
    }
    const address = upload.host + path
    const isReached = routes.some(({ pattern, isCustomDomain }) =>
      isCustomDomain
        ? pattern === upload.host
        : covers([pattern.replace(/^\*?[a-z]*:\/\//, '')], address),
    )
    if (isReached) return undefined
    return {
      place,
      problem: `no pattern matches ${address}, so the Worker would not be asked for it.`,
      cure: `Add { pattern = "${address.replace('/*', '')}*", zone_name = "${upload.policy.registrableDomain}" }`,
    }
  }
  return ownPaths(upload.policy).flatMap((path) => {
    // What cures a path cures what is below it, too.
    const isCured = path.endsWith('/*') && fault(path.slice(0, -2)) !== undefined
    return (!isCured && fault(path)) || []
  })
}
