import assert from 'node:assert/strict'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { findRoutes } from '../../platforms/netlify/runtime.ts'
import { temporaryFolder } from '../cli/temporary-folder.ts'
import { buildAll, bundleFile, importCode } from './build-all.ts'

for (const endpoint of ['/set-auth-token', '/auth/cookie']) {
  suite(`an endpoint at ${endpoint}`, () => {
    test('is found by Netlify’s packager in the code, without running it', async () => {
      const built = await buildAll({ endpoint })
      const folder = temporaryFolder({ [bundleFile('netlify')]: built[bundleFile('netlify')] })
      const routes = await findRoutes(join(folder, 'netlify'))
      assert.deepEqual(routes, { 'set-auth-token': [endpoint] })
    })

    test('has no method in Netlify’s config: another one would fall through to the site', async () => {
      const built = await buildAll({ endpoint })
      const { config } = await importCode(built[bundleFile('netlify')])
      assert.deepEqual(config, { path: [endpoint] })
    })

    test('is all that Pages asks its Worker for', async () => {
      const built = await buildAll({ endpoint })
      const routes = JSON.parse(built['pages/_routes.json'])
      assert.deepEqual(routes, { version: 1, include: [endpoint], exclude: [] })
    })
  })
}

test('an endpoint over the limit of Cloudflare Pages is refused, with the cure', async () => {
  const longest = `/${'a'.repeat(99)}`
  assert.deepEqual(
    JSON.parse((await buildAll({ endpoint: longest }))['pages/_routes.json']).include,
    [longest],
  )
  await assert.rejects(buildAll({ endpoint: `${longest}a` }), (error: Error) => {
    assert.match(error.message, /^Cloudflare Pages takes 100 routes of 100 characters at most/)
    assert.match(error.message, /"\/a{39}…" has 101\.\n  → Shorten the endpoint\./)
    return true
  })
})

test('a function that Netlify finds no route for is listed without one', async () => {
  const folder = temporaryFolder({
    'netlify/no-route.mjs':
      "const path = '/x'\nexport default () => new Response()\nexport const config = { path }\n",
  })
  assert.deepEqual(await findRoutes(join(folder, 'netlify')), { 'no-route': [] })
})
