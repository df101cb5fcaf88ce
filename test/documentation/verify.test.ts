import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { buildTargets } from '../../platforms/build.ts'
import type { EdgemintConfig } from '../../shared/config/config.ts'
import { keysUnavailable } from '../../shared/core/problems.ts'
import type { RejectionReason } from '../../shared/core/verification.ts'
import { policyOf } from '../cli/policy-of.ts'
import { temporaryFolder } from '../cli/temporary-folder.ts'
import { readBlocks } from './blocks.ts'

// docs/verify.md: its commands, configs and entries run, and its figures are those of today.

const text = readFileSync(new URL('../../docs/verify.md', import.meta.url), 'utf8')
const blocks = readBlocks().filter(({ place }) => place.startsWith('docs/verify.md:'))
const inLanguage = (name: string): string[] =>
  blocks.filter(({ language }) => language === name).map(({ text: code }) => code)

test('the command shows what a token says', () => {
  const command = blocks.find(({ language }) => language === 'sh')!
  const [shown] = inLanguage('')
  const token = shown.split('\n').map((part) => Buffer.from(part).toString('base64url'))
  const input = `${token.join('.')}.c2lnbmF0dXJl\n`
  assert.equal(execFileSync('sh', ['-c', command.text], { input, encoding: 'utf8' }), `${shown}\n`)
})

async function kilobytes(config: Partial<EdgemintConfig>): Promise<string> {
  const [{ contents }] = await buildTargets(policyOf(config), ['workers'])
  return (Buffer.byteLength(contents) / 1000).toFixed(1)
}

/** The configs, in their order on the page, by the row that says what they cost. */
const ways = ['a secret', 'a key set', 'the issuer', 'the API']

suite('each config is one, and costs a Worker what the page says', async () => {
  const configs = inLanguage('ts')
  const rows = [...text.matchAll(/^\| (.*?) +\| ([\d.]+) KB +\|/gm)]
  const costs = Object.fromEntries(rows.map(([, way, cost]) => [way, cost]))

  test('there is one for each way', () => {
    assert.equal(configs.length, ways.length)
    assert.deepEqual(Object.keys(costs), ['no `verify`', ...ways])
  })
  test('no verify', async () => assert.equal(await kilobytes({}), costs['no `verify`']))
  ways.forEach((way, nth) =>
    test(way, async () => {
      const { default: config } = await run(configs[nth])
      const figure = await kilobytes(config as EdgemintConfig)
      assert.equal(figure, costs[way], `write ${figure} KB on the page, and say why in the commit`)
    }),
  )
})

/** Every one of them: the compiler misses none. */
const reasons: Record<RejectionReason, true> = {
  malformed: true,
  algorithm: true,
  header: true,
  signature: true,
  issuer: true,
  audience: true,
  'not-yet-valid': true,
  'renewal-over': true,
  expiry: true,
  inactive: true,
  expired: true,
}

test('each reason is explained', () => {
  for (const reason of Object.keys(reasons)) {
    assert.match(text, new RegExp(`^\\| .*\`${reason}\`.* \\|`, 'm'))
  }
})

suite('each entry runs', () => {
  // The first is run by test/package/own-entries.test.ts.
  const [, own, api] = inLanguage('js')

  test('one that wants to know of rejections', async () => {
    // The answer waits for it, but not for long.
    const counted = new Promise((resolve) => {
      Object.assign(globalThis, { metrics: { count: (...what: unknown[]) => resolve(what) } })
    })
    const { default: handler } = await run(own, verifyingPolicy("'expired'"))
    const headers = { origin: 'https://www.example.com', authorization: 'Bearer abc' }
    const url = 'https://www.example.com/set-auth-token'
    const answer = await (handler as (request: Request) => Promise<Response>)(
      new Request(url, { method: 'PUT', headers }),
    )
    assert.equal(answer.status, 401)
    assert.deepEqual(await counted, ['rejected', 'expired'])
  })

  test('an API that verifies by the policy', async () => {
    const routes: Record<string, (req: object, res: object) => Promise<void>> = {}
    Object.assign(globalThis, {
      app: { post: (path: string, route: (typeof routes)[string]) => (routes[path] = route) },
    })
    const req = { method: 'POST', headers: { cookie: '__Secure-authToken=abc' } }
    const said: unknown[] = []
    const res = { json: (value: unknown) => said.push(value) }
    await run(api, verifyingPolicy('600'))
    await routes['/is-authed'](req, res)
    await run(api, verifyingPolicy("'expired'"))
    await routes['/is-authed'](req, res)
    assert.deepEqual(said, [{ isAuthed: true }, { isAuthed: false }])
    await run(api, verifyingPolicy(JSON.stringify(keysUnavailable)))
    await assert.rejects(routes['/is-authed'](req, res), /keys-unavailable/)
  })
})

const verify = { algorithm: 'HS256', secret: 'AUTH_TOKEN_SECRET' } as const

/** A policy as build writes it, whose verifier finds this. */
function verifyingPolicy(verdict: string): string {
  const handler = new URL('../../shared/web/verify/handler.ts', import.meta.url).href
  return `import { createHandler } from '${handler}'
export const policy = ${JSON.stringify(policyOf({ verify }))}
policy.verifier = async () => (${verdict})
policy.handler = createHandler(policy)`
}

/** Runs code as a module beside a policy, with this repository as its edgemint. */
async function run(code: string, policy = ''): Promise<Record<string, unknown>> {
  const files: Record<string, string> = { api: 'api', netlify: 'fetch-handler' }
  const source = code.replace(/'edgemint\/(\w+)'/g, (_, entry: string) => {
    return `'${new URL(`../../shared/web/${files[entry]}.ts`, import.meta.url).href}'`
  })
  const folder = temporaryFolder({
    'package.json': '{ "type": "module" }',
    'entry.js': source,
    '.edgemint/policy.js': policy,
  })
  return import(pathToFileURL(join(folder, 'entry.js')).href)
}
