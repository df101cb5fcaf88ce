import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { suite, test } from 'node:test'
import { buildTargets } from '../../../platforms/build.ts'
import { startNjs, startSandbox } from '../../../platforms/cloudfront/runtime.ts'
import type { Bindings } from '../../../shared/core/request.ts'
import { loadVectors, toRequest } from '../../conformance/vectors.ts'
import { policyOf } from '../../cli/policy-of.ts'

const request = {
  method: 'GET',
  url: 'https://www.example.com/',
  headers: [] as [string, string][],
}

/** What an expression is worth in the sandbox, as text. */
async function evaluate(expression: string): Promise<string> {
  const script = `async function handler(event) {
    return { statusCode: 200, headers: {}, cookies: {}, body: String(${expression}) }
  }`
  const response = await startSandbox(script).fetch(request)
  return response!.body
}

suite('the sandbox answers every vector as njs does', () => {
  for (const { name, config, vectors } of loadVectors()) {
    test(`${name} (${vectors.length})`, async () => {
      const [{ contents }] = await buildTargets(policyOf(config), ['cloudfront'])
      const sandbox = startSandbox(contents)
      const njs = startNjs(contents)
      assert.ok(vectors.length > 0)
      for (const vector of vectors) {
        const sent = toRequest(vector, config)
        const [expected, actual] = await Promise.all([njs.fetch(sent), sandbox.fetch(sent)])
        assert.deepEqual(actual, expected, vector.title)
      }
    })
  }

  test('a request that is passed on', async () => {
    const [{ contents }] = await buildTargets(policyOf(), ['cloudfront'])
    assert.equal(await startSandbox(contents).fetch(request), undefined)
    assert.equal(await startNjs(contents).fetch(request), undefined)
  })
})

suite('what CloudFront has of its own', () => {
  const script = `import cf from"cloudfront";import hash from"crypto";
    async function handler(event) {
      let value
      try { value = await cf.kvs().get(event.request.uri) } catch (error) { value = String(error) }
      const octets = Buffer.from('YQ', 'base64url')
      const mac = hash.createHmac('sha256', value).update(octets.toString()).digest('base64url')
      return { statusCode: 200, headers: {}, cookies: {}, body: value + ' ' + mac }
    }`
  const bindings = { '/key': 'it’s a\n"secret"\u2028', '/other': 'b' }

  const engines = { njs: startNjs, 'the sandbox': startSandbox }
  type Start = typeof startNjs

  async function bodyAt(path: string, start: Start, given?: Bindings): Promise<string> {
    const url = `https://www.example.com${path}`
    const response = await start(script, given).fetch({ ...request, url })
    return response!.body
  }

  for (const [engine, start] of Object.entries(engines)) {
    test(`${engine} has a KeyValueStore with these values, and signs`, async () => {
      for (const [path, value] of Object.entries(bindings)) {
        const mac = createHmac('sha256', value).update('a').digest('base64url')
        assert.equal(await bodyAt(path, start, bindings), `${value} ${mac}`)
      }
      for (const given of [bindings, undefined]) {
        assert.match(await bodyAt('/none', start, given), /^Error: KeyNotFound /)
      }
    })
  }
})

suite('the sandbox has nothing of Node and nothing of the web', () => {
  const absent = [
    'process require module exports global setTimeout setInterval setImmediate queueMicrotask fetch',
    'URL URLSearchParams Headers Request Response AbortController structuredClone performance',
    'navigator window',
  ].flatMap((line) => line.split(' '))
  for (const name of absent) {
    test(name, async () => assert.equal(await evaluate(`typeof ${name}`), 'undefined'))
  }

  for (const code of [
    "eval('1')",
    "new Function('return 1')",
    "(async () => {}).constructor('1')",
    "globalThis.constructor.constructor('return process')()",
  ]) {
    test(`no code from strings: ${code}`, async () => {
      await assert.rejects(evaluate(code), /Code generation from strings disallowed/)
    })
  }
})

suite('the sandbox, like CloudFront,', () => {
  test('keeps nothing from one request to the next', async () => {
    const script = `var count = 0
      async function handler() {
        count++
        globalThis.total = (globalThis.total || 0) + 1
        return { statusCode: 200, headers: {}, cookies: {}, body: count + ' ' + globalThis.total }
      }`
    const sandbox = startSandbox(script)
    assert.equal((await sandbox.fetch(request))!.body, '1 1')
    assert.equal((await sandbox.fetch(request))!.body, '1 1')
  })

  test('refuses an export', () => {
    assert.throws(() => startSandbox('export function handler() {}'), /SyntaxError|export/)
  })

  test('has a name that says what it stands in for', () => {
    const { engine } = startSandbox('')
    assert.equal(engine, `empty realm in Node ${process.version}, because njs is not installed`)
  })
})
