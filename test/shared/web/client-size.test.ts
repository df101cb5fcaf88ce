import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

test('the client costs a page at most 1 KB, and imports nothing', async () => {
  const entry = fileURLToPath(new URL('../../../shared/web/client.ts', import.meta.url))
  const { outputFiles, metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    metafile: true,
  })
  assert.equal(Object.keys(metafile.inputs).length, 1)
  const size = outputFiles[0].contents.length
  assert.ok(size <= 1024, `${size} octets`)
})
