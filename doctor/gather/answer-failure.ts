import type { AnswerFailure } from '../facts.ts'

/** Why a request had no answer, by Node's error. Not for a request that ran out of time. */
export function answerFailure(error: NodeJS.ErrnoException): AnswerFailure {
  const cause = mostSpecific(error)
  const tls = /:SSL routines:[^:]*:([^:]+):/.exec(cause.message)?.[1]
  // The rest of OpenSSL's message holds an address in memory, another one at each run.
  if (tls !== undefined) return { reason: tlsReason(tls), detail: `TLS failed: ${tls}` }
  return { reason: reasonOf(cause.code ?? ''), detail: toOneLine(cause.message) }
}

/** Each address that was tried has an error: one that answered says more than one that is unreachable. */
function mostSpecific(error: NodeJS.ErrnoException): NodeJS.ErrnoException {
  if (!(error instanceof AggregateError)) return error
  const errors = error.errors as NodeJS.ErrnoException[]
  return errors.find(({ code = '' }) => reasonOf(code) !== 'unreachable') ?? errors[0] ?? error
}

/** Some of the alerts are how a CDN says that it has no certificate for the host. */
function tlsReason(words: string): AnswerFailure['reason'] {
  if (/certificate|alert (handshake failure|internal error|unknown ca)/.test(words)) {
    return 'certificate'
  }
  if (/unrecognized name|(key|md) too (small|weak)/.test(words)) return 'certificate'
  return words === 'unexpected eof while reading' ? 'reset' : 'not-http'
}

const reasons: Record<string, AnswerFailure['reason']> = {
  ENOADDRESS: 'dns',
  ECONNREFUSED: 'refused',
  ECONNABORTED: 'reset',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ERR_STREAM_PREMATURE_CLOSE: 'reset',
  ETIMEDOUT: 'timeout',
  ERR_SOCKET_CONNECTION_TIMEOUT: 'timeout',
  ERR_TLS_HANDSHAKE_TIMEOUT: 'timeout',
  EPROTO: 'not-http',
}

/** The codes of X.509, as Node has them (X509ErrorCode in crypto_common.cc), and of its own checks. */
const certificateCode =
  /^(CERT_|CRL_|DEPTH_ZERO_|ERROR_IN_C|ERR_TLS_|SELF_SIGNED_|UNABLE_TO_)|^(HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|UNSPECIFIED)$/

function reasonOf(code: string): AnswerFailure['reason'] {
  if (Object.hasOwn(reasons, code)) return reasons[code]
  if (certificateCode.test(code)) return 'certificate'
  if (code.startsWith('ERR_SSL_')) {
    return tlsReason(code.slice('ERR_SSL_'.length).toLowerCase().replaceAll('_', ' '))
  }
  return /^E[A-Z]+$/.test(code) ? 'unreachable' : 'not-http'
}

/** Without Node's advice on its own options, which are not ours. */
function toOneLine(message: string): string {
  const line = message
    .replace(/; if the root CA .*/, '')
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
  return line.length > 300 ? `${line.slice(0, 300)}…` : line
}
