import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startDemoServers } from './demo-server.ts'

test('where one demo server does not start, the others are ended', async () => {
  const configs = { good: {}, bad: { site: 'no origin' } }
  await assert.rejects(startDemoServers(configs), /npm start ended:[^]*no origin/)
  assert.ok(!process.getActiveResourcesInfo().includes('ProcessWrap'), 'a server is still running')
})
