import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { suite, test } from 'node:test'
import { readOptions } from '../../../cli/dev/options.ts'
import { commandsOf, inlineCommands, readBlocks } from '../../documentation/blocks.ts'
import { freePort } from '../../free-port.ts'
import { runEdgemint } from '../run-edgemint.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const folder = temporaryFolder({
  'edgemint.config.ts': "export default { site: 'https://www.example.com' }",
})
const run = (...args: string[]) => runEdgemint(folder, ['dev', ...args])
const to = ['--to', 'http://localhost:5173']

suite('a wrong call exits with 2 and says what to write', { concurrency: 2 }, () => {
  const mistakes: [args: string[], message: RegExp][] = [
    [[], /^edgemint: --to is missing: [^]+→ Start it in another terminal/],
    [
      ['--to', 'localhost:5173'],
      /--to localhost:5173 is not the address of a server\.\n {2}→ .+http:\/\/localhost:5173\n$/,
    ],
    [['--to', '5173'], /is not the address of a server/],
    [['--to', 'file:///etc/passwd'], /is not the address of a server/],
    [
      ['--to', 'http://user:secret@localhost:5173'],
      /^edgemint: --to must have no user name and no password\.\n/,
    ],
    [
      ['--to', 'http://localhost:5173/app'],
      /has a path\.\n {2}→ Write --to http:\/\/localhost:5173\n$/,
    ],
    [['--to', 'http://localhost:8080'], /is where edgemint dev itself listens/],
    [['--to', 'https://[::1]:8443'], /is where edgemint dev itself listens/],
    [
      [...to, '--api', 'x'],
      /--api x is not the address of a server\.\n {2}→ .+http:\/\/localhost:3000\n$/,
    ],
    [[...to, '--runtime', 'worker'], /there is no runtime "worker"\. Did you mean workers\?/],
    [
      [...to, '--port', '0'],
      /^edgemint: --port 0 is not a port from 1 to 65535\.\n {2}→ See edgemint dev --help\n$/,
    ],
    [[...to, '--port', '9000', '--https-port', '9000'], /cannot share port 9000/],
    [[...to, '--prot', '1'], /there is no option --prot\. Did you mean --port\?/],
  ]
  for (const [args, message] of mistakes) {
    test(args.join(' ') || 'nothing', async () => {
      const { exitCode, stdout, stderr } = await run(...args)
      assert.match(stderr, message)
      assert.doesNotMatch(stderr, /secret/)
      assert.deepEqual([exitCode, stdout], [2, ''])
    })
  }
})

test('every call that the README and the docs show is understood', () => {
  const calls = [...readBlocks().flatMap(commandsOf), ...inlineCommands()].filter((command) =>
    command.startsWith('npx edgemint dev '),
  )
  assert.ok(calls.length >= 2)
  for (const call of calls) assert.ok(readOptions(call.split(' ').slice(3)), call)
})

test('--help shows every option', async () => {
  const { exitCode, stdout } = await run('--help')
  for (const option of ['to', 'api', 'port', 'https-port', 'runtime', 'config', 'env']) {
    assert.ok(stdout.includes(`--${option} `), option)
  }
  assert.equal(exitCode, 0)
})

test('a port that is taken is named, with the cure', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  try {
    const { port } = other.address() as AddressInfo
    const { exitCode, stderr } = await run(
      ...to,
      '--port',
      String(port),
      '--https-port',
      String(await freePort()),
    )
    assert.equal(
      stderr,
      `edgemint: port ${port} is taken by another program.\n  → Stop that program, or choose another port: edgemint dev --to http://localhost:5173 --port ${port + 1000}\n`,
    )
    assert.equal(exitCode, 1)
  } finally {
    other.close()
  }
})

test('a config with a mistake is refused before anything starts', async () => {
  const { exitCode, stdout, stderr } = await runEdgemint(
    temporaryFolder({ 'edgemint.config.ts': 'export default {}' }),
    ['dev', ...to],
  )
  assert.match(stderr, /^edgemint: edgemint\.config\.ts has a mistake:\n {2}site: /)
  assert.deepEqual([exitCode, stdout], [1, ''])
})
