import assert from 'node:assert/strict'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import type { Diagnosis } from '../../../doctor/rules/diagnosis.ts'
import { runEdgemint } from '../run-edgemint.ts'
import { listFiles, temporaryFolder } from '../temporary-folder.ts'

const kept = {
  version: 1,
  page: 'https://www.example.com',
  endpoint: '/set-auth-token',
  hosts: { 'www.example.com': { addresses: ['203.0.113.5'] } },
}
const capped = {
  version: 1,
  page: 'https://www.example.com',
  api: { url: 'https://api.example.com', cookies: ['session=value-of-it; Max-Age=34560000'] },
  hosts: {
    'www.example.com': { addresses: ['203.0.113.5'] },
    'api.example.com': { addresses: ['198.51.100.7'] },
  },
}
const unknown = {
  ...kept,
  hosts: {
    'www.example.com': {
      addresses: [],
      failures: [{ question: 'A', name: 'www.example.com', reason: 'timeout' }],
    },
  },
}

function folderWith(plan: unknown): string {
  return temporaryFolder({ 'plan.json': JSON.stringify(plan) })
}

suite('edgemint doctor --facts', { concurrency: 2 }, () => {
  test('says that the cookie is kept, and exits with 0', async () => {
    const folder = folderWith(kept)
    const run = await runEdgemint(folder, ['doctor', '--facts', 'plan.json'])
    assert.equal(run.stderr, '')
    assert.match(
      run.stdout,
      /^✓ Nothing is wrong: Safari, Firefox and Chrome keep the log-in cookie of\s+www\.example\.com/,
    )
    assert.equal(run.exitCode, 0)
    assert.deepEqual(listFiles(folder), ['plan.json'])
  })

  test('says that the cookie is capped, and exits with 1', async () => {
    const run = await runEdgemint(folderWith(capped), ['doctor', '--facts', 'plan.json'])
    assert.match(
      run.stdout,
      /^! Safari logs your visitors out after 7 days\.\s+Safari 16\.4 and later cuts the cookie “session” of api\.example\.com/,
    )
    assert.equal(run.exitCode, 1)
  })

  test('says what could not be found out, and exits with 2', async () => {
    const run = await runEdgemint(folderWith(unknown), ['doctor', '--facts', 'plan.json'])
    assert.match(run.stdout, /^\? No answer from DNS about A of www\.example\.com came in time\./)
    assert.equal(run.exitCode, 2)
  })

  test('the same facts give the same bytes, in every form', async () => {
    const folder = folderWith(capped)
    for (const form of [[], ['--ci'], ['--json'], ['--html', 'report.html']]) {
      const args = ['doctor', '--facts', 'plan.json', ...form]
      const [one, other] = [await runEdgemint(folder, args), await runEdgemint(folder, args)]
      assert.equal(one.stdout, other.stdout)
      assert.equal(one.exitCode, 1)
      assert.ok(!one.stdout.includes('value-of-it'))
    }
    const report = readFileSync(join(folder, 'report.html'), 'utf8')
    assert.match(report, /^<!doctype html>/)
    assert.ok(!report.includes('value-of-it'))
  })

  test('--json prints the diagnosis, whose facts are a plan again', async () => {
    const folder = folderWith(capped)
    const first = await runEdgemint(folder, ['doctor', '--facts', 'plan.json', '--json'])
    const { facts } = JSON.parse(first.stdout)
    const again = await runEdgemint(folderWith(facts), ['doctor', '--facts', 'plan.json', '--json'])
    assert.equal(again.stdout, first.stdout)
  })

  test('--ci has a line for each verdict that is not "kept" and each finding', async () => {
    const run = await runEdgemint(folderWith(capped), ['doctor', '--facts', 'plan.json', '--ci'])
    const lines = run.stdout.trimEnd().split('\n')
    assert.match(lines[0], /^capped: session of api\.example\.com, Safari 16\.4 and later, fetch: /)
    assert.equal(
      lines.at(-1),
      'Safari 16.4 and later cuts the cookie “session” of api.example.com to 7 days.',
    )
    // oxlint-disable-next-line no-control-regex
    assert.doesNotMatch(run.stdout, /\x1b/)
  })

  test('every mistake of a plan is reported at once, and nothing of a cookie’s value', async () => {
    const plan = {
      version: 1,
      page: 'www.example.com',
      api: { url: 'https://api.example.com', cookies: [7], colour: 'red' },
      hosts: { 'api.example.com': { addresses: ['198.51.100.700'] } },
    }
    const run = await runEdgemint(folderWith(plan), ['doctor', '--facts', 'plan.json'])
    assert.equal(run.exitCode, 2)
    assert.equal(run.stdout, '')
    assert.match(run.stderr, /^edgemint: plan\.json has \d mistakes:\n/)
    for (const place of [
      'page',
      'api.cookies[0]',
      'api.colour',
      'hosts["api.example.com"].addresses[0]',
    ]) {
      assert.ok(run.stderr.includes(`  ${place}: `), `${place} in\n${run.stderr}`)
    }
  })

  test('a plan that is no JSON is named, and not repeated', async () => {
    const folder = temporaryFolder({ 'plan.json': '{ "cookie": "secret-value' })
    const run = await runEdgemint(folder, ['doctor', '--facts', 'plan.json'])
    assert.equal(run.exitCode, 2)
    assert.equal(
      run.stderr,
      'edgemint: plan.json is not JSON.\n  → Look for a missing quote or comma.\n',
    )
  })
})

