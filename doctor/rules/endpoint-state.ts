import type { ProblemCode } from '../../shared/core/problems.ts'
import type { Answer, EndpointFacts } from '../facts.ts'

/**
 * What is at the endpoint's URL: edgemint, something else that answers, nothing, or not known. A
 * plan without answers says that it will be there.
 */
export type EndpointState = 'edgemint' | 'other' | 'nothing' | 'unreachable' | 'planned'

/** Every code that edgemint refuses with, and whether doctor's requests can meet it. */
const isMet: Record<ProblemCode, boolean> = {
  'method-not-allowed': true,
  'cross-origin': true,
  'not-authenticated': true,
  'token-missing': true,
  'token-malformed': false,
  'token-too-large': false,
  'token-ambiguous': false,
  'body-unreadable': true,
  'body-too-large': false,
  'body-malformed': false,
  'content-type-unsupported': true,
  'return-not-allowed': false,
  'token-rejected': true,
  'secret-unavailable': true,
  'issuer-unavailable': false,
  'keys-unavailable': true,
  'introspection-unavailable': true,
  'api-unavailable': true,
  'start-missing': false,
  'path-malformed': false,
  'navigation-refused': false,
}

export function endpointState(endpoint: EndpointFacts): EndpointState {
  const { answers = {} } = endpoint
  const all = Object.values(answers)
  if (all.length === 0) return 'planned'
  if (all.some(isOwn)) return 'edgemint'
  if (all.every(({ status }) => status === undefined)) return 'unreachable'
  if (endpoint.cookieFrom === 'mint') return 'other'
  const { put } = answers
  if (put?.failure) return 'unreachable'
  return put && isSomething(put) ? 'other' : 'nothing'
}

/** Whether edgemint gave this answer, and not a CDN in front of it. */
export function isOwn(answer: Answer): boolean {
  return ownProblem(answer) !== undefined
}

/** Why edgemint refused; undefined where it did not, or something else answered. */
export function ownProblem({ problem = '' }: Answer): ProblemCode | undefined {
  const code = problem as ProblemCode
  return Object.hasOwn(isMet, code) && isMet[code] ? code : undefined
}

/** A page for every path, a missing one and a method that is refused are what hosts do without an endpoint. */
function isSomething({ status = 0, headers }: Answer): boolean {
  return ![0, 403, 404, 405, 501].includes(status) && !isHtml({ headers: headers ?? {} })
}

export function isHtml({ headers }: Answer): boolean {
  return /^text\/html\b/i.test(headers?.['content-type'] ?? '')
}
