import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer as createApi, request as sendRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { after, before, suite, test } from 'node:test'
import { createServer, type ViteDevServer } from 'vite'
import { corsAnswer, isAuthed } from '../../../shared/web/api.ts'
import { aroundAll } from '../../around-all.ts'
import type { Browser, Engine } from '../../browsers/engines/engine.ts'
import { startEngine, whyNot } from '../../browsers/engines/start-engine.ts'
import { installedClient, viteProject } from '../../vite/vite-project.ts'
import { startDev, type RunningDev } from './running-dev.ts'

const folder = viteProject({
  ...installedClient(),
  'page.js': `import { setAuthToken, clearAuthToken } from 'edgemint/client'
import { words } from './words.js'
window.setAuthToken = setAuthToken
window.clearAuthToken = clearAuthToken
const show = (text) => { document.body.dataset.words = text }
show(words)
if (import.meta.hot) import.meta.hot.accept('./words.js', (changed) => show(changed.words))
document.body.dataset.loads = performance.timeOrigin
`,
  'words.js': "export const words = 'old'\n",
})

// Vite without the plugin: what edgemint dev stands before can be any server.
let vite: ViteDevServer
let api: ReturnType<typeof createApi>
let dev: RunningDev

aroundAll(
  async () => {
    vite = await createServer({
      root: folder,
      configFile: false,
      logLevel: 'silent',
      server: { host: 'localhost', port: 0, strictPort: true },
    })
    await vite.listen()
    api = createApi(async (request, response) => {
      const origins = [dev.origin(), dev.origin('https')]
      const { headers, isPreflight } = corsAnswer(request, { origins })
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
      if (isPreflight) return void response.writeHead(204).end()
      response.end(
        JSON.stringify({ isAuthed: await isAuthed(request, (token) => token === 'abc') }),
      )
    })
    api.listen(0, 'localhost')
    await once(api, 'listening')
    const address = vite.httpServer!.address() as AddressInfo
    dev = await startDev(folder, [
      '--to',
      `http://localhost:${address.port}`,
      '--api',
      `http://localhost:${(api.address() as AddressInfo).port}`,
    ])
  },
  async () => {
    await dev?.interrupt()
    await vite?.close()
    api?.close()
    api?.closeAllConnections()
  },
)

test('the handshake of Vite’s WebSocket passes', async () => {
  const key = Buffer.from('sixteen octets!!').toString('base64')
  const request = sendRequest({
    host: '127.0.0.1',
    port: dev.port,
    headers: {
      host: new URL(dev.origin()).host,
      origin: dev.origin(),
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-key': key,
      'sec-websocket-version': '13',
      'sec-websocket-protocol': 'vite-ping',
    },
  })
  request.end()
  const [response, socket] = await once(request, 'upgrade')
  socket.destroy()
  assert.equal(response.statusCode, 101)
  // RFC 6455, section 1.3.
  const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
  assert.equal(response.headers['sec-websocket-accept'], accept.digest('base64'))
  assert.equal(response.headers['sec-websocket-protocol'], 'vite-ping')
})

const skip = whyNot('chromium') ?? false
suite('in Chromium, before Vite, with an API', { skip }, () => {
  let engine: Engine
  before(async () => {
    engine = await startEngine('chromium')
  })
  after(() => engine?.close())

  const open = async (scheme: 'http' | 'https'): Promise<Browser> => {
    const browser = await engine.open()
    await browser.goto(`${dev.origin(scheme)}/`)
    await browser.waitFor('the page', 'return !!document.body.dataset.loads')
    return browser
  }

  for (const scheme of ['http', 'https'] as const) {
    test(`a log-in over ${scheme} reaches the API, and a log-out too`, async () => {
      const browser = await open(scheme)
      try {
        const url = `${dev.origin(scheme, 'api.example.localhost')}/is-authed`
        const ask = () =>
          browser.run(
            "return (await fetch(args[0], { method: 'POST', credentials: 'include' })).json()",
            url,
          )
        assert.deepEqual(await ask(), { isAuthed: false })
        await browser.run("await setAuthToken('abc')")
        assert.deepEqual(await ask(), { isAuthed: true })
        const [{ domain, hostOnly }] = await browser.cookies()
        assert.deepEqual([domain, hostOnly], ['example.localhost', false])
        await browser.run('await clearAuthToken()')
        assert.deepEqual(await ask(), { isAuthed: false })
      } finally {
        await browser.close()
      }
    })

    test(`an edit shows up over ${scheme} without a reload`, async () => {
      writeFileSync(join(folder, 'words.js'), "export const words = 'old'\n")
      const browser = await open(scheme)
      try {
        const loads = await browser.run('return document.body.dataset.loads')
        // Written again and again: what is written before Vite's watcher and socket are ready goes unseen.
        const edits = setInterval(
          () => writeFileSync(join(folder, 'words.js'), `export const words = 'new ${scheme}'\n`),
          500,
        )
        const isShown = 'return document.body.dataset.words === args[0]'
        await browser
          .waitFor('the edit', isShown, { args: [`new ${scheme}`], timeout: 20_000 })
          .finally(() => clearInterval(edits))
        assert.equal(await browser.run('return document.body.dataset.loads'), loads)
      } finally {
        await browser.close()
      }
    })
  }
})
