import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, suite, test } from 'node:test'
import { build } from 'vite'
import { startEngine, whyNot } from '../browsers/engines/start-engine.ts'
import type { Browser, Engine } from '../browsers/engines/engine.ts'
import { listFiles } from '../cli/temporary-folder.ts'
import { inlineConfig, installedClient, starts, viteProject, type Served } from './vite-project.ts'

const page = `import { clearAuthToken, renewAuthToken, setAuthToken } from 'edgemint/client'
const actions = { 'log-in': () => setAuthToken('abc'), renew: () => renewAuthToken({ force: true }), 'log-out': clearAuthToken }
for (const [name, action] of Object.entries(actions)) {
  const button = Object.assign(document.createElement('button'), { id: name, textContent: name })
  button.onclick = () => action().then(() => 'done', (error) => error.message).then((text) => { output.textContent += name + ' ' + text + '. ' })
  document.body.append(button)
}
const output = Object.assign(document.createElement('output'), { id: 'output' })
document.body.append(output)
`
const project = (endpoint: string): string =>
  viteProject({
    ...installedClient(),
    'page.js': page,
    'edgemint.config.ts': `export default { site: 'https://www.example.com', endpoint: '${endpoint}' }`,
  })

suite('a page that imports edgemint/client', () => {
  test('is built with the config’s endpoint in it', async () => {
    const root = project('/account/log-in')
    await build(inlineConfig(root, { build: false }))
    const script = listFiles(join(root, 'dist')).find((file) => file.endsWith('.js'))!
    assert.match(readFileSync(join(root, 'dist', script), 'utf8'), /\/account\/log-in/)
  })

  test('has the same in authFetch, and nothing of the rest of the client', async () => {
    const root = viteProject({
      ...installedClient(),
      'page.js': `import { authFetch } from 'edgemint/auth-fetch'\nauthFetch('/api')`,
      'edgemint.config.ts': `export default { site: 'https://www.example.com', endpoint: '/account/log-in' }`,
    })
    await build(inlineConfig(root, { build: false }))
    const script = listFiles(join(root, 'dist')).find((file) => file.endsWith('.js'))!
    const code = readFileSync(join(root, 'dist', script), 'utf8')
    assert.match(code, /\/account\/log-in/)
    assert.doesNotMatch(code, /bad token/)
  })

  const skip = whyNot('chromium') ?? false
  suite('in Chromium', { skip }, () => {
    let engine: Engine
    before(async () => {
      engine = await startEngine('chromium')
    })
    after(() => engine?.close())

    for (const [kind, start] of Object.entries(starts)) {
      for (const https of [false, true]) {
        const scheme = https ? 'https' : 'http'
        test(`logs in, renews and logs out by vite ${kind} over ${scheme}`, async () => {
          const root = project('/account/log-in')
          if (kind === 'preview') await build(inlineConfig(root, { build: false }))
          const server = await start(inlineConfig(root, { https }))
          try {
            await clickThrough(server, scheme)
          } finally {
            await server.close()
          }
        })
      }
    }

    async function clickThrough({ port }: Served, scheme: string): Promise<void> {
      const browser = await engine.open()
      try {
        // Both names that people use.
        const host = scheme === 'http' ? 'localhost' : 'example.localhost'
        await browser.goto(`${scheme}://${host}:${port}/`)
        await click(browser, 'log-in')
        const [cookie] = await browser.cookies()
        const { name, value, hostOnly, httpOnly, sameSite } = cookie
        assert.deepEqual(
          { name, value, hostOnly, httpOnly, sameSite },
          {
            name: '__Secure-authToken',
            value: 'abc',
            hostOnly: true,
            httpOnly: true,
            sameSite: 'Strict',
          },
        )
        await click(browser, 'renew')
        await click(browser, 'log-out')
        assert.deepEqual(await browser.cookies(), [])
      } finally {
        await browser.close()
      }
    }
  })
})

async function click(browser: Browser, name: string): Promise<void> {
  await browser.waitFor('the page', 'return !!document.querySelector(args[0])', {
    args: [`#${name}`],
  })
  await browser.click(`#${name}`)
  await browser.waitFor(name, 'return output.textContent.includes(args[0])', {
    args: [`${name} done`],
  })
}
