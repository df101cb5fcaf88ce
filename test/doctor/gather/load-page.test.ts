import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { https, type Handler } from '../network/https-server.ts'
import { whyNoNameServer } from '../network/name-server.ts'
import { startRig, type Rig } from '../network/rig.ts'
import { edgemintSite } from '../network/sites.ts'

/** Path, and where it leads. `{port}` is the servers' port. */
const redirects: Record<string, string> = {
  '/': 'https://www.shop.example:{port}/',
  '/secret': 'https://me:pw@www.shop.example:{port}/?code=secret#secret',
  '/relative': 'two/../three',
  '/three': 'https://www.shop.example:{port}/',
  '/itself': '/itself',
  '/loop': '/round',
  '/round': '/loop',
  '/app': 'shop://open',
  '/nonsense': 'https://[',
  '/no-name': 'https://a..b.example/',
  '/long-name': `https://${'a'.repeat(64)}.example/`,
  '/dot': 'https://www.shop.example.:{port}/',
  '/gone': 'https://none.shop.example/',
  '/count?12': '/count?11',
}
for (let i = 1; i < 12; i++) redirects[`/count?${i}`] = `/count?${i - 1}`
redirects['/count?0'] = 'https://www.shop.example:{port}/'

const apex: Handler = (request, response) => {
  const location = redirects[request.url!]?.replace('{port}', String(request.socket.localPort))
  response.writeHead(location ? 301 : 404, { ...(location && { location }), age: '3' }).end()
}

function scripts(count: number): string {
  return Array.from({ length: count }, (_, i) => `<script src="/n.js?${i}"></script>`).join('')
}

/** By path: HTML, and the scripts that it names. */
const files: Record<string, string> = {
  '/inline': `<script>if ('serviceWorker' in navigator) navigator.serviceWorker.register('/sw.js')</script>`,
  '/script': `<!-- <script src="/worker.js"></script> --><link rel="modulepreload" href="/plain.js"><script defer src='/a/../worker.js?a=1&amp;b=2'></script>`,
  '/module': '<link href=/worker.js rel=modulepreload>',
  '/base': '<base href="/assets/"><script src="app.js"></script>',
  '/none': `<!-- <script src="/worker.js"></script> --><script src="/plain.js"></script>
    <script src="https://cdn.example/worker.js"></script><link rel="stylesheet" href="/worker.js">`,
  '/gone': '<script src="/missing.js"></script>',
  '/reset': '<script src="/reset.js"></script>',
  '/long': '<script src="/long.js"></script>',
  '/zipped': '<script src="/worker.js"></script>',
  '/json': '{"serviceWorker": "serviceWorker.register("}',
  '/many': scripts(20),
  '/too-many': scripts(21),
  '/too-many-found': `<script src="/worker.js"></script>${scripts(30)}`,
  '/moved': '<script src="/moved.js"></script>',
  '/assets/app.js': `const{serviceWorker:e}=navigator;e.register("/sw.js")`,
  '/worker.js': 'navigator.serviceWorker\n  .register("/sw.js")',
  '/plain.js': 'navigator.serviceWorker.getRegistrations().then((all) => all[0].unregister())',
  '/long.js': ' '.repeat(1_100_000),
  '/n.js': '0',
}

let requests: string[] = []
const workers: Handler = (request, response) => {
  requests.push(request.url!)
  const [path] = request.url!.split('?')
  if (path === '/reset.js') return void request.socket.destroy()
  if (path === '/moved.js') return void response.writeHead(302, { location: '/worker.js' }).end()
  const isScript = path.endsWith('.js')
  const type = isScript ? 'text/javascript' : path === '/json' ? 'application/json' : 'text/html'
  const zipped = path === '/zipped' ? { 'content-encoding': 'gzip' } : {}
  response.writeHead(files[path] ? 200 : 404, { 'content-type': type, ...zipped })
  response.end(files[path])
}

