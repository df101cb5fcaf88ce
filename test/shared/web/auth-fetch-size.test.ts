import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

test('authFetch costs a page 2.1 KB, 1.2 KB as it is sent, its error included, and nothing else of the client is in it', async () => {
  const entry = fileURLToPath(new URL('../../../shared/web/auth-fetch.ts', import.meta.url))
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
  })
  const { text, contents } = outputFiles[0]
  assert.ok(contents.length < 2150, `${contents.length} octets`)
  const sent = gzipSync(contents).length
  assert.ok(sent < 1250, `${sent} octets`)
  assert.doesNotMatch(text, /Password gate|bad token|Promise\.resolve/)
})
