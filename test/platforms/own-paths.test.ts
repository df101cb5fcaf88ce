import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, suite, test } from 'node:test'
import { buildTarget, startTarget } from '../../platforms/build.ts'
import { findEdgeRoutes } from '../../platforms/netlify/edge-routes.ts'
import { findRoutes } from '../../platforms/netlify/runtime.ts'
import type { PlainResponse, Runtime } from '../../platforms/runtime.ts'
import { leavesEndpoint } from '../../platforms/target.ts'
import { findTarget, targets } from '../../platforms/targets.ts'
import { UsageError } from '../../shared/config/usage-error.ts'
import type { EdgemintConfig } from '../../shared/config/config.ts'
import { isBridged, ownPaths } from '../../shared/core/paths.ts'
import { policyOf } from '../cli/policy-of.ts'
import { temporaryFolder } from '../cli/temporary-folder.ts'

const site = 'https://www.example.com'
const root = new URL('../../', import.meta.url)
const read = (file: string): string => readFileSync(new URL(file, root), 'utf8')

const login = { issuer: 'https://login.example.net', clientId: 'shop' }
const configs: Partial<EdgemintConfig>[] = [
  {},
  { endpoint: '/auth/cookie' },
  { login, secret: 'EDGEMINT_SECRET', endpoint: '/auth/cookie' },
  { api: 'https://api.example.net', bridge: { path: '/api' } },
  {
    api: 'https://api.example.net',
    bridge: { path: '/data/api', preset: 'kuroco', tokens: { landing: true } },
  },
]

for (const config of configs) {
  const policy = policyOf(config)
  const paths = ownPaths(policy)

  for (const target of targets) {
    if (policy.login && !target.readsBody) {
      test(`${target.title} cannot do what ${JSON.stringify(config)} asks`, async () => {
        await assert.rejects(buildTarget(target, policy), (error) => {
          assert.ok(error instanceof UsageError)
          assert.match(
            error.message,
            /ask another server, which login needs\.\n {2}→ Or use the target lambda-edge\.$/,
          )
          return true
        })
      })
      continue
    }
    suite(`${target.title}: what is ours with ${JSON.stringify(config)}`, () => {
      let runtime: Runtime
      before(async () => {
        runtime = await startTarget(target, policy)
      })
      after(() => runtime.close())

      const options = (path: string): Promise<PlainResponse | undefined> =>
        runtime.fetch({ method: 'OPTIONS', url: site + path, headers: [] })

      const { bridge } = policy
      for (const path of paths.filter((each) => !bridge || !isBridged(each, bridge))) {
        // A bridge with tokens leaves the endpoint to Lambda@Edge, which has a network.
        const isLeft = leavesEndpoint(policy) && !target.hasNetwork
        test(`${path} is ${isLeft ? 'left to others' : 'answered'}`, async () => {
          const response = await options(path)
          if (isLeft) return assert.equal(response, undefined)
          assert.equal(response?.status, 204)
          assert.ok(new Map(response.headers).get('allow'))
        })

        // Netlify asks the function for its routes alone: it need not look at the path.
        if (target.name === 'netlify') continue
        test(`what only resembles ${path} is not`, async () => {
          const others = [`${path}/`, `${path}/x`, `${path}x`, `/x${path}`]
          for (const other of others.filter((one) => !paths.includes(one))) {
            assert.equal(await options(other), undefined, other)
          }
        })
      }

      if (!bridge) return
      for (const path of [bridge.path, `${bridge.path}/`, `${bridge.path}/x/y`]) {
        test(`${path} is answered`, async () => {
          const response = await options(path)
          assert.equal(response?.status, 403)
          assert.match(response.body, /cross-origin/)
        })
      }
      if (target.name === 'netlify') return
      test(`what only resembles ${bridge.path} is not`, async () => {
        for (const other of [`${bridge.path}x`, `${bridge.path}.json`, `/x${bridge.path}`, '/']) {
          assert.equal(await options(other), undefined, other)
        }
      })
    })
  }
}

/** What each platform's router is given, by where it stands. */
const routers: Record<string, (config: Partial<EdgemintConfig>) => Promise<string[]>> = {
  'Netlify’s packager, from the bundle': async (config) => {
    const [{ file, contents }] = await buildTarget(findTarget('netlify'), policyOf(config))
    const folder = temporaryFolder({ [file]: contents })
    const routes = Object.values(await findRoutes(`${folder}/netlify`)).flat()
    return routes.map((route) => (route.startsWith('^') ? pathOf(new RegExp(route)) : route))
  },
  'Netlify’s bundler of edge functions, from the bundle': async (config) => {
    const [{ file, contents }] = await buildTarget(findTarget('netlify-edge'), policyOf(config))
    const folder = temporaryFolder({ [file]: contents })
    return (await findEdgeRoutes(`${folder}/netlify-edge`)).map(({ path }) => path)
  },
  'Pages, from _routes.json': async (config) =>
    JSON.parse((await buildTarget(findTarget('pages'), policyOf(config)))[1].contents).include,
}

/** The path that a route of Netlify's with a star comes from, which it stands for and nothing beside it. */
function pathOf(route: RegExp): string {
  const [, path] = /^\^(.*)\(\?:/.exec(route.source)!
  const start = path.replaceAll('\\/', '/')
  for (const below of ['/', '/x', '/x/y', '/a%2Fb', '//', '/x/']) assert.match(start + below, route)
  for (const beside of ['', 'x', '.x/y']) assert.doesNotMatch(start + beside, route)
  return `${start}/*`
}

suite('each router gets all paths that are ours, and no other', () => {
  for (const config of configs) {
    for (const [name, routes] of Object.entries(routers)) {
      test(`${name}, with ${JSON.stringify(config)}`, async () => {
        assert.deepEqual(await routes(config), ownPaths(policyOf(config)))
      })
    }
  }

  // These files are written by hand, for the defaults.
  const paths = ownPaths(policyOf())

  test('Netlify’s packager, from functions/', async () => {
    const routes = await findRoutes(new URL('functions', root).pathname)
    assert.deepEqual(Object.values(routes).flat(), paths)
  })

  test('Workers with assets, from run_worker_first in wrangler.toml', () => {
    const [, list] = /^run_worker_first = (\[.*\])$/m.exec(read('wrangler.toml')) ?? []
    assert.deepEqual(JSON.parse(list), paths)
  })

  test('a zone, from the example of routes in wrangler.toml', () => {
    const patterns = [...read('wrangler.toml').matchAll(/pattern = "www\.example\.com([^"]*)\*"/g)]
    assert.deepEqual(
      patterns.map(([, path]) => path),
      paths,
    )
  })

  test('a CloudFront distribution, from the README', () => {
    const behaviors = [...read('README.md').matchAll(/Add a behavior for `([^`]*)`/g)]
    assert.deepEqual(
      behaviors.map(([, path]) => path),
      paths,
    )
  })
})
