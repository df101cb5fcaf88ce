import { UsageError } from '../../shared/config/usage-error.ts'
import { findUnsupported } from './function-syntax.ts'

/**
 * Turns a module that exports `handler` into what CloudFront Functions run: a script with a global
 * of that name. CloudFront takes any code at deployment and answers 503 later, so what it cannot
 * run is refused here.
 */
export function finishCloudFrontFunction(code: string): string {
  const script = code.replace(/export\s*\{\s*([\w$]+) as handler\s*\};?\s*$/, 'var handler=$1;\n')
  const unsupported = findUnsupported(script)
  if (script === code) unsupported.push('no exported handler')
  if (unsupported.length === 0) return script
  throw new UsageError(
    `CloudFront Functions cannot run this code: ${unsupported.join('; ')}.\n  → Write it in the syntax that cloudfront-js-2.0 documents.`,
    1,
  )
}
