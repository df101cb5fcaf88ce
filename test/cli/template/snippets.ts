import { resourceName } from '../../../platforms/cloudfront/attach/resource-name.ts'
import { snippet, type TemplateName } from '../../../platforms/cloudfront/template/snippet.ts'
import { bundle } from '../../../platforms/build.ts'
import { findTarget } from '../../../platforms/targets.ts'
import { policyOf } from '../policy-of.ts'

export const path = '/set-auth-token'
export const name = resourceName('production', path)
export const code = await bundle(findTarget('cloudfront'), policyOf())

export function print(tool: TemplateName, text = code): string {
  return snippet(tool, { path, name, code: text })
}
