import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { demo } from './running-demo.ts'

const hosts = ['netlify.localhost', 'cloudflare.localhost', 'cloudfront.localhost']
const config = 'edgemint.config.ts'

/** The cookie that an endpoint sets, and the Cache-Control of its answer. */
async function mint(host: string): Promise<{ cookie: string; cacheControl: string | undefined }> {
  const headers = { origin: demo.origin(host), authorization: 'Bearer abc' }
  const url = `${demo.origin(host)}/set-auth-token`
  const answer = await demo.fetch(url, { method: 'PUT', headers })
  return { cookie: answer.setCookie.at(-1)!, cacheControl: answer.headers['cache-control'] }
}

async function cookieName(host: string): Promise<string> {
  const { body } = await demo.fetch(`${demo.origin(host)}/demo.json`)
  return JSON.parse(body).cookie.name
}

/** One edit may be noticed twice, so an earlier one may be reported again first. */
async function reloaded(hasArrived: () => Promise<boolean>): Promise<void> {
  do await demo.printed(/^Reloaded\.$/m)
  while (!(await hasArrived()))
}

suite('an edit is taken up by the running demo', () => {
  test('of the config: each endpoint and each page has the new cookie', async () => {
    for (const host of hosts) assert.match((await mint(host)).cookie, /^__Secure-authToken=abc;/)
    demo.project.edit(
      config,
      () =>
        "export default { site: 'https://www.example.com', cookie: { name: '__Secure-session' } }\n",
    )
    await reloaded(async () => (await cookieName(hosts[0])) === '__Secure-session')
    for (const host of hosts) {
      assert.match((await mint(host)).cookie, /^__Secure-session=abc;/)
      assert.equal(await cookieName(host), '__Secure-session')
    }
  })

  test('of the handler: each engine runs the new one', async () => {
    demo.project.edit('shared/core/answer.ts', (text) => text.replace("'no-store'", "'private'"))
    await reloaded(async () => (await mint(hosts[0])).cacheControl === 'private')
    for (const host of hosts) assert.equal((await mint(host)).cacheControl, 'private')
  })

  test('of the page', async () => {
    demo.project.edit('demo/page/index.html', (text) =>
      text.replace('</title>', ', edited</title>'),
    )
    const page = `${demo.origin('netlify.localhost')}/`
    await reloaded(async () => (await demo.fetch(page)).body.includes(', edited</title>'))
  })
})

test('while an edit is taken up, each request is answered by the old endpoints or the new', async () => {
  const asking = new AbortController()
  const askers = hosts.map(async (host) => {
    while (!asking.signal.aborted) {
      assert.match((await mint(host)).cookie ?? 'none', /^__Secure-(session|busy)=abc;/)
    }
  })
  demo.project.edit(config, (text) => text.replace('session', 'busy'))
  await Promise.race([
    reloaded(async () => (await cookieName(hosts[0])) === '__Secure-busy'),
    ...askers,
  ]).finally(() => asking.abort())
  await Promise.all(askers)
})

test('an editor that saves by renaming a new file over the old one is noticed each time', async () => {
  for (const name of ['__Secure-first', '__Secure-session']) {
    demo.project.replace(config, (text) => text.replace(/__Secure-\w+/, name))
    await reloaded(async () => (await cookieName(hosts[0])) === name)
  }
})

test('an edit with a mistake is reported with its cure, the old endpoints go on, a mended one is taken up', async () => {
  demo.project.edit(config, (text) => text.replace('https:', 'http:'))
  await demo.printed(
    /^Not reloaded: edgemint\.config\.ts has a mistake:\n {2}site: .+\n {4}→ Write "https:\/\/www\.example\.com"\.$/m,
  )
  for (const host of hosts) assert.match((await mint(host)).cookie, /^__Secure-session=abc;/)

  demo.project.edit(config, (text) => `${text}}`)
  await demo.printed(/^Not reloaded: edgemint\.config\.ts cannot be read:\n.+config\.ts:2:1: /m)
  for (const host of hosts) assert.match((await mint(host)).cookie, /^__Secure-session=abc;/)

  demo.project.edit(config, () => "export default { site: 'https://www.example.com' }\n")
  await reloaded(async () => (await cookieName(hosts[0])) === '__Secure-authToken')
  for (const host of hosts) assert.match((await mint(host)).cookie, /^__Secure-authToken=abc;/)
})

test('an edit with a mistake in the page’s script leaves no engine behind', async () => {
  demo.project.edit('demo/page/page.ts', (text) => `${text}}`)
  await demo.printed(/^Not reloaded: Build failed/m)
  demo.project.edit('demo/page/page.ts', (text) => text.slice(0, -1))
  await demo.printed(/^Reloaded\.$/m)
  const deadline = Date.now() + 60_000
  while (demo.workerds() !== demo.workerdsAtStart) {
    assert.ok(Date.now() < deadline, `${demo.workerds()} engines, not ${demo.workerdsAtStart}`)
    await setTimeout(50)
  }
})
