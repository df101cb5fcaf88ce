import type { ViewerRequestEvent, ViewerResponse } from '../../cloudfront/functions-adapter.ts'
import { compilePolicy } from '../../shared/config/compile-policy.ts'
import type { EdgemintConfig } from '../../shared/config/config.ts'
import type { Answer } from '../../shared/core/answer.ts'
import type { StampCryptography } from '../../shared/core/attach-stamped.ts'
import type { Passage } from '../../shared/core/attach.ts'
import type { Cookie, Cookies } from '../../shared/core/cookie.ts'
import type { Cryptography } from '../../shared/core/hs256.ts'
import type { Problem } from '../../shared/core/problems.ts'
import type { HandlerRequest } from '../../shared/core/request.ts'
import type { Submission } from '../../shared/core/submission.ts'

// Which fields of our own data a bundle may call as it likes, because nobody outside the handler reads
// or writes them. The compiler finds what is missing in these tables.

/** The fields of CloudFront's events and answers. */
type EventField =
  | keyof ViewerRequestEvent
  | keyof ViewerRequestEvent['request']
  | keyof ViewerResponse
  | keyof ViewerResponse['cookies'][string]

/** Names that stay: those of events, of headers that are written as a field, and of every function. */
const publicNames: Record<EventField | 'location', true> = {
  request: true,
  method: true,
  uri: true,
  headers: true,
  cookies: true,
  statusCode: true,
  body: true,
  value: true,
  multiValue: true,
  attributes: true,
  location: true,
}

/** The fields of what the handler is given and what it answers. */
const handlerNames: Record<
  keyof (HandlerRequest &
    Submission &
    Answer &
    Cookies &
    Cookie &
    Problem &
    Cryptography &
    StampCryptography &
    Passage),
  true
> = {
  method: true,
  origin: true,
  hostname: true,
  header: true,
  cookieValues: true,
  bindings: true,
  deadline: true,
  bodyUnreadable: true,
  token: true,
  location: true,
  host: true,
  maxAge: true,
  status: true,
  headers: true,
  cookies: true,
  body: true,
  name: true,
  variants: true,
  value: true,
  attributes: true,
  hmac: true,
  macs: true,
  decode: true,
  readSecret: true,
  time: true,
  code: true,
  detail: true,
  path: true,
}

/** The fields of policies, from two that have them all. One that they lacked would only keep its long name. */
function policyNames(): string[] {
  const site = 'https://www.example.com'
  const configs: EdgemintConfig[] = [
    {
      site,
      cookie: { former: [{ domain: 'www.example.com' }] },
      verify: {
        algorithm: 'HS256',
        secret: 'SECRET',
        secretInBundle: true,
        issuer: 'a',
        audience: 'b',
        renewUntil: 1,
      },
    },
    {
      site,
      api: 'https://api.example.net',
      bridge: { path: '/api', preset: 'kuroco' },
      secret: 'SECRET',
    },
  ]
  return configs.flatMap((config) => {
    const compiled = compilePolicy(config)
    return fieldNames('policy' in compiled ? compiled.policy : undefined)
  })
}

function fieldNames(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  const names = Array.isArray(value) ? [] : Object.keys(value)
  return [...names, ...Object.values(value).flatMap(fieldNames)]
}

/** The names that a bundle may shorten. */
export const privateNames: readonly string[] = [
  ...new Set([...policyNames(), ...Object.keys(handlerNames)]),
].filter((name) => !Object.hasOwn(publicNames, name))
