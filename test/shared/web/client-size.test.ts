import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

test('the client costs a page 1.2 KB, 0.8 KB as it is sent, and imports nothing', async () => {
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
  const { contents } = outputFiles[0]
  assert.ok(contents.length < 1250, `${contents.length} octets`)
  const sent = gzipSync(contents).length
  assert.ok(sent < 850, `${sent} octets`)
})
