import { cdk } from './cdk.ts'
import { cloudformation } from './cloudformation.ts'
import type { Endpoint } from './endpoint.ts'
import { terraform } from './terraform.ts'

const writers = { cloudformation, cdk, terraform }

export type TemplateName = keyof typeof writers
export const templateNames = Object.keys(writers) as TemplateName[]

/** The function with the bundle inside, and the behaviors of the distribution that run it, as code of a tool. */
export function snippet(tool: TemplateName, endpoint: Endpoint): string {
  return writers[tool](endpoint)
}