suite('edgemint doctor, called wrongly', { concurrency: 2 }, () => {
  const calls: [string[], RegExp][] = [
    [
      [],
      /there is no edgemint\.config\.ts in .*name a site: edgemint doctor https:\/\/www\.example\.com/s,
    ],
    [['https://a.example', 'https://b.example'], /"https:\/\/b\.example" is one site too many/],
    [
      ['http://www.example.com'],
      /the site "http:\/\/www\.example\.com" is not https.*Write "https:\/\/www\.example\.com"/s,
    ],
    [['https://user:secret@www.example.com'], /the site has a user name or password in it/],
    [['ftp://www.example.com'], /the site "ftp:\/\/www\.example\.com" is not a URL/],
    [['https://www.example.com', '--api', 'http://api.example.com'], /--api .* is not https/],
    [['https://www.example.com', '--endpoint', 'set'], /--endpoint "set" is not a path/],
    [['https://www.example.com', '--timeout', '0'], /--timeout "0" is not a number of seconds/],
    [
      ['https://www.example.com', '--timeout', 'soon'],
      /--timeout "soon" is not a number of seconds/,
    ],
    [
      ['https://www.example.com', '--dns', 'dns.example'],
      /--dns "dns\.example" is not the address/,
    ],
    [
      ['https://www.example.com', '--dns', '127.0.0.1:99999'],
      /--dns "127\.0\.0\.1:99999" is not the address/,
    ],
    [
      ['https://www.example.com', '--ca', 'none.pem'],
      /--ca none\.pem cannot be read: there is no such file/,
    ],
    [
      [`https://www.example.com/${'a'.repeat(9000)}`],
      /the site has 9024 characters; at most 8192 are allowed/,
    ],
    [
      ['https://www.example.com', '--endpoint', `/${'a'.repeat(9000)}`],
      /--endpoint is too long for a path/,
    ],
    [['https://www..example.com'], /the site "https:\/\/www\.\.example\.com" is not a URL/],
    [['https://www.example.com', '--ca', 'empty.pem'], /--ca empty\.pem holds no certificate/],
    [['https://www.example.com', '--mint', 'a secret'], /--mint: a token is ASCII without spaces/],
    [['https://www.example.com', '--mint', 'secret7'], /--mint: this is too short for a token/],
    [
      ['https://www.example.com', '--refresh-life', '7d'],
      /--refresh-life "7d" is not a life.*Write whole seconds/s,
    ],
    [['https://www.example.com', '--refresh-life', '0'], /--refresh-life "0" is not a life/],
    [
      ['--facts', 'plan.json', '--refresh-life', '604800'],
      /--facts judges the plan alone: leave --refresh-life out/,
    ],
    [['https://www.example.com', '--html', ''], /--html needs the name of a file/],
    [['https://www.example.com', '--mint', ''], /--mint needs a token/],
    [
      ['https://www.example.com', '--facts', 'plan.json'],
      /--facts judges the plan alone: leave a site out/,
    ],
    [
      ['--facts', 'plan.json', '--mint', 'secret'],
      /--facts judges the plan alone: leave --mint out/,
    ],
    [['--facts', 'plan.json'], /--facts plan\.json cannot be read: there is no such file/],
    [['--config', 'other.ts'], /there is no other\.ts/],
    [['--jsn'], /no option --jsn\. Did you mean --json\?\n  → See edgemint doctor --help\n$/],
  ]
  for (const [args, message] of calls) {
    test(`edgemint doctor ${args.join(' ').slice(0, 80)}`, async () => {
      const folder = temporaryFolder({ 'empty.pem': '' })
      const run = await runEdgemint(folder, ['doctor', ...args])
      assert.match(run.stderr, message)
      assert.ok(!run.stderr.includes('secret'), run.stderr)
      assert.equal(run.stdout, '')
      assert.equal(run.exitCode, 2)
      assert.deepEqual(listFiles(folder), ['empty.pem'])
    })
  }

  for (const [file, reason] of [
    ['no/folder/report.html', 'there is no such file or folder'],
    ['plan.json/report.html', 'a part of the path is a file, not a folder'],
    ['.', 'it is a folder, not a file'],
  ]) {
    // It is told before a site is looked at, which takes a while: even before the plan.
    test(`a report that cannot be written is an error of its own: ${file}`, async () => {
      const args = ['doctor', '--facts', 'no.json', '--html', file]
      const run = await runEdgemint(folderWith(kept), args)
      assert.equal(
        run.stderr,
        `edgemint: --html ${file} cannot be written: ${reason}.\n  → Choose another file.\n`,
      )
      assert.equal(run.exitCode, 2)
    })
  }

  test('a report replaces nothing but a report', async () => {
    const folder = folderWith(kept)
    const before = readFileSync(join(folder, 'plan.json'), 'utf8')
    const write = (file: string): ReturnType<typeof runEdgemint> =>
      runEdgemint(folder, ['doctor', '--facts', 'plan.json', '--html', file])
    const run = await write('plan.json')
    assert.match(run.stderr, /--html plan\.json: that file is no report of doctor’s, and is left/)
    assert.equal(run.exitCode, 2)
    assert.equal(readFileSync(join(folder, 'plan.json'), 'utf8'), before)
    const early = await runEdgemint(folder, ['doctor', '--facts', 'no.json', '--html', 'plan.json'])
    assert.match(early.stderr, /--html plan\.json: that file is no report/)
    writeFileSync(join(folder, 'report.html'), '')
    for (const time of ['over an empty file', 'over a report']) {
      assert.equal((await write('report.html')).exitCode, 0, time)
    }
    chmodSync(join(folder, 'report.html'), 0o444)
    const refused = await write('report.html')
    assert.match(refused.stderr, /--html report\.html cannot be written: it is read-only\./)
    assert.equal(refused.exitCode, 2)
  })

  test('--help shows the options', async () => {
    const run = await runEdgemint(temporaryFolder(), ['doctor', '--help'])
    assert.match(run.stdout, /^edgemint doctor \[SITE\]/)
    assert.equal(run.exitCode, 0)
  })
})

