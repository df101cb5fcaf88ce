import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inlineConfig, silentLogger, starts, viteProject } from './vite-project.ts'

test('Safari’s refusal of http is said once, however often a server starts, and not with https', async () => {
  const { lines, logger } = silentLogger()
  const root = viteProject()
  const said: number[] = []
  for (const https of [true, false, false]) {
    await (await starts.dev(inlineConfig(root, { https }, { customLogger: logger }))).close()
    said.push(lines.filter((line) => line.includes('Safari')).length)
  }
  assert.deepEqual(said, [0, 1, 1])
})
