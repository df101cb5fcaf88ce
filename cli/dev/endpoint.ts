import { readFileSync } from 'node:fs'
import { answerHere, type AnswerRequest } from '../../local/answer-own-path.ts'
import { toPlainRequest } from '../../local/node-request.ts'
import { toResponse } from '../../local/node-response.ts'
import { startTarget } from '../../platforms/build.ts'
import { boundSecrets } from '../../platforms/secrets.ts'
import { leavesEndpoint, type Target } from '../../platforms/target.ts'
import { findTarget, type TargetName } from '../../platforms/targets.ts'
import { UsageError } from '../../shared/config/usage-error.ts'
import type { Policy } from '../../shared/core/policy.ts'

/** The endpoint, running. */
export interface Endpoint {
  policy: Policy
  /** What it runs on: `Cloudflare Workers: workerd 1.2`. */
  engine: string
  answer: AnswerRequest
  close: () => Promise<void>
}

/** The engines that `--runtime` runs, each with the packages that bring it. */
const runtimes = {
  netlify: ['@netlify/zip-it-and-ship-it', 'fflate'],
  workers: ['miniflare'],
  cloudfront: [],
} satisfies Partial<Record<TargetName, string[]>>

export type RuntimeName = keyof typeof runtimes
export const runtimeNames = Object.keys(runtimes) as RuntimeName[]

/** Starts the endpoint: in a platform's own engine, or else in this Node. */
export async function startEndpoint(
  policy: Policy,
  name: RuntimeName | undefined,
): Promise<Endpoint> {
  if (name === undefined) {
    return {
      policy,
      engine: `Node ${process.version}`,
      answer: answerHere(policy),
      close: async () => {},
    }
  }
  const runtime = await startTarget(answering(name, policy), policy, boundSecrets(policy)).catch(
    (error: unknown) => {
      throw isMissing(error, name) ? notInstalled(name) : error
    },
  )
  const pending = new Set<Promise<unknown>>()
  return {
    policy,
    engine: runtime.engine,
    answer: async (request, url) => {
      const answered = runtime.fetch(await toPlainRequest(request, url))
      pending.add(answered)
      const response = await answered.finally(() => pending.delete(answered))
      return response && toResponse(response)
    },
    close: async () => {
      await Promise.allSettled(pending)
      await runtime.close()
    },
  }
}

/** What answers the endpoint: where it needs a network, CloudFront Functions leave that to Lambda@Edge. */
function answering(name: RuntimeName, policy: Policy): Target {
  const target = findTarget(name)
  const { hasNetwork, instead } = target
  const isLeft = !hasNetwork && instead !== undefined && leavesEndpoint(policy)
  return isLeft ? findTarget(instead as TargetName) : target
}

function isMissing(error: unknown, name: RuntimeName): boolean {
  const { code, message } = error as NodeJS.ErrnoException
  return (
    code === 'ERR_MODULE_NOT_FOUND' && runtimes[name].some((tool) => message.includes(`'${tool}'`))
  )
}

function notInstalled(name: RuntimeName): UsageError {
  const tools = runtimes[name].map((tool) => `${tool}@${versionUsedHere(tool)}`)
  return new UsageError(
    `--runtime ${name} needs a tool that is not installed here.\n  → npm install --save-dev ${tools.join(' ')}`,
    1,
  )
}

/** The version that edgemint itself is tested with: a later one may want other options. */
function versionUsedHere(tool: string): string {
  // The package holds this file one folder deeper, compiled.
  const up = import.meta.url.endsWith('.ts') ? '../../' : '../../../'
  const file = new URL(`${up}package.json`, import.meta.url)
  return JSON.parse(readFileSync(file, 'utf8')).devDependencies[tool]
}
