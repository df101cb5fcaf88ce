import assert from 'node:assert/strict'
import { cpSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { build, createBuilder, type Plugin } from 'vite'
import type { PlainResponse } from '../../platforms/runtime.ts'
import { listFiles } from '../cli/temporary-folder.ts'
import { sendPlain } from '../local/send-plain.ts'
import { inlineConfig, silentLogger, starts, viteProject } from './vite-project.ts'

const mint = (url: string, more: [string, string][] = []): Parameters<typeof sendPlain>[1] => ({
  method: 'PUT',
  url,
  headers: [['origin', new URL(url).origin], ['authorization', 'Bearer abc'], ...more],
})
const setCookies = ({ headers }: PlainResponse): string[] =>
  headers.flatMap(([name, value]) => (name === 'set-cookie' ? [value] : []))
const hostOnly =
  '__Secure-authToken=abc; Max-Age=34560000; Path=/; HttpOnly; Secure; SameSite=Strict'

for (const [kind, start] of Object.entries(starts)) {
  suite(`vite ${kind}`, () => {
    test('a log-in on localhost and on *.localhost sets a host-only cookie', async () => {
      const server = await start(inlineConfig(viteProject()))
      try {
        for (const host of ['localhost', 'example.localhost', '[::1]', '127.0.0.1']) {
          const url = `http://${host}:${server.port}/set-auth-token`
          const answer = await sendPlain(server.port, mint(url))
          assert.equal(answer.status, 204, host)
          assert.deepEqual(setCookies(answer), [hostOnly])
        }
      } finally {
        await server.close()
      }
    })

    test('over https, with the certificate, on HTTP/1 and HTTP/2', async () => {
      const root = viteProject()
      const server = await start(inlineConfig(root, { https: true }))
      try {
        const answer = await sendPlain(
          server.port,
          mint(`https://example.localhost:${server.port}/set-auth-token`),
        )
        assert.deepEqual(setCookies(answer), [hostOnly])
        assert.ok(existsSync(join(root, 'node_modules/.cache/edgemint/localhost-key.pem')))
      } finally {
        await server.close()
      }
    })

    test('each expired cookie comes as a header of its own', async () => {
      const former =
        "export default { site: 'https://www.example.com', cookie: { former: [{ name: 'a' }, { name: 'b' }] } }"
      const server = await start(inlineConfig(viteProject({ 'edgemint.config.ts': former })))
      try {
        const url = `http://localhost:${server.port}/set-auth-token`
        const cookies = setCookies(await sendPlain(server.port, mint(url)))
        assert.deepEqual(
          cookies.map((line) => line.split('=')[0]),
          ['a', 'b', '__Secure-authToken'],
        )
      } finally {
        await server.close()
      }
    })

    test('no page of another origin may read our answers, and CORS of other paths stays', async () => {
      const server = await start(inlineConfig(viteProject()))
      try {
        const origin: [string, string] = ['origin', 'http://other.localhost:3000']
        const preflight: [string, string] = ['access-control-request-method', 'PUT']
        const at = (path: string) => `http://localhost:${server.port}${path}`
        const ask = async (method: string, path: string): Promise<[number, string[]]> => {
          const request = { method, url: at(path), headers: [origin, preflight] }
          const { status, headers } = await sendPlain(server.port, request)
          return [
            status,
            headers.map(([name]) => name).filter((name) => /^access-|^allow/.test(name)),
          ]
        }
        assert.deepEqual(await ask('OPTIONS', '/set-auth-token'), [204, ['allow']])
        assert.deepEqual(await ask('PUT', '/set-auth-token'), [403, []])
        const [status, names] = await ask('OPTIONS', '/other')
        assert.equal(status, 204)
        assert.ok(names.includes('access-control-allow-origin'))
      } finally {
        await server.close()
      }
    })

    test('under a foreign name (DNS rebinding) nothing is minted', async () => {
      const server = await start(inlineConfig(viteProject()))
      try {
        const url = `http://rebound.test:${server.port}/set-auth-token`
        const answer = await sendPlain(server.port, mint(url))
        assert.equal(answer.status, 403)
        assert.deepEqual(setCookies(answer), [])
      } finally {
        await server.close()
      }
    })

    test('the page, and a path beside ours, are Vite’s', async () => {
      const root = viteProject()
      if (kind === 'preview') await build(inlineConfig(root, { build: false }))
      const server = await start(inlineConfig(root))
      try {
        for (const path of ['/', '/set-auth-token/', '/set-auth-token-x']) {
          const url = `http://localhost:${server.port}${path}`
          const { status, body } = await sendPlain(server.port, {
            method: 'GET',
            url,
            headers: [['accept', 'text/html']],
          })
          assert.deepEqual([status, body.includes('<title>the page')], [200, true], path)
        }
      } finally {
        await server.close()
      }
    })
  })
}

const configAt = (endpoint: string): string =>
  `export default { site: 'https://www.example.com', endpoint: '${endpoint}' }`

suite('the config', () => {
  test('an edit is taken up; a mistake is shown, and the old config holds', async () => {
    const root = viteProject()
    const { lines, logger } = silentLogger()
    const server = await starts.dev(inlineConfig(root, {}, { customLogger: logger }))
    const file = join(root, 'edgemint.config.ts')
    const statusOf = async (path: string): Promise<number> =>
      (await sendPlain(server.port, mint(`http://localhost:${server.port}${path}`))).status
    // Written again and again: what is written before the watcher is ready goes unseen.
    const edited = async (text: RegExp, contents: string): Promise<void> => {
      const deadline = Date.now() + 20_000
      while (!lines.some((line) => text.test(line))) {
        assert.ok(Date.now() < deadline, lines.join('\n'))
        // As many editors save: a new file is renamed over the old one.
        writeFileSync(`${file}.new`, contents)
        renameSync(`${file}.new`, file)
        await setTimeout(300)
      }
    }
    try {
      await edited(/the config has changed and holds now/, configAt('/log-in'))
      assert.deepEqual([await statusOf('/log-in'), await statusOf('/set-auth-token')], [204, 404])

      await edited(
        /\.config\.ts has a mistake:\n {2}endpoint: [^]+The old config still holds/,
        configAt('log-in'),
      )
      assert.equal(await statusOf('/log-in'), 204)
    } finally {
      await server.close()
    }
  })

  test('a mistake at the start is said in words, without a stack', async () => {
    const root = viteProject({ 'edgemint.config.ts': 'export default {}' })
    await assert.rejects(starts.dev(inlineConfig(root)), (error: Error) => {
      assert.match(
        error.stack!,
        /^edgemint: .*edgemint\.config\.ts has a mistake:\n {2}site: [^\n]+\n {4}→ [^\n]+$/,
      )
      return true
    })
  })

  test('none at all is said too', async () => {
    const root = viteProject()
    await assert.rejects(starts.dev(inlineConfig(root, { config: 'nope.ts' })), {
      message: new RegExp(`^there is no nope.ts in ${root}`),
    })
  })
})

const page = ['assets/', 'index.html']
const published = (root: string): string[] =>
  listFiles(join(root, 'dist')).map((file) => file.replace(/^assets\/.*/, 'assets/'))

suite('vite build', () => {
  test('writes all bundles beside the site, and none into it, however often', async () => {
    const root = viteProject()
    for (let i = 0; i < 2; i++) {
      await build(inlineConfig(root))
      assert.deepEqual(published(root), page)
      const written = listFiles(join(root, '.edgemint'))
      for (const file of ['netlify/set-auth-token.mjs', 'workers/worker.js', 'policy.js']) {
        assert.ok(written.includes(file), file)
      }
    }
  })

  test('for Pages: the Worker into the output folder, after that was emptied', async () => {
    const root = viteProject()
    for (let i = 0; i < 2; i++) {
      await build(inlineConfig(root, { target: 'pages' }, { build: { outDir: 'dist' } }))
      assert.deepEqual(published(root), ['_routes.json', '_worker.js', ...page])
    }
    assert.equal(existsSync(join(root, '.edgemint')), false)
  })

  test('for Pages: no Worker that would switch functions off', async () => {
    const root = viteProject({ 'functions/api.js': 'export const onRequest = () => {}' })
    await assert.rejects(
      build(inlineConfig(root, { target: 'pages' })),
      /functions\/ is yours, and dist\/_worker\.js would switch it off\.\n {2}→ Call edgemint from functions\/set-auth-token\.js, .*\n {2}→ Then write edgemint\(\{ build: false \}\), /,
    )
    assert.deepEqual(published(root), page)
  })

  test('for Netlify: the function where Netlify looks for it', async () => {
    const root = viteProject()
    await build(inlineConfig(root, { target: 'netlify' }))
    assert.deepEqual(listFiles(join(root, '.netlify')), ['v1/functions/set-auth-token.mjs'])
    assert.deepEqual(published(root), page)
  })

  test('a server’s part gets none, nor does anything with build: false', async () => {
    const root = viteProject()
    await build(inlineConfig(root, { target: 'pages' }, { build: { ssr: 'page.js' } }))
    assert.deepEqual(listFiles(join(root, 'dist')), ['page.js'])
    await build(inlineConfig(root, { build: false }))
    assert.deepEqual(published(root), page)
    assert.equal(existsSync(join(root, '.edgemint')), false)
  })

  test('what will not work is said last', async () => {
    const { lines, logger } = silentLogger()
    const root = viteProject({
      'edgemint.config.ts':
        "export default { site: 'https://example.com', api: 'https://api.vendor.test' }",
    })
    await build(inlineConfig(root, {}, { customLogger: logger, logLevel: 'info' }))
    assert.match(lines.at(-1)!, /^edgemint: this will not work once it is deployed:\n {2}/)
  })
})

test('a framework that empties its output folder at the very end does not lose the Worker', async () => {
  const root = viteProject({ 'site/index.html': 'old' })
  // As SvelteKit's adapters do.
  const adapter: Plugin = {
    name: 'adapter',
    buildApp: {
      order: 'post',
      async handler() {
        rmSync(join(root, 'site'), { recursive: true })
        cpSync(join(root, 'dist'), join(root, 'site'), { recursive: true })
      },
    },
  }
  const framework: Plugin = {
    name: 'framework',
    config: () => ({ builder: {} }),
    buildApp: async (builder) => void (await builder.build(builder.environments.client)),
  }
  const options = inlineConfig(root, { target: 'pages', into: 'site' })
  const builder = await createBuilder({
    ...options,
    plugins: [options.plugins, framework, adapter],
  })
  await builder.buildApp()
  assert.ok(listFiles(join(root, 'site')).includes('_worker.js'))
  assert.deepEqual(published(root), page)
})
