import assert from 'node:assert/strict'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { loadProject, type Project } from '../../platforms/load-project.ts'
import { temporaryFolder } from '../cli/temporary-folder.ts'

function load(code: string, environment?: string): Promise<Project> {
  const folder = temporaryFolder({ 'edgemint.config.ts': code })
  return loadProject({ config: join(folder, 'edgemint.config.ts'), environment })
}

/** A config that is a function: production at www, staging at another site, with these cookies. */
function sites(staging: string, production = '{}', stagingCookie = production): string {
  return `export default async ({ environment }: { environment: string }) => environment === 'staging'
    ? { site: '${staging}', cookie: ${stagingCookie} }
    : { site: 'https://www.acme.com', cookie: ${production} }`
}

suite('a config for each environment', () => {
  test('the function is told the environment', async () => {
    const code = sites('https://staging.acme.com')
    const staging = await load(code, 'Staging')
    assert.equal(staging.environment, 'staging')
    assert.equal(staging.config.site, 'https://staging.acme.com')
    assert.equal(staging.policy.cookie.name, '__Secure-authToken-staging')
    assert.equal((await load(code)).policy.cookie.name, '__Secure-authToken')
  })

  test('an object holds for every environment, with the name of its own', async () => {
    const { policy, obstacles } = await load(`export default { site: 'https://www.acme.com' }`, 'a')
    assert.equal(policy.cookie.name, '__Secure-authToken-a')
    assert.deepEqual(obstacles, [])
  })

  const name = "{ name: 'token' }"
  const shared: [what: string, code: string, isRefused: boolean][] = [
    ['one name and Domain', sites('https://staging.acme.com', name), true],
    [
      'only production’s Domain reaches both',
      sites('https://a.acme.com', name, "{ name: 'token', domain: false }"),
      true,
    ],
    [
      'only staging’s Domain reaches both',
      sites('https://a.acme.com', "{ name: 'token', domain: false }", name),
      true,
    ],
    ['both are host-only', sites('https://a.acme.com', "{ name: 'token', domain: false }"), false],
    ['the default names', sites('https://staging.acme.com'), false],
    ['names of their own', sites('https://a.acme.com', name, "{ name: 'other' }"), false],
    ['another registrable domain', sites('https://www.acme.net', name), false],
    ['the same site', sites('https://www.acme.com', name), false],
    ['an object', `export default { site: 'https://www.acme.com', cookie: ${name} }`, false],
    [
      'production fails',
      `export default ({ environment }) => { if (environment !== 'staging') throw 1; return { site: 'https://a.acme.com', cookie: ${name} } }`,
      false,
    ],
  ]
  for (const [what, code, isRefused] of shared) {
    test(`${what}: ${isRefused ? 'one log-in ends the other' : 'no obstacle'}`, async () => {
      const { obstacles } = await load(code, 'staging')
      assert.equal(obstacles.length, isRefused ? 1 : 0)
      if (!isRefused) return
      assert.equal(obstacles[0].place, 'cookie.name')
      assert.match(
        obstacles[0].problem,
        /^(staging|a)\.acme\.com \("staging"\) and www\.acme\.com \("production"\) would share the cookie token: /,
      )
    })
  }
})
