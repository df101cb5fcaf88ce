import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Policy } from '../../shared/core/policy.ts'
import { buildTargets, writeFiles } from '../../platforms/build.ts'
import { targets, type TargetName } from '../../platforms/targets.ts'
import { startCloudFrontSandbox } from '../../platforms/cloudfront/function-sandbox.ts'
import { startLambdaEdge } from '../../platforms/cloudfront/lambda-edge-runtime.ts'
import { startNetlify } from '../../platforms/netlify/runtime.ts'
import { njsVersion, startNjs } from '../../platforms/cloudfront/runtime.ts'
import type { Runtime } from '../../platforms/runtime.ts'
import { startWorkerd } from '../../platforms/cloudflare/runtime.ts'

const names: Record<TargetName, string> = {
  netlify: 'Netlify Functions',
  workers: 'Cloudflare Workers',
  pages: 'Cloudflare Pages',
  cloudfront: 'CloudFront Functions',
  'lambda-edge': 'Lambda@Edge',
}

/** Builds one target and starts it in its platform's own engine. */
export async function startTarget(target: TargetName, policy: Policy): Promise<Runtime> {
  const files = await buildTargets(policy, [target])
  const { file } = targets.find(({ name }) => name === target)!
  const code = files.find((built) => built.file === file)!.contents
  const runtime = await start(target, code, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'edgemint-dev-'))
    await writeFiles(folder, files)
    return folder
  })
  return { ...runtime, engine: `${names[target]}: ${runtime.engine}` }
}

async function start(
  target: TargetName,
  code: string,
  write: () => Promise<string>,
): Promise<Runtime> {
  if (target === 'workers') return startWorkerd(code, 'origin')
  if (target === 'pages') return startWorkerd(code, 'ASSETS')
  if (target === 'lambda-edge') return startLambdaEdge(code)
  if (target === 'cloudfront') return njsVersion() ? startNjs(code) : startCloudFrontSandbox(code)
  const folder = await write()
  try {
    return await startNetlify(join(folder, 'netlify'))
  } finally {
    await rm(folder, { recursive: true })
  }
}
