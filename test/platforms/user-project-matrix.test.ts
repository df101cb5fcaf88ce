import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, suite, test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import type { Deployment } from '../../platforms/deployment.ts'
import { findDeployment } from '../../platforms/deployments.ts'
import { findRoutes, startNetlify } from '../../platforms/netlify/runtime.ts'
import type { PlainRequest, PlainResponse, Runtime } from '../../platforms/runtime.ts'
import { policyOf } from '../cli/policy-of.ts'
import { runEdgemint } from '../cli/run-edgemint.ts'
import { listFiles, temporaryFolder } from '../cli/temporary-folder.ts'
import { assertAnswer } from '../conformance/assert-answer.ts'
import { loadVectors, toRequest, type Vector } from '../conformance/vectors.ts'
import { isInThisRun } from '../matrix-cells.ts'
import { sendOverTls } from './send-over-tls.ts'
import { serve, wrangler, type Served } from './wrangler.ts'

// A site that is plain HTML, in the folders that each platform wants, from `edgemint build` to what the
// platform's own packager makes of it, on the platform's own engine, beside the site's files and with
// the fall-back of a single-page app. No account, no upload.

const site = 'https://www.example.com'
const config = { site }
const endpoint = `${site}/set-auth-token`
const page = '<!doctype html><title>the page</title>'

const project = temporaryFolder({
  'edgemint.config.ts': `export default { site: '${site}' }\n`,
  'package.json': '{ "private": true, "type": "module" }',
  'dist/index.html': page,
  'netlify.toml': `[build]
publish = "dist"
command = "edgemint build --target netlify --into .netlify/v1/functions"

[[redirects]]
from = "/*"
to = "/index.html"
status = 200
`,
  'wrangler.toml': `name = "site"
main = ".edgemint/workers/worker.js"
compatibility_date = "2026-07-30"

[assets]
directory = "dist"
binding = "ASSETS"
not_found_handling = "single-page-application"
run_worker_first = ["/set-auth-token"]
`,
})

/** The sample is every sixth of them. */
const vectors = loadVectors()
  .filter((file) => isDeepStrictEqual(file.config, config))
  .flatMap(({ name, vectors: own }) => own.map((vector): [string, Vector] => [name, vector]))
  .filter((_, index) => isInThisRun(index % 6 === 0))

async function build(...args: string[]): Promise<void> {
  const { exitCode, stderr } = await runEdgemint(project, ['build', '--target', ...args])
  assert.equal(exitCode, 0, stderr)
}

suite('Netlify', () => {
  let runtime: Runtime
  before(async () => {
    await build('netlify', '--into', '.netlify/v1/functions')
    runtime = await startNetlify(join(project, '.netlify/v1/functions'))
  })
  after(() => runtime.close())

  test('its packager finds one function, with the route of the endpoint', async () => {
    const routes = await findRoutes(join(project, '.netlify/v1/functions'))
    assert.deepEqual(routes, { 'set-auth-token': ['/set-auth-token'] })
  })

  answersVectors('netlify', async (request) => (await runtime.fetch(request))!)
  hasNoTrap(findDeployment('netlify'))
})

suite('Cloudflare Workers', () => {
  let served: Served
  before(async () => {
    await build('workers')
    const { code, output } = await wrangler(['deploy', '--dry-run', '--outdir', 'upload'], project)
    assert.equal(code, 0, output)
    assert.doesNotMatch(output, /WARNING/)
    served = await serve(
      ['dev', 'upload/worker.js', '--no-bundle', '--local-protocol', 'https'],
      project,
    )
  })
  after(() => served.close())
  const send = (request: PlainRequest): Promise<PlainResponse> =>
    sendOverTls(Number(new URL(served.url).port), request)

  test('what would be uploaded is the one bundle', () => {
    const uploaded = listFiles(join(project, 'upload')).filter((file) => /\.m?js$/.test(file))
    assert.deepEqual(uploaded, ['worker.js'])
  })

  answersVectors('workers', send)
  swallowsNothing(send)
  hasNoTrap(findDeployment('workers'))
})

suite('Cloudflare Pages', () => {
  let served: Served
  before(async () => {
    await build('pages', '--into', 'dist')
    served = await serve(
      ['pages', 'dev', 'dist', '--compatibility-date=2026-07-30', '--local-protocol', 'https'],
      project,
    )
  })
  after(() => served.close())
  const send = (request: PlainRequest): Promise<PlainResponse> =>
    sendOverTls(Number(new URL(served.url).port), request)

  answersVectors('pages', send)
  swallowsNothing(send)
  hasNoTrap(findDeployment('pages'))
})

/** wrangler's local proxy turns an Origin of the page's host into https, so the Worker does not see what was sent. */
const unseen = 'http is another origin than https'

/** Answers each vector that has this config, to the octet. */
function answersVectors(
  target: string,
  send: (request: PlainRequest) => Promise<PlainResponse>,
): void {
  test('it answers the vectors', async (t) => {
    const failures: string[] = []
    let passed = 0
    for (const [name, vector] of vectors) {
      const request = toRequest(vector, config)
      if (vector.title === unseen && target !== 'netlify') continue
      try {
        const expected = vector.platforms?.[target]?.answer ?? vector.answer
        assertAnswer(await send(request), expected)
        passed++
      } catch (error) {
        failures.push(`${name}: ${vector.title}: ${(error as Error).message}`)
      }
    }
    assert.deepEqual(failures, [])
    assert.ok(passed >= vectors.length - 1 && passed > 30, String(passed))
    t.diagnostic(`${passed} vectors`)
  })
}

/** What a browser sends when the address is opened, or a form is posted there: single-page apps answer that with their page. */
function swallowsNothing(send: (request: PlainRequest) => Promise<PlainResponse>): void {
  const navigation: [string, string][] = [
    ['origin', site],
    ['sec-fetch-site', 'same-origin'],
    ['sec-fetch-mode', 'navigate'],
    ['sec-fetch-dest', 'document'],
    ['accept', 'text/html,application/xhtml+xml'],
  ]
  const form: [string, string] = ['content-type', 'application/x-www-form-urlencoded']
  const table: [method: string, status: number][] = [
    ['GET', 405],
    ['HEAD', 405],
    ['POST', 405],
    ['PUT', 400],
    ['PATCH', 401],
    ['DELETE', 204],
    ['OPTIONS', 204],
  ]
  for (const [method, status] of table) {
    test(`a navigation with ${method} reaches the endpoint`, async () => {
      const request = { method, url: endpoint, headers: navigation }
      const response = await send(
        method === 'POST'
          ? { ...request, headers: [...navigation, form], body: 'authToken=abc' }
          : request,
      )
      assert.equal(response.status, status)
      const { 'content-type': type = 'none', allow } = Object.fromEntries(response.headers)
      assert.doesNotMatch(type, /html/)
      if (status === 405 || method === 'OPTIONS') assert.equal(allow, 'PUT, PATCH, DELETE, OPTIONS')
    })
  }

  test('any other address is the page, by the fall-back', async () => {
    const response = await send({ method: 'GET', url: `${site}/account`, headers: navigation })
    assert.equal(response.status, 200)
    assert.equal(response.body, page)
  })
}

function hasNoTrap(deployment: Deployment): void {
  test('deploy finds nothing to refuse', () => {
    const upload = {
      root: project,
      environment: 'production',
      policy: policyOf(config),
      host: 'www.example.com',
      named: deployment.target === 'pages' ? 'dist' : undefined,
    }
    assert.deepEqual(deployment.findTraps(upload), [])
  })
}
