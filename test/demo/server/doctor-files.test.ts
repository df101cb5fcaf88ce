import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { buildDoctor, headersFile } from '../../../demo/server/doctor-files.ts'

suite('doctor’s page, built', async () => {
  const files = await buildDoctor()
  const names = [...files.keys()]
  const octetsOf = (chosen: string[]): number =>
    chosen.reduce((sum, name) => sum + gzipSync(files.get(name)!.contents, { level: 9 }).length, 0)
  const textOf = (name: string): string => Buffer.from(files.get(name)!.contents).toString()
  const policy = "connect-src https://cloudflare-dns.com https://dns.google; base-uri 'none'"

  test('at most 120 KB in all, and 30 KB before the first question', () => {
    const late = names.filter((name) => name.startsWith('/rest-'))
    assert.equal(late.length, 1)
    const early = octetsOf(names.filter((name) => !late.includes(name)))
    const all = octetsOf(names)
    assert.ok(early <= 30 * 1024, `${early} octets before the first question`)
    assert.ok(all <= 120 * 1024, `${all} octets in all`)
  })

  test('every file that the page names is there, beside it', () => {
    const named = [...textOf('/').matchAll(/(?:src|href)="(?!https:)([^"#]+)"/g)]
    assert.deepEqual(
      named.map(([, name]) => name).filter((name) => !files.has(`/${name}`)),
      [],
    )
    assert.ok(named.length >= 3)
  })

  test('it may ask the two services, and nobody else', () => {
    assert.ok(textOf('/').includes(policy))
    assert.ok(headersFile(files).includes(policy))
    assert.match(textOf('/'), /class="services">Cloudflare and Google</)
  })

  test('one with a resolver of its own origin asks that alone', async () => {
    const own = await buildDoctor([{ name: 'this computer', url: '/dns-query' }])
    const page = Buffer.from(own.get('/')!.contents).toString()
    assert.match(page, /connect-src 'self'; base-uri/)
    assert.match(page, /class="services">this computer</)
    assert.doesNotMatch(Buffer.from(own.get('/page.js')!.contents).toString(), /cloudflare/)
  })
})
