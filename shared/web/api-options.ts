import { defaults } from '../config/defaults.ts'
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
  /** Name of the auth cookie. Default: `__Secure-authToken`. */
  cookieName?: string
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

/** The name of the cookie, and what is to be allowed; undefined where that is left out altogether. */
export function checkApiOptions(options: ApiOptions): { name: string; cors?: CorsOptions } {
  const example = "Write createApi({ origins: ['https://www.example.com'] })."
  checkNames(options, ['cookieName', ...corsFields], example)
  const { cookieName = defaults.cookie.name, ...cors } = options
  const name = checkCookieName(cookieName)
  return Object.keys(cors).length > 0 ? { name, cors: checkCors(cors, example) } : { name }
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
  if (!url || !/^https?:$/.test(url.protocol)) throw mistake(`${place} no origin.`, cure)
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
