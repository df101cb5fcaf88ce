import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { after, before, suite, test } from 'node:test'
import { freePort } from '../../free-port.ts'
import { copyProject, type Project } from './project.ts'

interface Start {
  exitCode: number | null
  stdout: string
  stderr: string
}

let project: Project
before(() => {
  project = copyProject()
})
after(() => project?.remove())

function start(args: string[]): Promise<Start> {
  const main = `${project.folder}/demo/server/main.ts`
  return new Promise((resolve) => {
    // Half of a start is compiling the packagers that the demo imports.
    const env = { ...process.env, NODE_COMPILE_CACHE: `${project.temporary}/compiled` }
    const options = { cwd: project.folder, env, timeout: 60_000 }
    const child = execFile(process.execPath, [main, ...args], options, (_error, stdout, stderr) => {
      resolve({ exitCode: child.exitCode, stdout, stderr })
    })
  })
}

suite('a port that is taken is named, with the cure', () => {
  for (const option of ['--port', '--https-port']) {
    test(option, async () => {
      const other = createServer().listen(0, '127.0.0.1')
      await once(other, 'listening')
      try {
        const { port } = other.address() as AddressInfo
        const free = option === '--port' ? '--https-port' : '--port'
        const args = [option, String(port), free, String(await freePort())]
        const { exitCode, stdout, stderr } = await start(args)
        assert.equal(
          stderr,
          `edgemint: port ${port} is taken by another program.\n  → Stop that program, or choose another port: npm start -- ${option} ${port + 1000}\n`,
        )
        assert.equal(stdout, '')
        assert.equal(exitCode, 1)
      } finally {
        other.close()
      }
    })
  }
})

suite('a wrong option exits with 2 and shows how to start', { concurrency: 2 }, () => {
  const mistakes: [args: string[], message: RegExp][] = [
    [['--https-port', '65536'], /^edgemint: --https-port 65536 is not a port from 1 to 65535\.\n/],
    [
      ['--port', '9000', '--https-port', '9000'],
      /^edgemint: http and https cannot share port 9000/,
    ],
    [['--prot', '8080'], /^edgemint: Unknown option '--prot'/],
  ]
  for (const [args, message] of mistakes) {
    test(args.join(' '), async () => {
      const { exitCode, stdout, stderr } = await start(args)
      assert.match(stderr, message)
      assert.match(stderr, /\nnpm start -- --port 8080 --https-port 8443\n$/)
      assert.equal(stdout, '')
      assert.equal(exitCode, 2)
    })
  }
})

test('without a good config the demo does not start, and says what is wrong with it', async () => {
  project.edit('edgemint.config.ts', () => 'export default {}\n')
  const ports = ['--port', await freePort(), '--https-port', await freePort()].map(String)
  const { exitCode, stdout, stderr } = await start(ports)
  assert.match(stderr, /^edgemint: edgemint\.config\.ts has a mistake:\n {2}site: .+\n {4}→ /)
  assert.equal(stdout, '')
  assert.equal(exitCode, 1)
})
