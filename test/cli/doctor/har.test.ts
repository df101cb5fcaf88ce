import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { suite, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Diagnosis } from '../../../doctor/rules/diagnosis.ts'
import { startNameServer, whyNoNameServer } from '../../doctor/network/name-server.ts'
import { expected, harOf } from '../../doctor/plan/har/log-in.ts'
import { runEdgemint } from '../run-edgemint.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const edgemint = fileURLToPath(new URL('../../../cli/edgemint.js', import.meta.url))
const nowhere = ['--dns', '127.0.0.1:1', '--timeout', '0.5']

const records = [
  'www.example.com. 60 IN A 203.0.113.5',
  'api.example.com. 60 IN CNAME lb.vendor.example.',
  'lb.vendor.example. 60 IN A 198.51.100.7',
  'login.idp.example. 60 IN A 192.0.2.10',
]

suite('edgemint doctor --har', { concurrency: 2 }, () => {
  test('each cookie gets its verdict by what DNS says now', { skip: whyNoNameServer }, async () => {
    const server = await startNameServer(records)
    try {
      const folder = temporaryFolder({ 'log-in.har': JSON.stringify(harOf('Firefox')) })
      const args = ['doctor', '--har', 'log-in.har', '--json', '--dns', server.address]
      const run = await runEdgemint(folder, args)
      const { cookies, findings } = JSON.parse(run.stdout) as Diagnosis
      const found = cookies.map(({ cookie: { name }, host, verdicts }) => {
        const { way, outcome } = verdicts.find(({ since }) => since === '18.4')!
        return `${name}, ${host}, ${way}: ${outcome}`
      })
      assert.deepEqual(found, expected)
      assert.ok(!findings.some(({ severity }) => severity === 'unknown'))
      assert.match(run.stderr, /^Not judged, .* the cookies of pixel\.tracker\.example\.\n$/)
      assert.doesNotMatch(run.stdout, /SECRET/)
      assert.equal(run.exitCode, 1)
    } finally {
      await server.close()
    }
  })

  test('without DNS it says so, and goes by the addresses that were recorded', async () => {
    const folder = temporaryFolder({ 'log-in.har': JSON.stringify(harOf('Chrome')) })
    const args = ['doctor', '--har', 'log-in.har', '--api', 'api.example.com', '--json', ...nowhere]
    const { cookies, facts, findings } = JSON.parse(
      (await runEdgemint(folder, args)).stdout,
    ) as Diagnosis
    assert.deepEqual(facts.hosts['api.example.com'].addresses, ['2001:db8::5'])
    assert.ok(findings.some(({ severity }) => severity === 'unknown'))
    assert.ok(!cookies.some(({ host }) => host === 'login.idp.example'))
  })

  test('a file that is none is an error that shows nothing of it', async () => {
    const folder = temporaryFolder({ 'log-in.har': '{ "log": SECRET' })
    const run = await runEdgemint(folder, ['doctor', '--har', 'log-in.har'])
    assert.match(
      run.stderr,
      /^edgemint: log-in\.har has a mistake:\n {2}HAR: it is not JSON, so it is no HAR\.\n {4}→ /,
    )
    assert.doesNotMatch(run.stderr, /SECRET/)
    assert.equal(run.exitCode, 2)
  })

  test('what would be ignored beside it is refused', async () => {
    for (const [args, says] of [
      [['--har', 'a.har', '--mint', 'SECRET-token'], /leave --mint out/],
      [['--har', 'a.har', '--set-cookie', 'SECRET'], /leave --set-cookie out/],
      [['--facts', 'a.json', '--har', 'a.har'], /leave --har out/],
      [['--mint', '-', '--set-cookie', '-'], /cannot both be read from standard input/],
      [['--har', 'none.har'], /--har none\.har cannot be read: there is no such file/],
    ] as const) {
      const run = await runEdgemint(temporaryFolder(), ['doctor', ...args])
      assert.match(run.stderr, says)
      assert.doesNotMatch(run.stderr, /SECRET/)
      assert.equal(run.exitCode, 2)
    }
  })
})

suite('edgemint doctor --set-cookie', { concurrency: 2 }, () => {
  const site = ['doctor', 'https://shop.localhost:1', '--api', 'https://api.shop.localhost:1']

  test('the cookies of the headers of an answer, from standard input', () => {
    const args = [edgemint, ...site, '--set-cookie', '-', '--json', '--timeout', '5']
    const input = 'HTTP/2 200\r\nset-cookie: id=SECRET; Path=/; Secure\r\nSet-Cookie: b=SECRET\r\n'
    const run = ((): string => {
      try {
        return execFileSync(process.execPath, args, { input, encoding: 'utf8' })
      } catch (error) {
        return (error as { stdout: string }).stdout
      }
    })()
    const { facts } = JSON.parse(run) as Diagnosis
    assert.deepEqual(facts.recorded, [
      {
        url: 'https://api.shop.localhost:1/',
        cookie: {
          name: 'id',
          valueOctets: 6,
          attributes: [
            { name: 'Path', value: '/' },
            { name: 'Secure', value: '' },
          ],
        },
      },
      {
        url: 'https://api.shop.localhost:1/',
        cookie: { name: 'b', valueOctets: 6, attributes: [] },
      },
    ])
    assert.doesNotMatch(run, /SECRET/)
  })

  test('without an API it is the site’s own host that set it', async () => {
    const args = [...site.slice(0, 2), '--set-cookie', 'id=SECRET', '--json', '--timeout', '5']
    const { facts } = JSON.parse((await runEdgemint(temporaryFolder(), args)).stdout) as Diagnosis
    assert.equal(facts.recorded![0].url, 'https://shop.localhost:1/')
  })

  test('a cookie without a name is one, if it has attributes or is called so', async () => {
    for (const header of ['SECRET; Path=/', 'Set-Cookie: SECRET']) {
      const args = [...site.slice(0, 2), '--set-cookie', header, '--json', '--timeout', '5']
      const { facts } = JSON.parse((await runEdgemint(temporaryFolder(), args)).stdout) as Diagnosis
      assert.deepEqual(
        [facts.recorded![0].cookie.name, facts.recorded![0].cookie.valueOctets],
        ['', 6],
      )
    }
  })

  test('what is no header, and too many of them', async () => {
    const many = Array.from({ length: 65 }, (_none, index) => `c${index}=SECRET`).join('\n')
    for (const [header, says] of [
      ['U0VDUkVU==', /--set-cookie: this is no Set-Cookie header\./],
      ['Cookie: id=SECRET; b=c', /--set-cookie: this is no Set-Cookie header\./],
      ['SECRET', /--set-cookie: this is no Set-Cookie header\.\n {2}→ Copy what stands/],
      ['', /this is no Set-Cookie header/],
      [many, /there are 65 cookies; at most 64/],
    ] as const) {
      const run = await runEdgemint(temporaryFolder(), [...site, '--set-cookie', header])
      assert.match(run.stderr, says)
      assert.doesNotMatch(run.stderr, /SECRET/)
      assert.equal(run.exitCode, 2)
    }
  })
})