test('without a site it takes that of the config, with its cookie', async () => {
  const config = `export default {
    site: 'https://shop.localhost:1',
    api: 'https://api.shop.localhost:1',
    endpoint: '/mint',
    cookie: { name: '__Host-session', maxAge: 3600 },
  }`
  const folder = temporaryFolder({ 'edgemint.config.ts': config })
  const run = await runEdgemint(folder, ['doctor', '--json', '--timeout', '5'])
  assert.equal(run.stderr, '')
  const { facts, cookies, exitCode } = JSON.parse(run.stdout)
  assert.equal(facts.page.url, 'https://shop.localhost:1/')
  assert.equal(facts.endpoint.url, 'https://shop.localhost:1/mint')
  assert.equal(facts.api.url, 'https://api.shop.localhost:1/is-authed')
  assert.equal(cookies[0].source, 'config')
  assert.deepEqual(cookies[0].cookie, {
    name: '__Host-session',
    valueOctets: 0,
    attributes: [
      { name: 'Max-Age', value: '3600' },
      { name: 'Path', value: '/' },
      { name: 'HttpOnly', value: '' },
      { name: 'Secure', value: '' },
      { name: 'SameSite', value: 'Strict' },
    ],
  })
  assert.equal(run.exitCode, exitCode)
})

test('with a bridge in the config it judges all cookies, and names the fact that is missing', async () => {
  const config = `export default {
    site: 'https://shop.localhost:1',
    api: 'https://api.vendor.localhost:1/v1',
    bridge: { path: '/api', preset: 'kuroco' },
    secret: 'EDGEMINT_SECRET',
  }`
  const folder = temporaryFolder({ 'edgemint.config.ts': config })
  const options = ['--json', '--timeout', '5', '--refresh-life', '604800']
  const run = await runEdgemint(folder, ['doctor', ...options])
  assert.equal(run.stderr, '')
  const { facts, cookies, findings } = JSON.parse(run.stdout) as Diagnosis
  assert.equal(facts.bridge!.url, 'https://shop.localhost:1/api')
  assert.deepEqual(facts.api, {
    url: 'https://api.vendor.localhost:1/v1',
    tokenHeader: 'x-rcms-api-access-token',
  })
  assert.deepEqual(
    cookies.map(({ cookie, holds, source }) => [cookie.name, holds, source]),
    [
      ['__Host-authToken', undefined, 'config'],
      ['__Secure-authToken-refresh', 'refresh-token', 'config'],
      ['__Host-authToken-stamp', 'stamp', 'config'],
    ],
  )
  const ids = new Set(findings.map(({ id }) => id))
  for (const id of ['bridge-unreachable', 'refresh-token-short', 'api-token-untested'] as const) {
    assert.ok(ids.has(id), id)
  }
  const missing = findings.find(({ id }) => id === 'api-token-untested')!
  assert.match(missing.title, /--api https:\/\/api\.vendor\.localhost:1\/v1\/profile/)
})
