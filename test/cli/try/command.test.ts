import assert from 'node:assert/strict'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { wrangler } from '../../platforms/wrangler.ts'
import { inTerminal } from '../in-terminal.ts'
import { runEdgemint } from '../run-edgemint.ts'
import { standIns, type Call } from '../stand-in.ts'
import { listFiles, temporaryFolder } from '../temporary-folder.ts'

const files = {
  'edgemint.config.ts': "export default { site: 'https://www.example.com' }\n",
  'dist/index.html': '<!doctype html>',
}

const call: Call = {
  program: 'wrangler',
  args: ['deploy', '--config', join('.edgemint', 'try', 'wrangler.json'), '--temporary'],
  ci: 'false',
}

suite('edgemint try cloudflare', { concurrency: 2 }, () => {
  test('says what it does and does not, asks, and calls wrangler, which asks about the terms itself', async () => {
    const programs = standIns(['wrangler'])
    const folder = temporaryFolder(files)
    const { exitCode, shown } = await inTerminal(folder, ['try', 'cloudflare'], programs, {
      typed: 'y',
    })
    assert.equal(exitCode, 0, shown)
    for (const part of [
      'Everybody with the address can open it. After an hour Cloudflare deletes it, unless you claim it.',
      'An API on another host does not get it.',
      'edgemint does not answer for you.',
      'If you are logged in to Cloudflare, wrangler refuses.',
      'Upload dist? (y/N) y',
    ]) {
      assert.ok(shown.includes(part), `${part}\n\n${shown}`)
    }
    // `CI: false` in a terminal: wrangler takes nothing for a yes.
    assert.deepEqual(programs.calls(), [call])
  })

  for (const typed of ['n', '', 'yep']) {
    test(`"${typed}" is no yes`, async () => {
      const programs = standIns(['wrangler'])
      const folder = temporaryFolder(files)
      const { exitCode, shown } = await inTerminal(folder, ['try', 'cloudflare'], programs, {
        typed: typed || ' ',
      })
      assert.equal(exitCode, 0, shown)
      assert.match(shown, /Nothing was uploaded\.\n$/)
      assert.deepEqual(programs.calls(), [])
      assert.deepEqual(listFiles(folder), Object.keys(files).toSorted())
    })
  }

  test('--yes skips our question alone: nothing like it is passed to wrangler', async () => {
    const programs = standIns(['wrangler'])
    const args = ['try', 'cloudflare', 'dist', '--yes']
    const { shown } = await inTerminal(temporaryFolder(files), args, programs)
    assert.doesNotMatch(shown, /\(y\/N\)/)
    assert.deepEqual(programs.calls(), [call])
  })

  for (const args of [[], ['--yes']]) {
    test(`without a terminal it refuses: wrangler would take that for a yes to the terms (${args.join('') || 'no option'})`, async () => {
      const programs = standIns(['wrangler'])
      const { exitCode, stderr } = await runEdgemint(
        temporaryFolder(files),
        ['try', 'cloudflare', ...args],
        process.execPath,
        { PATH: programs.path },
      )
      assert.equal(exitCode, 1)
      assert.match(stderr, /Cloudflare asks about its terms, and nobody is here to answer\./)
      assert.deepEqual(programs.calls(), [])
    })
  }

  test('logged in by a token: it says how to go on, and does not show the token', async () => {
    const programs = standIns(['wrangler'])
    const { exitCode, shown } = await inTerminal(
      temporaryFolder(files),
      ['try', 'cloudflare'],
      programs,
      { CLOUDFLARE_API_TOKEN: 'secret-token' },
    )
    assert.equal(exitCode, 1)
    assert.match(
      shown,
      /CLOUDFLARE_API_TOKEN is set.*\n {2}→ With the account: edgemint deploy workers/,
    )
    assert.doesNotMatch(shown, /secret-token/)
    assert.deepEqual(programs.calls(), [])
  })

  for (const [title, named, expected] of [
    [
      'a project with its secrets',
      '.',
      / \.env, edgemint\.config\.ts and site\/admin\/\.env are in the folder/,
    ],
    ['a folder with a secret deep in it', 'site', /admin\/\.env is in the folder/],
    ['a folder that is not there', 'nope', /there is no folder nope\.\n {2}→ Build the site/],
    ['a folder without a name', '', /there is no folder without a name\.\n/],
  ] as const) {
    test(`${title} is not uploaded`, async () => {
      const programs = standIns(['wrangler'])
      const folder = temporaryFolder({
        ...files,
        '.env': 'SECRET=x',
        'index.html': '',
        'site/index.html': '',
        'site/admin/.env': '',
      })
      const args = ['try', 'cloudflare', named, '--yes']
      const { exitCode, shown } = await inTerminal(folder, args, programs)
      assert.equal(exitCode, 1)
      assert.match(shown, expected)
      assert.deepEqual(programs.calls(), [])
    })
  }

  test('a site that is not built is not uploaded', async () => {
    const programs = standIns(['wrangler'])
    const folder = temporaryFolder({
      'edgemint.config.ts': files['edgemint.config.ts'],
      'netlify.toml': '[build]\npublish = "out"\n',
    })
    const { exitCode, shown } = await inTerminal(folder, ['try', 'cloudflare'], programs)
    assert.equal(exitCode, 1)
    assert.match(shown, /there is no out\/index\.html\.\n {2}→ Build the site first/)
    assert.deepEqual(programs.calls(), [])
  })

  test('wrangler itself takes the settings and the options, and finds nothing to warn of', async () => {
    const programs = standIns(['wrangler'])
    const folder = temporaryFolder(files)
    await inTerminal(folder, ['try', 'cloudflare', '--yes'], programs)
    const { code, output } = await wrangler([...call.args, '--dry-run'], folder)
    assert.equal(code, 0, output)
    assert.doesNotMatch(output, /WARNING/)
    assert.match(output, /Read 1 file from the assets directory/)
  })
})

test('edgemint try netlify says that Netlify takes no functions from strangers, and what to do', async () => {
  const programs = standIns(['netlify'])
  const { exitCode, stderr } = await runEdgemint(
    temporaryFolder(files),
    ['try', 'netlify', '--yes'],
    process.execPath,
    { PATH: programs.path },
  )
  assert.equal(exitCode, 1)
  assert.match(stderr, /Netlify takes no functions from somebody without an account/)
  assert.match(stderr, /→ Without an account: edgemint try cloudflare\n/)
  assert.match(
    stderr,
    /→ With a free one: npx netlify login, then edgemint deploy netlify --env try\n/,
  )
  assert.deepEqual(programs.calls(), [])
})
