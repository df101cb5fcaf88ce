import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { startLambdaWithSecrets } from '../../../platforms/cloudfront/lambda-with-secrets.ts'

const request = { method: 'GET', url: 'https://www.example.com/', headers: [] }

// A request that is never answered leaves whoever waits for it without a word.
suite('a Lambda@Edge function’s thread ends', () => {
  for (const [title, script, said] of [
    ['with its module, which throws', 'throw new Error("no policy")', /no policy/],
    [
      'in the midst of a request, which fails',
      'export const handler = () => process.exit(3)',
      /was ended \(3\) before it answered/,
    ],
  ] as const) {
    test(title, { timeout: 20_000 }, async (t) => {
      const runtime = await startLambdaWithSecrets(script, {})
      t.after(() => runtime.close())
      await assert.rejects(runtime.fetch(request), said)
      await assert.rejects(runtime.fetch(request), said)
    })
  }

  test('and starts again for the next one', async (t) => {
    const script =
      'export const handler = async ({ Records: [{ cf }] }) => cf.request.uri === "/end" ? process.exit(3) : { status: "204" }'
    const runtime = await startLambdaWithSecrets(script, {})
    t.after(() => runtime.close())
    await assert.rejects(runtime.fetch({ ...request, url: `${request.url}end` }), /was ended/)
    assert.equal((await runtime.fetch(request))?.status, 204)
  })

  test('but not by what it throws', async (t) => {
    const script =
      'let calls = 0; export const handler = async () => { if (calls++) return { status: "204" }; throw new Error("oh") }'
    const runtime = await startLambdaWithSecrets(script, {})
    t.after(() => runtime.close())
    await assert.rejects(runtime.fetch(request), /oh/)
    assert.equal((await runtime.fetch(request))?.status, 204)
  })
})
