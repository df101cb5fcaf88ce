import assert from 'node:assert/strict'
import { compilePolicy } from '../../shared/config/compile-policy.ts'
import type { EdgemintConfig } from '../../shared/config/config.ts'
import type { Policy } from '../../shared/core/policy.ts'

/** The policy of a config without mistakes; by default of one that gives nothing but the site. */
export function policyOf(config: Partial<EdgemintConfig> = {}): Policy {
  const compilation = compilePolicy({ site: 'https://www.example.com', ...config })
  assert.ok('policy' in compilation)
  return compilation.policy
}
