import type { Answer } from '../../facts.ts'

/** What keeps a page of this origin from the answer to a request with cookies, as parts of a sentence. */
export function credentialMistakes({ headers = {} }: Answer, origin: string): string[] {
  const mistakes = [
    originMistake(headers['access-control-allow-origin'], origin),
    credentialsMistake(headers['access-control-allow-credentials']),
  ]
  return mistakes.filter((mistake) => mistake !== undefined)
}

/** Browsers compare it letter by letter: it holds one origin, and no list. */
function originMistake(allowed: string | undefined, origin: string): string | undefined {
  const name = 'Access-Control-Allow-Origin'
  if (allowed === origin) return undefined
  if (allowed === undefined) return `${name} is missing`
  if (allowed === '') return `${name} is empty`
  if (allowed === '*') return `${name} is *, which does not count for requests with cookies`
  if (allowed.includes(',')) return `${name} is ${allowed}, and only one origin may stand there`
  return `${name} is ${allowed}, not ${origin}`
}

function credentialsMistake(allowed: string | undefined): string | undefined {
  const name = 'Access-Control-Allow-Credentials'
  if (allowed === 'true') return undefined
  return allowed === undefined ? `${name} is missing` : `${name} is "${allowed}", not "true"`
}

/** With credentials, `*` is no wildcard in this list. */
export function headersMistakes({ headers = {} }: Answer): string[] {
  const list = headers['access-control-allow-headers'] ?? ''
  const names = new Set(list.split(',').map((name) => name.trim().toLowerCase()))
  if (names.has('content-type')) return []
  const why = names.has('*') ? ', and * does not count for requests with cookies' : ''
  return [`Access-Control-Allow-Headers does not name content-type${why}`]
}
