import type { AuthCookie } from '../core/auth-cookie.ts'
import type { Bridge, Tokens } from '../core/bridge.ts'
import type { Login } from '../core/login.ts'
import { stampName } from '../core/stamp.ts'
import type { Verification } from '../core/verification.ts'
import type { BridgeConfig } from './bridge-config.ts'
import { bridgePresets, type Preset } from './bridge-presets.ts'
import { checkName } from './check-cookie.ts'
import { checkList, checkNames, isRecord, type MistakeLog } from './check-fields.ts'
import { checkHeader } from './check-header.ts'
import { checkRoute } from './check-route.ts'
import { checkBoolean, checkChoice } from './check-values.ts'
import { compileTokens, tokenFields } from './compile-tokens.ts'
import { show } from './mistakes.ts'
import { refreshName } from './refresh-name.ts'

/** What of the rest of the config decides about the bridge; undefined where it is itself mistaken, or not there. */
interface Surroundings {
  config: Record<string, unknown>
  site: URL | undefined
  api: URL | undefined
  endpoint: string
  cookie: AuthCookie
  verify: Verification | undefined
  login: Login | undefined
  /** The name of edgemint's own secret. */
  secret: string | undefined
}

export const bridgeFields = Object.keys({
  path: true,
  preset: true,
  header: true,
  scheme: true,
  cookies: true,
  navigation: true,
  tokens: true,
} satisfies Record<keyof BridgeConfig, true>)

const example = "bridge: { path: '/api', preset: 'kuroco' }"
const presets = Object.keys(bridgePresets) as (keyof typeof bridgePresets)[]

/** Checks the `bridge` part of a config. Without one, there is none. */
export function compileBridge(
  log: MistakeLog,
  value: unknown,
  surroundings: Surroundings,
): { bridge?: Bridge; hasLanding?: boolean | undefined } {
  if (value === undefined) return {}
  if (!isRecord(value)) {
    log.report('bridge', `${show(value)} is not a bridge.`, `Write ${example}.`)
    return {}
  }
  checkNames(log, value, bridgeFields, 'bridge.', { tokens: tokenFields })
  const preset =
    value.preset === undefined
      ? undefined
      : bridgePresets[checkChoice(log, 'bridge.preset', value.preset, presets)]
  const { cookie } = surroundings
  const address = checkAddress(log, surroundings)
  const { tokens, hasLanding } = compileTokens(log, value.tokens, preset, {
    ...surroundings,
    address,
  })
  const bridge: Bridge = {
    path: checkPath(log, value.path, surroundings),
    ...address,
    ...checkTarget(log, value, preset),
    cookies: checkCookies(log, value.cookies, cookie),
    navigation: checkBoolean(log, 'bridge.navigation', value.navigation, false),
    ...(tokens ? { tokens } : {}),
    ...compileStamp(tokens, surroundings),
  }
  return { bridge, hasLanding }
}

/**
 * Whether the cookie is stamped: there where a runtime with a network answers the endpoint, because it asks for tokens or
 * asks who made them. What mints without one, CloudFront Functions too, knows by itself what a stamp would say.
 */
function compileStamp(
  tokens: Tokens | undefined,
  { verify, login, secret }: Surroundings,
): Pick<Bridge, 'stamp'> {
  const isAsked = verify !== undefined && ('jwks' in verify || 'introspect' in verify)
  const isStamped = tokens !== undefined || login !== undefined || isAsked
  return secret !== undefined && isStamped ? { stamp: secret } : {}
}

/** Where the bridge leads to. */
function checkAddress(
  log: MistakeLog,
  { config, site, api }: Surroundings,
): Pick<Bridge, 'origin' | 'base'> {
  if (config.api === undefined) {
    log.report(
      'api',
      'a bridge needs the API that it leads to.',
      "Write api: 'https://api.vendor.com', with the path that all its addresses begin with, if there is one.",
    )
  } else if (api && api.origin === site?.origin) {
    log.report(
      'api',
      'this is the site itself: the bridge would lead to its own beginning.',
      'Write the address that the API has by itself.',
    )
  }
  // Stryker disable next-line ObjectLiteral,StringLiteral: a mistake has been reported
  if (!api) return { origin: '', base: '' }
  return { origin: api.origin, base: api.pathname.replace(/\/$/, '') }
}

function checkPath(
  log: MistakeLog,
  value: unknown,
  { endpoint, config, cookie }: Surroundings,
): string {
  const place = 'bridge.path'
  const count = log.mistakes.length
  const path = checkRoute(log, place, value)
  if (log.mistakes.length > count) return path
  if (isBelow(path, endpoint) || isBelow(endpoint, path)) {
    log.report(
      place,
      `${show(path)} and the endpoint ${endpoint} lie in one another, and each answers all that is below it.`,
      `Write a path beside it, such as "${isBelow(endpoint, '/api') ? '/backend' : '/api'}"${config.endpoint === undefined ? '' : ', or move the endpoint'}.`,
    )
  }
  const scope = /Path=([^;]*)/.exec(cookie.attributes)![1]
  if (!isBelow(path, scope)) {
    log.report(
      'cookie.path',
      `a cookie of the path ${scope} never comes to ${path}, where the bridge takes the token out of it.`,
      'Leave path out.',
    )
  }
  return path
}

/** Whether a path is another one, or lies under it (RFC 6265, section 5.1.4). */
function isBelow(path: string, other: string): boolean {
  return path === other || path.startsWith(other.replace(/\/?$/, '/'))
}

function checkTarget(
  log: MistakeLog,
  value: Record<string, unknown>,
  preset: Preset | undefined,
): Pick<Bridge, 'header' | 'scheme'> {
  const { header = preset?.header, scheme } = value
  const target = checkHeader(log, 'bridge.', { header, scheme })
  return { header: target.header.toLowerCase(), scheme: target.scheme && `${target.scheme} ` }
}

/** The start of names that edgemint gives to cookies of a few minutes. */
const ownPrefix = '__Host-edgemint-'

function checkCookies(log: MistakeLog, value: unknown, cookie: AuthCookie): string[] {
  const names = [cookie.name, ...cookie.former.map(({ name }) => name)]
  const own = new Set(names.flatMap((name) => [name, refreshName(name), stampName(name)]))
  const list = checkList(log, 'bridge.cookies', value, []).map((item, i) => {
    const place = `bridge.cookies[${i}]`
    // Stryker disable next-line StringLiteral: where it is taken, a mistake has been reported
    const name = checkName(log, place, item ?? null, '')
    if (name.endsWith('*')) {
      log.report(place, `${name} is no pattern here.`, 'Write out the name of each cookie.')
    }
    if (own.has(name) || name.startsWith(ownPrefix)) {
      log.report(
        place,
        `${name} is edgemint’s own: the API must neither get nor set it.`,
        'Leave it out: the API gets the token in the header.',
      )
    }
    return name
  })
  return [...new Set(list)]
}
