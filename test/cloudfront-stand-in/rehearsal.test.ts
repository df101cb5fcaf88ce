import assert from 'node:assert/strict'
import { execFile, spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { after, before, suite, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { startDemoServers, type DemoServer } from '../browsers/demo-server.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

suite('the rehearsal, by the lines that the stand-in prints', () => {
  let demo: DemoServer
  let lines: string[]
  let env: NodeJS.ProcessEnv
  let standIn: ChildProcessWithoutNullStreams

  before(async () => {
    standIn = spawn(process.execPath, ['test/cloudfront-stand-in/main.ts'], { cwd: root })
    demo = (await startDemoServers({ demo: {} })).demo
    let printed = ''
    for await (const chunk of standIn.stdout) {
      printed += chunk
      if (printed.includes('Ctrl+C')) break
    }
    lines = printed.split('\n')
    const exports = lines.filter((line) => line.startsWith('export ')).join(' ')
    const variables = [...exports.matchAll(/(\w+)=(\S+)/g)].map(([, name, value]) => [name, value])
    env = { ...process.env, ...Object.fromEntries(variables), HTTPS_PORT: String(demo.https) }
  })
  after(async () => {
    standIn.kill()
    await demo.close()
  })

  async function call(command: 'attach' | 'detach'): Promise<string> {
    const [program, ...args] = lines.find((line) => line.includes(` ${command} `))!.split(' ')
    assert.equal(program, 'node')
    const child = execFile(process.execPath, [...args, '--yes'], { cwd: root, env })
    const [said] = await Promise.all([
      Promise.all([text(child.stdout!), text(child.stderr!)]),
      once(child, 'close'),
    ])
    assert.equal(child.exitCode, 0, said.join('\n'))
    return said.join('\n')
  }

  test('attach asks the demo’s CloudFront site at the end, and detach takes all out', async () => {
    const attached = await call('attach')
    assert.match(attached, /right answers/)
    assert.match(attached, /✓ the distribution is updated/)
    assert.match(
      attached,
      new RegExp(`✓ https://cloudfront\\.localhost:${demo.https}/set-auth-token\\n`),
    )
    assert.match(await call('detach'), /✓/)
  })
})
