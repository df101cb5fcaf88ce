import { defaults } from '../config/defaults.ts'
import type { Policy } from '../core/policy.ts'
import type { Bindings } from '../core/request.ts'
import type { Verify } from '../core/verify.ts'
import { kindOf, mistake } from './mistake.ts'

export interface CorsOptions {
  /** The page's origins, exactly: `['https://www.example.com']`. */
  origins: string[]
  /** With commas between, in capitals. Default: `GET, POST, PUT, PATCH, DELETE`. */
  methods?: string
  /** Request headers that a page may send, with commas between. Default: `content-type`. */
  headers?: string
}

/** What `createApi` takes. */
export interface ApiOptions extends Partial<CorsOptions> {
  /** Name of the auth cookie. Default: that of the policy, else `__Secure-authToken`. */
  cookieName?: string
  /** The `policy` of `.edgemint/policy.js`: with `verify` in the config, it tells which tokens are genuine. */
  policy?: PolicyOfApi
  /** Where the secrets of `verify` are bound by name: a Worker's `env`. Default: the environment. */
  bindings?: object
}

/** What is read of a policy. */
export interface PolicyOfApi extends Policy {
  verifier?: Verify
}

/** RFC 9110, section 5.6.2: token. */
const tokenRegExp = /^[!#$%&'*+\-.^`|~\w]+$/

/** Browsers match prefixes in any case, servers must not (RFC 6265bis, section 4.1.3). */
const prefixes = ['__Host-Http-', '__Host-', '__Http-', '__Secure-']

export function checkCookieName(name: unknown): string {
  const place = 'options.cookieName is'
  if (typeof name !== 'string' || !tokenRegExp.test(name)) {
    const problem = typeof name === 'string' ? 'no cookie name' : kindOf(name)
    throw mistake(
      `${place} ${problem}.`,
      `Write the name in your config, such as '${defaults.cookie.name}'.`,
    )
  }
  const prefix = prefixes.find((known) => name.toLowerCase().startsWith(known.toLowerCase()))
  if (prefix && !name.startsWith(prefix)) {
    throw mistake(`${place} misspelt: case matters.`, `The prefix is ${prefix}.`)
  }
  return name
}

const corsFields = Object.keys({ origins: true, methods: true, headers: true } satisfies Record<
  keyof CorsOptions,
  true
>)

export function checkCorsOptions(options: CorsOptions): CorsOptions {
  const example = "Write corsAnswer(request, { origins: ['https://www.example.com'] })."
  checkNames(options, corsFields, example)
  return checkCors(options, example)
}

/** Options of an API that are in order. */
export interface CheckedApi {
  name: string
  /** Undefined where the policy cannot tell which tokens are genuine. */
  verifier: Verify | undefined
  bindings: Bindings | undefined
  /** What is to be allowed; undefined where that is left out altogether. */
  cors?: CorsOptions
}

export function checkApiOptions(options: ApiOptions): CheckedApi {
  const example = "Write createApi({ origins: ['https://www.example.com'] })."
  checkNames(options, ['cookieName', 'policy', 'bindings', ...corsFields], example)
  const { policy, bindings, cookieName = checkPolicy(policy), ...cors } = options
  const checked = {
    name: checkCookieName(cookieName),
    verifier: policy?.verifier,
    bindings: bindings as Bindings | undefined,
  }
  return Object.keys(cors).length > 0 ? { ...checked, cors: checkCors(cors, example) } : checked
}

/** The name of its cookie. A config is often taken for the policy. */
function checkPolicy(policy: PolicyOfApi | undefined): string {
  if (policy === undefined) return defaults.cookie.name
  const name: unknown = (policy as Partial<Policy> | null)?.cookie?.name
  if (typeof name === 'string' && 'endpoint' in policy && 'methods' in policy) return name
  throw mistake(
    'options.policy is no policy.',
    "Write import { policy } from './.edgemint/policy.js', which edgemint build writes.",
  )
}

function checkCors(options: Partial<CorsOptions>, example: string): CorsOptions {
  const { origins, methods, headers } = options
  if (!Array.isArray(origins)) throw mistake(`options.origins is ${kindOf(origins)}.`, example)
  if (origins.length === 0) throw mistake('options.origins is empty.', example)
  origins.forEach(checkOrigin)
  checkText('methods', methods, /^[A-Z-]+(?:, *[A-Z-]+)*$/, "Write 'GET, POST', in capitals.")
  checkText('headers', headers, /^[\w-]+(?:, *[\w-]+)*$/, "Write 'content-type, x-name'.")
  // A copy: it stays as it was checked.
  return { ...options, origins: [...origins] }
}

/** An object with none but these fields. */
export function checkNames(options: unknown, known: string[], cure: string): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw mistake(`options is ${kindOf(options)}.`, cure)
  }
  const unknown = Object.keys(options).find((name) => !known.includes(name))
  if (unknown === undefined) return
  // A word is shown, but not what may be a token: sessions by their tokens, say.
  const field = /^[a-z]{1,20}$/i.test(unknown) ? `options.${unknown}` : 'a field of options'
  throw mistake(`${field} is no option.`, `The options are: ${known.join(', ')}. ${cure}`)
}

/** As browsers write it in `Origin`. It is compared letter by letter. */
function checkOrigin(value: unknown, index: number): void {
  const place = `options.origins[${index}] is`
  const cure = "Write scheme, host and any port of the page: 'https://www.example.com'."
  if (typeof value !== 'string') throw mistake(`${place} ${kindOf(value)}.`, cure)
  if (value.includes('*')) {
    throw mistake(`${place} a wildcard, which no answer with credentials may have.`, cure)
  }
  if (value === 'null') throw mistake(`${place} 'null', which every sandboxed page is.`, cure)
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (!url || !/^https?:/.test(url.protocol)) throw mistake(`${place} no origin.`, cure)
  if (url.origin !== value) {
    throw mistake(`${place} not as browsers write it.`, `Write '${url.origin}'.`)
  }
}

/** Names with commas between. `*` is no wildcard where credentials are sent (Fetch). */
function checkText(name: string, value: unknown, pattern: RegExp, cure: string): void {
  if (value === undefined || (typeof value === 'string' && pattern.test(value))) return
  const problem = typeof value === 'string' ? 'no list of names' : kindOf(value)
  throw mistake(
    `options.${name} is ${problem}.`,
    `${cure} A wildcard means nothing with credentials.`,
  )
}
