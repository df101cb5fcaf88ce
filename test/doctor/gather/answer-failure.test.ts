import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { answerFailure } from '../../../doctor/gather/answer-failure.ts'

function failed(code: string, message = code): NodeJS.ErrnoException {
  return Object.assign(new Error(message), { code })
}

const openssl =
  'write EPROTO 40AD23A61D7F0000:error:0A000458:SSL routines:ssl3_read_bytes:tlsv1 unrecognized name:../ssl/record/rec_layer_s3.c:1590:SSL alert number 112\n'

suite('why there is no answer', () => {
  for (const [code, reason] of [
    ['ENOADDRESS', 'dns'],
    ['ECONNREFUSED', 'refused'],
    ['EHOSTUNREACH', 'unreachable'],
    ['ENETUNREACH', 'unreachable'],
    ['EADDRNOTAVAIL', 'unreachable'],
    ['ETIMEDOUT', 'timeout'],
    ['ECONNRESET', 'reset'],
    ['EPIPE', 'reset'],
    ['HPE_INVALID_CONSTANT', 'not-http'],
    ['CERT_HAS_EXPIRED', 'certificate'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'certificate'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate'],
    ['INVALID_PURPOSE', 'certificate'],
    ['HOSTNAME_MISMATCH', 'certificate'],
    // Node's word for what it has no name for, such as a key that is too short.
    ['UNSPECIFIED', 'certificate'],
    ['ERR_SSL_TLSV1_UNRECOGNIZED_NAME', 'certificate'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'not-http'],
    ['ERR_SSL_UNSUPPORTED_PROTOCOL', 'not-http'],
    ['ERR_SSL_UNEXPECTED_EOF_WHILE_READING', 'reset'],
    ['ERR_TLS_HANDSHAKE_TIMEOUT', 'timeout'],
    ['ERR_SOCKET_CONNECTION_TIMEOUT', 'timeout'],
    ['ERR_STREAM_PREMATURE_CLOSE', 'reset'],
    ['ECONNABORTED', 'reset'],
    ['EPROTO', 'not-http'],
    ['ERR_OSSL_EVP_UNSUPPORTED', 'not-http'],
    ['ERR_OF_TOMORROW', 'not-http'],
    ['', 'not-http'],
  ]) {
    test(code || 'no code', () =>
      assert.deepEqual(answerFailure(failed(code)), { reason, detail: code }),
    )
  }

  test('TLS: nothing of OpenSSL but its reason, the same at each run', () => {
    const failure = { reason: 'certificate', detail: 'TLS failed: tlsv1 unrecognized name' }
    assert.deepEqual(answerFailure(failed('EPROTO', openssl)), failure)
  })

  for (const [words, reason] of [
    ['ssl/tls alert handshake failure', 'certificate'],
    ['tlsv1 alert internal error', 'certificate'],
    ['tlsv13 alert certificate required', 'certificate'],
    ['ee key too small', 'certificate'],
    ['tlsv1 alert protocol version', 'not-http'],
    ['no protocols available', 'not-http'],
    ['wrong version number', 'not-http'],
    ['unexpected eof while reading', 'reset'],
  ]) {
    test(`TLS: ${words}`, () => {
      const message = openssl.replace('tlsv1 unrecognized name', words)
      const failure = { reason, detail: `TLS failed: ${words}` }
      assert.deepEqual(answerFailure(failed('EPROTO', message)), failure)
    })
  }

  test('no code at all', () => {
    assert.deepEqual(answerFailure(new TypeError('odd')), { reason: 'not-http', detail: 'odd' })
  })

  test('of several addresses, one that is there says more than one out of reach', () => {
    const errors = [failed('ENETUNREACH'), failed('ETIMEDOUT'), failed('ECONNREFUSED')]
    assert.equal(answerFailure(new AggregateError(errors)).reason, 'timeout')
    assert.equal(answerFailure(new AggregateError(errors.slice(0, 1))).reason, 'unreachable')
  })

  test('one line, of no more than 300 characters, and no escape sequences', () => {
    const { detail } = answerFailure(failed('ERR_TLS_CERT_ALTNAME_INVALID', 'a\u001b[31m\r\nb'))
    assert.equal(detail, 'a [31m b')
    const long = answerFailure(failed('ERR_TLS_CERT_ALTNAME_INVALID', 'x'.repeat(5000)))
    assert.equal(long.detail, `${'x'.repeat(300)}…`)
  })
})
