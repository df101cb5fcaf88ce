import { execFileSync } from 'node:child_process'
import type { TestContext } from 'node:test'
import type { EdgeRuntime } from '../../../platforms/cloudfront/attach/config/behavior.ts'
import { siteResourceName } from '../../../platforms/cloudfront/attach/resource-name.ts'
import { commonJs, type Endpoint } from '../../../platforms/cloudfront/template/endpoint.ts'
import { snippet, type TemplateName } from '../../../platforms/cloudfront/template/snippet.ts'
import { bundle } from '../../../platforms/build.ts'
import { findTarget } from '../../../platforms/targets.ts'
import { policyOf } from '../policy-of.ts'
import { temporaryFolder } from '../temporary-folder.ts'

export const path = '/set-auth-token'
export const name = siteResourceName('www.example.com', 'production', path)
export const codes: Record<EdgeRuntime, string> = {
  function: await bundle(findTarget('cloudfront'), policyOf()),
  'lambda-edge': await commonJs(await bundle(findTarget('lambda-edge'), policyOf())),
}

export function print(
  tool: TemplateName,
  runtime: EdgeRuntime,
  changed: Partial<Endpoint> = {},
): string {
  const given = { runtime, paths: [path], name, code: codes[runtime], secrets: [] }
  return snippet(tool, { ...given, ...changed })
}

/** Terraform's own formatter leaves the text as it is; where it is not installed, the test says so. */
export function assertFormatted(t: TestContext, text: string): void {
  const folder = temporaryFolder({ 'main.tf': text })
  const options = { cwd: folder, stdio: 'pipe' } as const
  try {
    execFileSync('terraform', ['fmt', '-check', '-diff', 'main.tf'], options)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    t.diagnostic('Terraform is not installed: its format was not looked at')
  }
}
