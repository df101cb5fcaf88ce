import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { demo } from './running-demo.ts'

const ask = async (query: string): Promise<{ status: number; dns: unknown }> => {
  const { status, body } = await demo.fetch(`${demo.origin('doctor.localhost')}/dns-query?${query}`)
  return { status, dns: status === 200 ? JSON.parse(body) : undefined }
}

/** Doctor's page, and the DNS that it asks. */
export function testDoctor(): void {
  suite('doctor’s page', () => {
    test('it is there, and may ask this origin alone', async () => {
      const { status, headers, body } = await demo.fetch(demo.origin('doctor.localhost', 'https'))
      assert.equal(status, 200)
      assert.match(body, /<h1>Why does Safari log my users out\?<\/h1>/)
      assert.match(
        headers['content-security-policy']!,
        /; connect-src 'self'; .*; frame-ancestors 'none'$/,
      )
      const script = await demo.fetch(`${demo.origin('doctor.localhost')}/page.js`)
      assert.equal(script.headers['content-type'], 'text/javascript; charset=utf-8')
    })

    test('the demo’s DNS knows the demo’s names', async () => {
      const name = 'api.shop.example'
      assert.deepEqual(await ask(`name=${name}&type=CNAME`), {
        status: 200,
        dns: {
          Status: 0,
          TC: false,
          RD: true,
          RA: true,
          AD: false,
          CD: false,
          Question: [{ name, type: 5 }],
          Answer: [{ name, type: 5, TTL: 0, data: 'lb.vendor.example' }],
        },
      })
      for (const [query, code] of [
        [`name=${name}&type=AAAA`, 0],
        ['name=other.example&type=A', 3],
        ['name=constructor.example&type=A', 3],
      ]) {
        const { status, dns } = await ask(String(query))
        assert.equal(status, 200)
        const { Status, Answer } = dns as { Status: number; Answer?: unknown }
        assert.deepEqual([Status, Answer], [code, undefined])
      }
    })

    for (const query of [
      '',
      'name=api.shop.example',
      'name=api.shop.example&type=TXT',
      'name=a%20b&type=A',
    ]) {
      test(`“${query}” is no question`, async () => assert.equal((await ask(query)).status, 400))
    }

    test('other methods and other paths', async () => {
      const origin = demo.origin('doctor.localhost')
      const post = await demo.fetch(`${origin}/dns-query?name=api.shop.example&type=A`, {
        method: 'POST',
      })
      assert.equal(post.status, 405)
      assert.equal((await demo.fetch(`${origin}/demo.json`)).status, 404)
      const head = await demo.fetch(origin, { method: 'HEAD' })
      assert.deepEqual([head.status, head.body], [200, ''])
    })
  })
}
