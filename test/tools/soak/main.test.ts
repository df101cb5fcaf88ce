import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { load, type Job } from '../../../tools/soak/load.ts'
import { freePort } from '../../free-port.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const soak = async (...args: string[]): Promise<{ stdout: string; stderr: string }> =>
  promisify(execFile)(process.execPath, ['tools/soak/main.ts', ...args], { cwd: root })

test('npm run soak dev', { timeout: 120_000 }, async () => {
  // The next one is for https.
  const port = String(await freePort(2))
  const { stdout } = await soak('dev', '--requests', '300', '--port', port)
  assert.match(stdout, /^dev: 300 requests in \d+ s\n/)
  assert.match(stdout, /^edgemint dev \d+ +\d+ +\d+ +\d+$/m)
  assert.match(stdout, /^All as it should be.*\.\n$/m)
})

test('a wrong call of npm run soak says what is wrong', async () => {
  await assert.rejects(soak('nothing'), ({ stderr, code }: { stderr: string; code: number }) => {
    assert.match(stderr, /^there is no nothing\n\nnpm run soak -- /)
    return code === 2
  })
})

test('a wrong answer is told, and one that never comes whole', async () => {
  const server = createServer((request, response) => {
    if (request.url === '/half') response.writeHead(200, { 'content-length': 9 }).write('half')
    if (request.url === '/half') return void setImmediate(() => response.destroy())
    response.setHeader('set-cookie', 'other=1').end('body')
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const url = 'http://example.localhost'
  const jobs: Job[] = [
    { method: 'GET', url: `${url}/`, status: 200, holds: 'other=1' },
    { method: 'GET', url: `${url}/status`, status: 204 },
    { method: 'GET', url: `${url}/cookie`, status: 200, holds: 'ours=1' },
    { method: 'GET', url: `${url}/half`, status: 200 },
    { method: 'GET', url: `${url}/seldom`, status: 500, oneOf: 3 },
  ]
  const wrong: string[] = []
  await load(jobs, (server.address() as AddressInfo).port, 10, (told) => wrong.push(told))
  server.close()
  assert.deepEqual(wrong.toSorted(), [
    `GET ${url}/cookie: without ours=1`,
    `GET ${url}/cookie: without ours=1`,
    `GET ${url}/half: aborted`,
    `GET ${url}/half: aborted`,
    `GET ${url}/seldom: 200, not 500`,
    `GET ${url}/status: 200, not 204`,
    `GET ${url}/status: 200, not 204`,
  ])
})
