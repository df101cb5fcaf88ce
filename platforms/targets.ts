import type { BuildOptions } from 'esbuild'
import { ownPaths } from '../shared/core/paths.ts'
import type { Policy } from '../shared/core/policy.ts'
import { UsageError } from '../shared/config/usage-error.ts'
import { finishCloudFrontFunction } from './cloudfront/finish-function.ts'
import { outputFiles } from './output.ts'

/** A bundle's destination. */
export interface Target {
  name: TargetName
  /** The module that exports what the platform calls. */
  entry: string
  /** Where the bundle is written, from the output folder. */
  file: string
  /** The largest bundle that is accepted, in octets. */
  limit?: number
  options: BuildOptions
  /** A module around the entry, for what the platform reads from the bundle's text. */
  wrap?: (entry: string, policy: Policy) => string
  /** The last step: turns the bundle into what the platform takes, or throws. */
  finish?: (code: string) => string
  /** Files that belong beside the bundle, by their place in the output folder. */
  companions?: (policy: Policy) => Record<string, string>
}

export const targetNames = ['netlify', 'workers', 'pages', 'cloudfront', 'lambda-edge'] as const
export type TargetName = (typeof targetNames)[number]

/**
 * cloudfront-js-2.0 is ES 5.1 with parts of later editions. What is not listed here esbuild rewrites
 * or refuses; what it lets through, the gate finds.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
 */
const cloudFrontSyntax = {
  arrow: true,
  'async-await': true,
  'const-and-let': true,
  'exponent-operator': true,
  'object-extensions': true,
  'regexp-named-capture-groups': true,
  'rest-argument': true,
  'template-literal': true,
}

/**
 * The paths that Pages asks its Worker for.
 * https://developers.cloudflare.com/pages/functions/routing/#create-a-_routesjson-file
 */
function pagesRoutes(include: string[]): string {
  const longest = 100
  const tooLong = include.find((path) => path.length > longest)
  if (tooLong !== undefined || include.length > longest) {
    throw new UsageError(
      `Cloudflare Pages takes ${longest} routes of ${longest} characters at most, and ${tooLong === undefined ? `there are ${include.length}` : `"${tooLong.slice(0, 40)}…" has ${tooLong.length}`}.\n  → Shorten the endpoint. Or build the others alone: --target NAME…`,
      1,
    )
  }
  return JSON.stringify({ version: 1, include, exclude: [] }) + '\n'
}

export const targets: Target[] = [
  {
    name: 'netlify',
    entry: 'functions/set-auth-token',
    file: outputFiles.netlify,
    options: { target: 'node22' },
    wrap: (entry, policy) =>
      `export { default } from ${JSON.stringify(entry)}\n` +
      `export const config = { path: ${JSON.stringify(ownPaths(policy))} }`,
  },
  {
    name: 'workers',
    entry: 'workers/worker',
    file: outputFiles.workers,
    limit: 16_000,
    options: { target: 'es2022', minify: true },
  },
  {
    name: 'pages',
    entry: 'workers/pages',
    file: outputFiles.pages,
    limit: 16_000,
    options: { target: 'es2022', minify: true },
    companions: (policy) => ({ [outputFiles.pagesRoutes]: pagesRoutes(ownPaths(policy)) }),
  },
  {
    name: 'cloudfront',
    entry: 'cloudfront/viewer-request',
    file: outputFiles.cloudfront,
    limit: 8_000,
    options: {
      target: 'es5',
      supported: cloudFrontSyntax,
      minify: true,
      // Names of our own data that nobody outside the bundle reads.
      mangleQuoted: true,
      mangleProps:
        /^(siteOrigins|formOrigins|proxiedHost|returnTo|registrableDomain|former|variants|endpoint|methods|maxAge|domain|header|cookieValues|bodyUnreadable|origin|hostname|host|token|status|code|detail)$/,
    },
    finish: finishCloudFrontFunction,
  },
  {
    name: 'lambda-edge',
    entry: 'cloudfront/lambda-edge',
    file: outputFiles['lambda-edge'],
    options: { target: 'node22' },
  },
]
