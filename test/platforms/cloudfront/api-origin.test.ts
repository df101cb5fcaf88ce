import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { apiOrigin } from '../../../platforms/cloudfront/api-origin.ts'

suite('the API as an origin of a distribution', () => {
  const tls = { protocol: 'https-only', tls: 'TLSv1.2' }

  test('is asked over https, on its own port', () => {
    const plain = { domain: 'api.vendor.com', port: '443', ...tls }
    assert.deepEqual(apiOrigin('https://api.vendor.com'), plain)
    assert.deepEqual(apiOrigin('https://api.vendor.com:8443'), { ...plain, port: '8443' })
  })

  test('cannot be on this machine', () => {
    assert.throws(() => apiOrigin('http://localhost:3000'), {
      message:
        /^api is http:\/\/localhost:3000, and CloudFront cannot ask a server on your machine\.\n {2}→ /,
    })
  })
})
