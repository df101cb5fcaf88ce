import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from '../../free-port.ts'
import { processesOfGroup } from '../../processes-of-group.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const edgemint = fileURLToPath(new URL('../../../cli/edgemint.js', import.meta.url))

test('Ctrl-C before edgemint dev is ready ends it without a word, though it ends the bundler too', async () => {
  const folder = temporaryFolder({
    'edgemint.config.ts': "export default { site: 'https://www.example.com' }",
  })
  const ports = ['--port', String(await freePort()), '--https-port', String(await freePort())]
  const args = ['dev', '--to', 'http://localhost:5173', '--runtime', 'workers', ...ports]
  // A group of its own, as a terminal gives it.
  const child = spawn(process.execPath, [edgemint, ...args], { cwd: folder, detached: true })
  const ended = once(child, 'exit')
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text))
  while (!processesOfGroup(child.pid!).some((line) => line.includes('esbuild --service'))) {
    assert.equal(child.exitCode, null, output)
    await setTimeout(5)
  }
  process.kill(-child.pid!, 'SIGINT')
  const [exitCode] = await ended
  assert.equal(output, '')
  assert.equal(exitCode, 0)
})
