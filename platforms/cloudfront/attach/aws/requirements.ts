import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { UsageError } from '../../../../shared/config/usage-error.ts'
import type { EdgeRuntime } from '../config/behavior.ts'

/** What is here of what attach needs. */
export interface Surroundings {
  /** Node's version, as `process.versions.node` has it. */
  node: string
  /** By the name of each package of the SDK: its version, where edgemint sees it. */
  packages: Record<string, string | undefined>
  /** Whether the project in this folder has the packages, whoever sees them. */
  isInProject: boolean
}

/** Versions of the SDK from January 2027 on want it; today's say so on older ones. */
const nodeNeeded = 22
/** As package.json has it: the first version that was tried. */
const sdkNeeded = '3.1100.0'

/** The SDK is an optional peer dependency: whoever only builds does without its 22 MB. */
export function lookAround(runtime: EdgeRuntime, hasStore = false): Surroundings {
  const names = [
    'client-cloudfront',
    ...(runtime === 'lambda-edge' ? ['client-lambda', 'client-iam'] : []),
    ...(hasStore ? ['client-cloudfront-keyvaluestore', 'signature-v4a'] : []),
  ]
  const packages = names.map((name) => `@aws-sdk/${name}`)
  return {
    node: process.versions.node,
    packages: Object.fromEntries(packages.map((name) => [name, versionOf(name)])),
    isInProject: packages.every(isInstalled),
  }
}

function versionOf(name: string): string | undefined {
  try {
    const file = new URL(import.meta.resolve(`${name}/package.json`))
    return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
  } catch {
    return undefined
  }
}

function isInstalled(name: string): boolean {
  try {
    createRequire(join(process.cwd(), 'package.json')).resolve(`${name}/package.json`)
    return true
  } catch {
    return false
  }
}

/** @throws {UsageError} with all that is missing, at once */
export function checkRequirements({ node, packages, isInProject }: Surroundings): void {
  const problems: string[] = []
  const cures: string[] = []
  const names = Object.keys(packages)
  const missing = names.filter((name) => packages[name] === undefined)
  const old = names.filter((name) => packages[name] !== undefined && isOlder(packages[name]))
  if (Number.parseInt(node, 10) < nodeNeeded) {
    problems.push(`this is Node ${node}, and attach and detach need Node ${nodeNeeded} or newer`)
    cures.push(
      `Install Node ${nodeNeeded} or newer (https://nodejs.org). Build and doctor run on Node 20.`,
    )
  }
  if (missing.length > 0 && isInProject) {
    problems.push(
      "AWS's SDK is installed in this project, but this edgemint is not, and does not see it",
    )
    cures.push('npm install --save-dev edgemint')
  } else if (missing.length > 0) {
    problems.push(
      "AWS's SDK is not installed. Only attach and detach use it, so edgemint does not bring it along",
    )
    cures.push(`npm install --save-dev ${missing.join(' ')}`)
  }
  if (old.length > 0) {
    const shown = old.map((name) => `${name} ${packages[name]}`).join(', ')
    problems.push(`AWS's SDK is too old (${shown}): attach needs ${sdkNeeded} or newer`)
    cures.push(`npm install --save-dev ${old.map((name) => `${name}@latest`).join(' ')}`)
  }
  if (problems.length === 0) return
  throw new UsageError(`${problems.join('; ')}.\n${cures.map((cure) => `  → ${cure}`).join('\n')}`)
}

function isOlder(version: string): boolean {
  const [major, minor] = version.split('.').map(Number)
  const [wantedMajor, wantedMinor] = sdkNeeded.split('.').map(Number)
  return major === wantedMajor ? minor < wantedMinor : major < wantedMajor
}
