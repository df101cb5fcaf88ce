import type { AuthCookie } from '../core/auth-cookie.ts'
import type { Bridge, Tokens } from '../core/bridge.ts'
import type { TokensConfig } from './bridge-config.ts'
import type { Preset } from './bridge-presets.ts'
import { attributesOf } from './check-cookie.ts'
import { checkNames, isRecord, type MistakeLog } from './check-fields.ts'
import { checkAscii, checkParameters } from './check-parameters.ts'
import { checkBoolean, checkBoundName, checkChoice, parsePrivateUrl } from './check-values.ts'
import { longestLife } from './defaults.ts'
import { show } from './mistakes.ts'
import { refreshName } from './refresh-name.ts'

/** What of the rest of the config decides about the tokens. */
interface Surroundings {
  config: Record<string, unknown>
  endpoint: string
  /** The auth cookie, which holds the access token. */
  cookie: AuthCookie
  /** Where the API is; empty where that is mistaken. */
  address: Pick<Bridge, 'origin' | 'base'>
}

export const tokenFields = Object.keys({
  url: true,
  style: true,
  grant: true,
  refresh: true,
  parameters: true,
  accessToken: true,
  refreshToken: true,
  expires: true,
  refreshExpires: true,
  unit: true,
  clientId: true,
  clientSecret: true,
  logOut: true,
  landing: true,
} satisfies Record<keyof TokensConfig, true>)

const styles = ['json', 'oauth2'] satisfies TokensConfig['style'][]
const units = ['seconds', 'milliseconds'] satisfies TokensConfig['unit'][]

const place = 'bridge.tokens.'

/** How the API hands out tokens; none where the page hands in the token itself. */
export function compileTokens(
  log: MistakeLog,
  value: unknown,
  preset: Preset | undefined,
  { config, endpoint, cookie, address: api }: Surroundings,
): { tokens?: Tokens; hasLanding?: boolean | undefined } {
  if (value === false || (value === undefined && !preset)) return {}
  if (value !== undefined && !isRecord(value)) {
    log.report(
      'bridge.tokens',
      `${show(value)} does not say how the API hands out tokens.`,
      "Write preset: 'kuroco', 'oauth2' or 'directus'; or false, where the page hands in the token itself.",
    )
    return {}
  }
  checkNames(log, value ?? {}, tokenFields, place)
  checkRivals(log, config)
  const given = Object.entries(value ?? {}).filter(([, field]) => field !== undefined)
  const fields: Record<string, unknown> = { ...preset?.tokens, ...Object.fromEntries(given) }
  const address = (name: 'url' | 'logOut'): string =>
    checkAddress(log, `${place}${name}`, fields[name], api)
  const pointer = (name: 'accessToken' | 'refreshToken' | 'expires' | 'refreshExpires'): string[] =>
    checkPointer(log, `${place}${name}`, fields[name])
  const url = address('url')
  const style = checkChoice(log, `${place}style`, fields.style ?? 'json', styles)
  const grant = checkField(log, `${place}grant`, fields.grant)
  const refresh = checkField(log, `${place}refresh`, fields.refresh)
  const client = checkClient(log, fields, style)
  const tokens: Tokens = {
    url,
    style,
    grant,
    field: camelCase(grant),
    refresh,
    parameters: checkParameters(log, `${place}parameters`, fields.parameters, {
      // Stryker disable ArrayDeclaration: a name that nobody gives
      own: new Set([
        grant,
        refresh,
        ...(style === 'oauth2' ? ['grant_type'] : []),
        ...(client.clientId === undefined ? [] : ['client_id', 'client_secret']),
      ]),
      // Stryker restore ArrayDeclaration
      example: "{ mode: 'json' }",
      source: 'the API documents it.',
    }),
    accessToken: pointer('accessToken'),
    refreshToken: pointer('refreshToken'),
    expires: pointer('expires'),
    ...(fields.refreshExpires === undefined ? {} : { refreshExpires: pointer('refreshExpires') }),
    unit: checkChoice(log, `${place}unit`, fields.unit ?? 'seconds', units),
    ...client,
    ...(fields.logOut === undefined ? {} : { logOut: address('logOut') }),
    cookie: refreshCookie(cookie, endpoint),
  }
  return { tokens, hasLanding: checkBoolean(log, `${place}landing`, fields.landing, false) }
}

