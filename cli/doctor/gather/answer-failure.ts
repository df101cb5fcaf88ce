import type { AnswerFailure } from '../facts.ts'

/** Why a request had no answer, from Node's error. A request that its deadline ended is not for here. */
export function answerFailure(error: NodeJS.ErrnoException): AnswerFailure {
  const cause = mostTelling(error)
  const tls = /:SSL routines:[^:]*:([^:]+):/.exec(cause.message)?.[1]
  if (tls !== undefined) return tlsFailure(tls)
  return { reason: reasonOf(cause.code ?? ''), detail: toOneLine(cause.message) }
}

/** One error for each address that was tried: one that answered says more than one out of reach. */
function mostTelling(error: NodeJS.ErrnoException): NodeJS.ErrnoException {
  if (!(error instanceof AggregateError)) return error
  const errors = error.errors as NodeJS.ErrnoException[]
  return errors.find(({ code = '' }) => reasonOf(code) !== 'unreachable') ?? errors[0] ?? error
}

/**
 * By the reason in OpenSSL's message, whose rest holds an address in memory, another one at each
 * run. The alerts are how a CDN says that it has no certificate for the host.
 */
function tlsFailure(reason: string): AnswerFailure {
  const isTls = !/^(wrong version number|packet length too long|http request)$/.test(reason)
  return { reason: isTls ? 'certificate' : 'not-http', detail: `TLS failed: ${reason}` }
}

const reasons: Record<string, AnswerFailure['reason']> = {
  ENOADDRESS: 'dns',
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ETIMEDOUT: 'timeout',
}

function reasonOf(code: string): AnswerFailure['reason'] {
  if (Object.hasOwn(reasons, code)) return reasons[code]
  if (/^(HPE_|ERR_HTTP|ERR_INVALID|ERR_UNESCAPED)/.test(code)) return 'not-http'
  if (/^E[A-Z]+$/.test(code)) return 'unreachable'
  // The codes of X.509: CERT_HAS_EXPIRED, UNABLE_TO_…, ERR_TLS_CERT_ALTNAME_INVALID and others.
  return 'certificate'
}

/** Without Node's advice on its own options, which are not ours. */
function toOneLine(message: string): string {
  const line = message
    .replace(/; if the root CA .*/, '')
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
  return line.length > 300 ? `${line.slice(0, 300)}…` : line
}
