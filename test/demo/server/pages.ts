import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { demo } from './running-demo.ts'

const sites = [
  { host: 'netlify.localhost', api: 'api.netlify.localhost', name: 'Netlify' },
  { host: 'cloudflare.localhost', api: 'api.cloudflare.localhost', name: 'Cloudflare' },
  { host: 'cloudfront.localhost', api: 'api.cloudfront.localhost', name: 'CloudFront' },
  { host: 'blocked.localhost', api: 'api.vendor.localhost', name: 'Without edgemint' },
]

/** What the pages of the running demo are and load. */
export function testPages(): void {
  test('the greeting shows each page with the engine that answers on it', () => {
    for (const { host } of sites) assert.ok(demo.output().includes(`  ${demo.origin(host)} `), host)
    assert.match(demo.output(), /Netlify Functions: Netlify bootstrap \d/)
    assert.match(demo.output(), /Cloudflare Workers: workerd \d/)
    assert.match(demo.output(), /CloudFront Functions: njs \d.+ and Lambda@Edge: Node v\d/)
    assert.ok(demo.output().includes(demo.origin('netlify.localhost', 'https')))
    assert.match(demo.output(), /localhost-certificate\.pem/)
  })

  for (const scheme of ['http', 'https'] as const) {
    suite(`over ${scheme}`, () => {
      for (const { host, api, name } of sites) {
        test(`${host} shows the page, which may reach itself and its API and nothing else`, async () => {
          const { status, headers, body } = await demo.fetch(`${demo.origin(host, scheme)}/`)
          assert.equal(status, 200)
          assert.equal(headers['content-type'], 'text/html; charset=utf-8')
          assert.match(body, /^<!doctype html>/)
          assert.deepEqual(headers['content-security-policy']?.split('; '), [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            `connect-src 'self' ${demo.origin(api, scheme)}`,
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
          ])
        })

        test(`${host} tells the page what it is`, async () => {
          const { status, headers, body } = await demo.fetch(
            `${demo.origin(host, scheme)}/demo.json`,
          )
          assert.equal(status, 200)
          assert.equal(headers['content-type'], 'application/json')
          assert.equal(headers['cache-control'], 'no-store')
          const description = JSON.parse(body)
          assert.equal(description.name, name)
          assert.equal(description.api, demo.origin(api, scheme))
          assert.equal(description.cookie.name, '__Secure-authToken')
          assert.equal(description.cookie.maxAge, 34_560_000)
          assert.deepEqual(
            description.sites,
            sites.map((site) => ({
              name: site.name,
              http: demo.origin(site.host),
              https: demo.origin(site.host, 'https'),
            })),
          )
        })
      }

      test('a host that is none of ours is sent to the first page, and gets nothing', async () => {
        const first = demo.origin('netlify.localhost', scheme)
        const names = [
          '127.0.0.1',
          'localhost',
          'shop.localhost',
          'netlify.localhost.',
          'evil.test',
        ]
        for (const name of names) {
          const { host } = new URL(demo.origin(name, scheme))
          for (const path of ['/', '/demo.json', '/set-auth-token', '/login']) {
            const { status, headers, setCookie, body } = await demo.fetch(first + path, {
              headers: { host },
            })
            assert.equal(status, 302, name)
            assert.equal(headers.location, first)
            assert.equal(headers['cache-control'], 'no-store')
            assert.deepEqual([setCookie, body], [[], ''])
          }
        }
      })

      test('a host that is none of ours can neither log in nor out: it is misdirected', async () => {
        const page = demo.origin('evil.test', scheme)
        const { host } = new URL(page)
        const headers = { host, origin: page, authorization: 'Bearer abc' }
        for (const method of ['PUT', 'PATCH', 'DELETE', 'POST', 'OPTIONS']) {
          for (const path of ['/set-auth-token', '/login', '/is-authed']) {
            const url = demo.origin('netlify.localhost', scheme) + path
            const answer = await demo.fetch(url, { method, headers })
            assert.equal(answer.status, 421, `${method} ${path}`)
            assert.deepEqual([answer.setCookie, answer.body], [[], ''])
          }
        }
      })

      // DNS rebinding: a page of evil.test, whose name now leads to 127.0.0.1, asks us by its own name.
      for (const host of ['netlify.localhost', 'api.netlify.localhost', 'blocked.localhost']) {
        test(`no target leads a foreign host to ${host}`, async () => {
          const ours = demo.origin(host, scheme)
          const foreign = new URL(demo.origin('evil.test', scheme)).host
          for (const path of ['', '/', '/demo.json', '/set-auth-token', '/login', '/sign-in']) {
            const own = `//${new URL(ours).host}${path}`
            for (const target of [own, ours + path, `/\\${own.slice(2)}`, `/${own}`]) {
              const answer = await demo.fetch(ours, { target, headers: { host: foreign } })
              const isRedirect = answer.status === 302
              assert.ok(isRedirect || answer.status === 400, `${target}: ${answer.status}`)
              assert.deepEqual([answer.setCookie, answer.body], [[], ''])
            }
          }
        })
      }

      test('no target leads one of our hosts to another', async () => {
        const page = demo.origin('netlify.localhost', scheme)
        const api = demo.origin('api.netlify.localhost', scheme)
        for (const path of ['/', '/sign-in', '/login']) {
          const byPath = await demo.fetch(page, { target: `//${new URL(api).host}${path}` })
          assert.equal(byPath.status, 404)
          const byUrl = await demo.fetch(page, { target: api + path })
          assert.equal(byUrl.status, 400)
        }
      })

      test('a target with the host that is asked is as good as its path (RFC 9112, section 3.2.2)', async () => {
        const page = demo.origin('netlify.localhost', scheme)
        const { status, body } = await demo.fetch(page, { target: `${page}/demo.json?a=b` })
        assert.equal(status, 200)
        assert.equal(JSON.parse(body).name, 'Netlify')
      })

      test('what is no path and no host is a bad request', async () => {
        const page = demo.origin('netlify.localhost', scheme)
        const { host, hostname } = new URL(page)
        for (const target of ['*', 'demo.json', 'netlify.localhost:80', `x${page}/`]) {
          assert.equal((await demo.fetch(page, { target })).status, 400, target)
        }
        const others = [
          `a@${host}`,
          `${host}/`,
          `${host}?`,
          `${host}#`,
          `${host}\\`,
          `${hostname}:`,
        ]
        for (const other of others) {
          assert.equal((await demo.fetch(page, { headers: { host: other } })).status, 400, other)
        }
      })
    })
  }

  suite('the page’s files have their media types', () => {
    const files = {
      '/page.js': 'text/javascript; charset=utf-8',
      '/style.css': 'text/css; charset=utf-8',
      '/favicon.svg': 'image/svg+xml',
    }
    for (const [file, mediaType] of Object.entries(files)) {
      test(file, async () => {
        const { status, headers, body } = await demo.fetch(demo.origin('netlify.localhost') + file)
        assert.equal(status, 200)
        assert.equal(headers['content-type'], mediaType)
        assert.ok(body.length > 100)
      })
    }

    test('and the page loads no other', async () => {
      const { body } = await demo.fetch(`${demo.origin('netlify.localhost')}/`)
      const loaded = [...body.matchAll(/(?:src|<link[^>]* href)="([^"]+)"/g)].map(
        ([, file]) => file,
      )
      assert.deepEqual(new Set(loaded), new Set(Object.keys(files)))
    })

    test('a file that there is none of is not found, nor is one beside the page’s folder', async () => {
      for (const path of ['/missing.js', '/page.ts', '/..%2fpackage.json', '/package.json']) {
        const { status } = await demo.fetch(demo.origin('netlify.localhost') + path)
        assert.equal(status, 404, path)
      }
    })
  })

  suite('the page can read which endpoints run, and where', () => {
    const endpoints = {
      'netlify.localhost': [['/set-auth-token', /^Netlify Functions: Netlify bootstrap/, true]],
      'cloudflare.localhost': [['/set-auth-token', /^Cloudflare Workers: workerd/, true]],
      'cloudfront.localhost': [
        ['/set-auth-token', /^CloudFront Functions: njs/, false],
        ['/lambda-edge/set-auth-token', /^Lambda@Edge: Node/, true],
      ],
      'blocked.localhost': [],
    } as const
    for (const [host, expected] of Object.entries(endpoints)) {
      test(host, async () => {
        const description = JSON.parse((await demo.fetch(`${demo.origin(host)}/demo.json`)).body)
        assert.equal(description.kind, expected.length > 0 ? 'edgemint' : 'third-party-cookie')
        assert.equal(description.endpoints.length, expected.length)
        for (const [i, [path, runtime, readsBody]] of expected.entries()) {
          assert.equal(description.endpoints[i].path, path)
          assert.match(description.endpoints[i].runtime, runtime)
          assert.equal(description.endpoints[i].readsBody, readsBody)
        }
      })
    }
  })
}
