import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { runEdgemint, type Run } from '../run-edgemint.ts'
import { temporaryFolder } from '../temporary-folder.ts'

/** Titles of windows, colours, a link and C1 in one, marks of direction and what is not seen. */
const poison =
  '\x1b]0,owned\x07\x1b[31m\x9b2J\x85\u202ereversed\u2066\u061c\u200b\u2028\u2029\ufeff\u{e0041}'
const misleading = /[^\P{Cc}\n]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u

const cookie = {
  name: `sid${poison}`,
  valueOctets: 3,
  attributes: [
    { name: 'Path', value: `/${poison}` },
    { name: 'Domain', value: `${poison}.example.com` },
  ],
}
const answer = {
  status: 200,
  headers: {
    'cache-control': `max-age=60, ${poison}`,
    'access-control-allow-origin': poison,
    server: poison,
  },
  problem: poison,
  cookies: [cookie],
}
const failed = { failure: { reason: 'certificate', detail: poison } }

const plans: Record<string, object> = {
  answers: {
    version: 1,
    page: { url: 'https://www.example.com', answer, serviceWorker: 'found' },
    endpoint: { url: '/set-auth-token', answers: { put: answer, mint: answer, delete: answer } },
    api: {
      url: 'https://api.example.com/x',
      cookies: [cookie, { ...cookie, attributes: [] }],
      answers: { preflight: answer, 'is-authed': { ...answer, status: 404 }, foreign: failed },
    },
    hosts: {
      'www.example.com': { cnames: ['a.cdn.example'], addresses: ['203.0.113.5'] },
      'api.example.com': { addresses: ['198.51.100.7'] },
    },
  },
  failures: {
    version: 1,
    page: { url: 'https://www.example.com', answer: failed },
    endpoint: { url: '/set-auth-token', answers: { put: failed, get: failed } },
    api: { url: 'https://api.example.com/x', answers: { preflight: failed } },
    hosts: {
      'www.example.com': { addresses: ['203.0.113.5'] },
      'api.example.com': { addresses: ['203.0.113.7'] },
    },
  },
}

function assertPlain(text: string): void {
  assert.equal(misleading.exec(text)?.[0], undefined, JSON.stringify(text.slice(0, 500)))
}

async function runWith(text: string, form: string[]): Promise<{ run: Run; folder: string }> {
  const folder = temporaryFolder({ 'plan.json': text })
  return { folder, run: await runEdgemint(folder, ['doctor', '--facts', 'plan.json', ...form]) }
}

suite('what a plan holds moves no terminal and hides nothing', { concurrency: 2 }, () => {
  for (const [name, plan] of Object.entries(plans)) {
    for (const form of [[], ['--ci'], ['--json'], ['--html', 'report.html']]) {
      test(`${name}: ${form[0] ?? 'terminal'}`, async () => {
        const { run, folder } = await runWith(JSON.stringify(plan), form)
        assert.equal(run.stderr, '')
        assert.equal(run.exitCode, name === 'answers' ? 1 : 2)
        assertPlain(run.stdout)
        assert.ok(run.stdout.includes(String.raw`\u001b]0,owned\u0007`))
        if (!form.includes('--html')) return
        const report = readFileSync(join(folder, 'report.html'), 'utf8')
        assertPlain(report)
        assert.ok(report.includes(String.raw`\u001b]0,owned\u0007`))
      })
    }
  }

  test('--json is JSON of the same values', async () => {
    const { run } = await runWith(JSON.stringify(plans.answers), ['--json'])
    assert.equal(JSON.parse(run.stdout).facts.page.answer.headers.server, poison)
  })

  for (const [title, plan] of [
    ['a field', { version: 1, [poison]: 1 }],
    ['a field with lines of its own', { version: 1, 'a\n    → rm -rf': 1 }],
    ['a version', { version: poison }],
    ['a host', { version: 1, page: 'https://www.example.com', hosts: { [poison]: {} } }],
    [
      'a header',
      { version: 1, page: { url: 'https://a.example', answer: { headers: { [poison]: 1 } } } },
    ],
    ['a word', { version: 1, page: { url: 'https://a.example', serviceWorker: poison } }],
  ] as const) {
    test(`a mistake: ${title}`, async () => {
      const { run } = await runWith(JSON.stringify(plan), [])
      assert.equal(run.exitCode, 2)
      assertPlain(run.stderr)
      assert.doesNotMatch(run.stderr, /^ +→ rm/m)
    })
  }

  test('a key that is there twice', async () => {
    const key = JSON.stringify(poison)
    const { run } = await runWith(`{${key}: 1, ${key}: 2}`, [])
    assert.match(run.stderr, /is there twice/)
    assertPlain(run.stderr)
  })

  test('the command line itself', async () => {
    for (const args of [
      ['--facts', poison],
      [poison, poison],
      [`https://${poison}`],
      ['--dns', poison],
    ]) {
      const run = await runEdgemint(temporaryFolder(), ['doctor', ...args])
      assert.equal(run.exitCode, 2)
      assertPlain(run.stderr)
    }
  })
})