suite('the page', { skip: whyNoNameServer }, () => {
  let rig: Rig
  before(async () => {
    const hosts = ['shop', 'www.shop', 'workers.shop']
    rig = await startRig({
      records: hosts.map((host, i) => `${host}.example. 60 IN A 127.1.0.${i + 1}`),
      servers: {
        '127.1.0.1': https(apex),
        '127.1.0.2': https(edgemintSite('https://www.shop.example')),
        '127.1.0.3': https(workers),
      },
    })
  })
  after(() => rig.close())

  test('apex to www: the endpoint is looked for on www, the API asked on behalf of www', async () => {
    const { page, endpoint, hosts } = await rig.gather('shop.example')
    const www = rig.origin('www.shop.example')
    assert.equal(page.url, `${rig.origin('shop.example')}/`)
    assert.deepEqual(page.redirects, [`${www}/`])
    assert.equal(page.answer!.status, 200)
    assert.equal(endpoint!.url, `${www}/set-auth-token`)
    assert.equal(endpoint!.answers!.put!.problem, 'token-missing')
    assert.deepEqual(hosts, {
      'shop.example': { cnames: [], addresses: ['127.1.0.1'] },
      'www.shop.example': { cnames: [], addresses: ['127.1.0.2'] },
    })
  })

  test('no redirect is recorded with what may be secret', async () => {
    const facts = await rig.gather('shop.example/secret')
    assert.deepEqual(facts.page.redirects, [rig.origin('www.shop.example/')])
    assert.doesNotMatch(JSON.stringify(facts.page.redirects), /pw|code/)
    const asked = new URL(rig.origin('www.shop.example/?token=abc#abc'))
    asked.password = 'abc'
    const { page } = await rig.gather('', { page: asked.href })
    assert.equal(page.url, rig.origin('www.shop.example/'))
  })

  test('relative redirects', async () => {
    const { page } = await rig.gather('shop.example/relative')
    const paths = [rig.origin('shop.example/three'), rig.origin('www.shop.example/')]
    assert.deepEqual(page.redirects, paths)
  })

  for (const [path, words] of [
    ['/itself', 'it redirects to itself without a cookie'],
    ['/itself#part', 'it redirects to itself without a cookie'],
    ['/loop', '{url} is redirected to itself in the end'],
  ]) {
    test(`redirected in a circle: ${path}`, async () => {
      const { page } = await rig.gather(`shop.example${path}`)
      const detail = words.replace('{url}', rig.origin(`shop.example${path}`))
      assert.deepEqual(page.answer, {
        status: 301,
        headers: { age: '3' },
        failure: { reason: 'redirect-loop', detail },
      })
      assert.equal(page.serviceWorker, undefined)
    })
  }

  test('ten redirects and one more', async () => {
    const ten = await rig.gather('shop.example/count?9')
    assert.equal(ten.page.answer!.status, 200)
    assert.equal(ten.page.redirects!.length, 10)
    const eleven = await rig.gather('shop.example/count?10')
    assert.deepEqual(eleven.page.answer!.failure, {
      reason: 'redirect-loop',
      detail: 'more than 10 redirects',
    })
  })

  for (const path of ['/app', '/nonsense', '/no-name', '/long-name']) {
    test(`a redirect to where no page is: ${path}`, async () => {
      const { page } = await rig.gather(`shop.example${path}`)
      assert.deepEqual(page.answer, { status: 301, headers: { age: '3' } })
      assert.ok(!('redirects' in page))
    })
  }

  test('a redirect to a name with a dot at its end, which is the same host', async () => {
    const { page } = await rig.gather('shop.example/dot')
    assert.deepEqual(page.redirects, [rig.origin('www.shop.example/')])
    assert.equal(page.answer!.status, 200)
  })

  test('a redirect to a host that does not exist', async () => {
    const { page, hosts } = await rig.gather('shop.example/gone')
    assert.equal(page.answer!.failure!.reason, 'dns')
    assert.equal(hosts['none.shop.example'].failures![0].reason, 'nxdomain')
  })

  const found = {
    '/inline': 'found',
    '/script': 'found',
    '/module': 'found',
    '/base': 'found',
    '/too-many-found': 'found',
  }
  const none = { '/none': 'none', '/gone': 'none', '/many': 'none' }
  const unknown = ['/too-many', '/moved', '/reset', '/long', '/zipped', '/json', '/not-there']
  const expected = {
    ...found,
    ...none,
    ...Object.fromEntries(unknown.map((path) => [path, undefined])),
  }
  for (const [path, serviceWorker] of Object.entries(expected)) {
    test(`service worker: ${path}: ${serviceWorker ?? 'not known'}`, async () => {
      const { page } = await rig.gather(`workers.shop.example${path}`)
      assert.equal(page.serviceWorker, serviceWorker)
    })
  }

  test('twenty scripts are read, each once, and none of another origin', async () => {
    requests = []
    await rig.gather('workers.shop.example/too-many')
    const asked = requests.filter((path) => path.includes('.js'))
    assert.equal(new Set(asked).size, 20)
    assert.equal(asked.length, 20)
  })
})
