import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { chooseEnvironment } from '../../platforms/environment.ts'
import { UsageError } from '../../shared/config/usage-error.ts'

const netlify = { NETLIFY: 'true' }
const pages = { CF_PAGES: '1' }

suite('the environment', () => {
  const table: [name: string, variables: Record<string, string>, option?: string][] = [
    ['production', {}],
    ['staging', {}, 'staging'],
    ['staging', { ...netlify, CONTEXT: 'production' }, 'staging'],
    ['production', { ...netlify, CONTEXT: 'deploy-preview' }, 'production'],
    ['feature-log-in-2', {}, 'feature/Log-in_2'],
    ['-', {}, '…'],
    ['production', { ...netlify, CONTEXT: 'production', BRANCH: 'main' }],
    ['deploy-preview', { ...netlify, CONTEXT: 'deploy-preview', BRANCH: 'feature' }],
    ['feature-a', { ...netlify, CONTEXT: 'branch-deploy', BRANCH: 'feature/a' }],
    ['branch-deploy', { ...netlify, CONTEXT: 'branch-deploy' }],
    ['production', netlify],
    ['production', { CONTEXT: 'deploy-preview' }],
    ['production', { NETLIFY: 'false', CONTEXT: 'deploy-preview' }],
    ['deploy-preview', { ...netlify, CONTEXT: 'deploy-preview', ...pages, CF_PAGES_BRANCH: 'a' }],
    ['feature-a', { ...pages, CF_PAGES_BRANCH: 'feature/a' }],
    ['production', { ...pages, CF_PAGES_BRANCH: 'main' }],
    ['production', { ...pages, CF_PAGES_BRANCH: 'master' }],
    ['production', pages],
    ['production', { CF_PAGES_BRANCH: 'feature' }],
    ['staging', { ...pages, CF_PAGES_BRANCH: 'main', CLOUDFLARE_ENV: 'staging' }],
    ['feature', { ...pages, CF_PAGES_BRANCH: 'feature', CLOUDFLARE_ENV: 'staging' }],
    ['staging', { CLOUDFLARE_ENV: 'staging' }],
    ['production', { CLOUDFLARE_ENV: '' }],
  ]
  for (const [name, variables, option] of table) {
    test(`${JSON.stringify(variables)} ${option ? `--env ${option}` : ''}: ${name}`, () => {
      assert.equal(chooseEnvironment(option, variables), name)
    })
  }

  test('an empty --env is refused', () => {
    assert.throws(() => chooseEnvironment('', {}), UsageError)
  })
})
