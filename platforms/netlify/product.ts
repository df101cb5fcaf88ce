import type { Policy } from '../../shared/core/policy.ts'

/**
 * Where a build leaves what Netlify then takes; Netlify's build empties both before it begins.
 * https://docs.netlify.com/build/frameworks/frameworks-api/
 */
export const folders = {
  netlify: '.netlify/v1/functions',
  'netlify-edge': '.netlify/v1/edge-functions',
}

export type Product = keyof typeof folders

/**
 * The one of Netlify's two products that answers for a policy. An Edge Function streams what a bridge passes on;
 * a Function takes 6 MB at most, and answers with 20 MB. Both on one path would be one too many.
 */
export function productFor({ bridge }: Policy): Product {
  return bridge ? 'netlify-edge' : 'netlify'
}

/** The `edgemint build` that writes it to where Netlify looks for it. */
export function buildCommand(policy: Policy): string {
  const product = productFor(policy)
  return `edgemint build --target ${product} --into ${folders[product]}`
}
