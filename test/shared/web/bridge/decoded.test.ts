import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isDecoded } from '../../../../shared/web/bridge/decoded.ts'
import { lendGlobal } from '../page.ts'

test('Deno has decoded a body where one coding that it knows stands alone', (t) => {
  lendGlobal(t, 'Deno', {})
  for (const coding of ['gzip', 'br', 'GZIP']) assert.equal(isDecoded(coding), true, coding)
  for (const said of ['', 'x-gzip', 'gzip, br', 'deflate', 'zstd'])
    assert.equal(isDecoded(said), false, said)
})
