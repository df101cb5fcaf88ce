import { join } from 'node:path'
import type { Mistake } from '../../shared/config/mistakes.ts'
import { ownPaths } from '../../shared/core/paths.ts'
import { isBuildOf, stepsOf } from '../build-steps.ts'
import { isProduction, type Deployment, type Upload } from '../deployment.ts'
import { findEnvironment } from '../environment.ts'
import { parseOutput } from '../parse-output.ts'
import { isTable, readSettings, tableIn, type Table } from '../read-settings.ts'
import { commandOf, scriptsOf, writesFunction } from './build-command.ts'
import { buildCommand, folders, productFor } from './product.ts'
import { readRedirects, redirectsOf, swallows, type Redirect } from './redirects.ts'

export const netlifyDeployment: Deployment<'netlify'> = {
  target: 'netlify',
  tool: { name: 'netlify', package: 'netlify-cli' },
  builds: ({ policy }) => productFor(policy),
  into: ({ policy }) => folders[productFor(policy)],
  // `netlify deploy` runs the build command, with the build plugins and the variables of the site.
  buildsSite: () => true,

  // What begins with a dot, such as .env or our own output, Netlify leaves out of what it publishes.
  findTraps(upload) {
    const settings = readSettings(join(upload.root, 'netlify.toml')) ?? {}
    const { publish } = tableIn(settings, 'build')
    const folder = upload.named ?? (typeof publish === 'string' ? publish : '.')
    return [
      ...findForcedRules(upload, settings, folder),
      ...findMissingFunction(upload, settings),
      ...findTwoProducts(upload, settings),
    ]
  },

  findDoubts(upload) {
    const settings = readSettings(join(upload.root, 'netlify.toml')) ?? {}
    if (writesFunction(upload, settings) !== 'unknown') return []
    return [
      `what Netlify's build command calls is not seen here. If it does not write the function, it must run ${buildCommand(upload.policy)}.`,
    ]
  },

  // By the flags of netlify-cli 27, for which a context that it does not know is a branch's name.
  commandLine(upload) {
    const { environment, named } = upload
    return [
      'deploy',
      ...(isProduction(upload)
        ? ['--prod']
        : ['--context', branchOf(upload), '--alias', environment]),
      ...(named === undefined ? [] : ['--dir', named]),
    ]
  },
  // A variable that is marked as secret needs a context, and is not shown. `env:import` would print it.
  bindSecret: (name, upload) =>
    `npx netlify env:set ${name} "$(cat FILE)" --secret --context ${contextOf(upload)}`,
  listSecrets: (upload) => ['env:list', '--json', '--context', contextOf(upload)],
  // With their values, which go nowhere.
  readSecretNames: (output) => {
    const variables = parseOutput(output)
    return isTable(variables) ? Object.keys(variables) : undefined
  },
  ifMissing:
    'Look for set-auth-token under "Functions" or "Edge Functions" of the deploy: if it is not there, the build command does not write it.',
}

/** A context that Netlify has no name for is that of the branch of its name. */
function branchOf({ root, environment }: Upload): string {
  const settings = readSettings(join(root, 'netlify.toml')) ?? {}
  return findEnvironment(Object.keys(tableIn(settings, 'context')), environment) ?? environment
}

const contextOf = (upload: Upload): string =>
  isProduction(upload) ? 'production' : `branch:${branchOf(upload)}`

function findForcedRules({ root, policy }: Upload, settings: Table, folder: string): Mistake[] {
  // An Edge Function is asked before any rule.
  if (productFor(policy) === 'netlify-edge') return []
  // Generators copy what is in public/ to the folder that is published.
  const places = new Set(['_redirects', 'public/_redirects', join(folder, '_redirects')])
  const files: [string, Redirect[]][] = [
    ['netlify.toml', redirectsOf(settings)],
    ...[...places].map((file): [string, Redirect[]] => [file, readRedirects(join(root, file))]),
  ]
  return files.flatMap(([place, rules]) =>
    ownPaths(policy).flatMap((path) => {
      const rule = rules.find((one) => swallows(one, path))
      if (!rule) return []
      const force = place === 'netlify.toml' ? 'force = true' : 'the "!" behind its status'
      return {
        place,
        problem: `the rule from "${rule.from}" is forced, so it may answer for ${path} in place of the function.`,
        cure: `Take ${force} out of that rule.`,
      }
    }),
  )
}

function findMissingFunction(upload: Upload, settings: Table): Mistake[] {
  if (writesFunction(upload, settings) !== 'no') return []
  const { policy } = upload
  return [
    {
      place: 'the build command of Netlify',
      problem: `it does not write the function, and what lies in ${folders[productFor(policy)]} is removed before each build.`,
      cure: `Write in netlify.toml, under [build]: command = "npm run build && npx ${buildCommand(policy)}"`,
    },
  ]
}

/** A Function beside an Edge Function is never asked; which of them answers should not be left to that. */
function findTwoProducts(upload: Upload, settings: Table): Mistake[] {
  const { policy } = upload
  const steps = stepsOf(commandOf(upload, settings), scriptsOf(upload.root))
  const built = (['netlify', 'netlify-edge'] as const).filter((product) =>
    steps.some((step) => isBuildOf(step, product)),
  )
  if (built.length < 2) return []
  const other = built.find((product) => product !== productFor(policy))!
  return [
    {
      place: 'the build command of Netlify',
      problem: 'it writes a Function and an Edge Function for the same paths.',
      cure: `Take the edgemint build with --target ${other} out of it.`,
    },
  ]
}