/** Two ways to know which tokens are good, or two that give the cookie its token, would fall out with each other. */
function checkRivals(log: MistakeLog, { verify, login }: Record<string, unknown>): void {
  const or = 'or write bridge: { …, tokens: false }, and the page hands in the token itself.'
  if (verify !== undefined && verify !== false) {
    const problem = 'the API that hands out the tokens itself says which are genuine.'
    log.report('verify', problem, `Leave verify out; ${or}`)
  }
  if (login !== undefined) {
    const problem = 'the API hands out the tokens, so an OpenID provider cannot do so too.'
    log.report('login', problem, `Leave login out; ${or}`)
  }
}

/** A path below the API, or a whole URL. */
function checkAddress(
  log: MistakeLog,
  at: string,
  value: unknown,
  { origin, base }: Surroundings['address'],
): string {
  const isPath = typeof value === 'string' && value.startsWith('/')
  // Where the API is mistaken, another one keeps the path from being called wrong.
  const whole = isPath ? `${origin || 'https://api.example.com'}${base}${value}` : value
  const url = parsePrivateUrl(whole)
  const isPlain = url && !url.hash && !(isPath && url.href !== whole)
  if (isPlain && !url.pathname.includes('//')) return url.href
  log.report(
    at,
    value === undefined ? 'it is missing.' : 'this is not an address that can be asked.',
    'Write a path, such as "/token", which follows what api says; or a whole URL: https, no user name, no #.',
  )
  return ''
}

/** The steps of a JSON pointer (RFC 6901, section 4). The whole answer, an empty pointer, is no token. */
function checkPointer(log: MistakeLog, at: string, value: unknown): string[] {
  if (typeof value === 'string' && /^(\/([^/~]|~[01])*)+$/.test(value)) {
    const steps = value.split('/').slice(1)
    return steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
  }
  log.report(
    at,
    value === undefined ? 'it is missing.' : `${show(value)} is not a JSON pointer.`,
    'Write where it stands in the API’s answer: "/access_token" for {"access_token": …}, "/data/token" for {"data": {"token": …}}.',
  )
  return []
}

function checkField(log: MistakeLog, at: string, value: unknown): string {
  const isName = typeof value === 'string' && /^[A-Za-z][\w-]{0,60}$/.test(value)
  if (isName && !(value in {}) && !(camelCase(value) in {})) return value
  log.report(
    at,
    value === undefined ? 'it is missing.' : `${show(value)} is not the name of a field.`,
    'Write the name that the API’s documentation has, such as "grant_token".',
  )
  return ''
}

/** As a page writes it: `grant_token` is `grantToken`. */
function camelCase(name: string): string {
  return name.replace(/[_-]+(\w?)/g, (_, letter: string) => letter.toUpperCase())
}

function checkClient(
  log: MistakeLog,
  { clientId, clientSecret }: Record<string, unknown>,
  style: Tokens['style'],
): Pick<Tokens, 'clientId' | 'clientSecret'> {
  const isNamed = clientId !== undefined || clientSecret !== undefined || style === 'oauth2'
  if (!isNamed) return {}
  const source = 'the API shows it to you where you register the site.'
  return {
    clientId: checkAscii(log, `${place}clientId`, clientId, source),
    ...(clientSecret === undefined
      ? {}
      : { clientSecret: checkBoundName(log, `${place}clientSecret`, clientSecret) }),
  }
}

/** The refresh token's cookie travels to the endpoint alone; one of a former name is expired as the auth cookie's is. */
function refreshCookie({ name: own, former }: AuthCookie, endpoint: string): AuthCookie {
  const name = refreshName(own)
  const attributes = attributesOf({ path: endpoint, sameSite: 'Strict' })
  const names = new Set(former.map((entry) => refreshName(entry.name)))
  names.delete(name)
  return {
    name,
    maxAge: longestLife,
    domain: '',
    attributes,
    former: [...names].map((each) => ({ name: each, domain: '', attributes })),
  }
}
