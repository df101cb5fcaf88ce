import type { Policy } from '../core/policy.ts'
import { defaultReturn, isAllowedReturn } from '../core/return-path.ts'
import {
  checkList,
  checkNames,
  checkOrigin,
  createMistakeLog,
  isRecord,
  type MistakeLog,
} from './check-fields.ts'
import { checkRoute } from './check-route.ts'
import { checkBoundName } from './check-values.ts'
import { bridgeFields, compileBridge } from './compile-bridge.ts'
import { compileCookie, cookieFields } from './compile-cookie.ts'
import { compileLogin } from './compile-login.ts'
import { compileVerification } from './compile-verification.ts'
import type { EdgemintConfig } from './config.ts'
import { defaults, production } from './defaults.ts'
import { ownedDomain } from './hosts.ts'
import { show, type Mistake } from './mistakes.ts'
import { findObstacles } from './obstacles.ts'

/** The policy with what its owner should know of it, or all that is wrong with the config. */
export type Compilation =
  | {
      policy: Policy
      warnings: string[]
      /** What will not work once it is deployed: a build may go on, a deploy should not. */
      obstacles: Mistake[]
    }
  | { mistakes: Mistake[] }

const fields = Object.keys({
  site: true,
  api: true,
  endpoint: true,
  cookie: true,
  siteOrigins: true,
  formOrigins: true,
  returnTo: true,
  verify: true,
  login: true,
  bridge: true,
  secret: true,
} satisfies Record<keyof EdgemintConfig, true>)

/**
 * Checks a config and works out the policy that is compiled into the bundles.
 *
 * @param environment its name is put behind the default cookie name, but for `production`
 */
export function compilePolicy(config: unknown, environment = production): Compilation {
  const log = createMistakeLog()
  if (!isRecord(config)) {
    log.report(
      'export default',
      `${show(config)} is not a config.`,
      "Write export default { site: 'https://www.example.com' }.",
    )
    return { mistakes: log.mistakes }
  }
  checkNames(log, config, fields, '', { cookie: cookieFields, bridge: bridgeFields })
  const site = checkSite(log, config.site)
  const hasBridge = config.bridge !== undefined
  const api = config.api === undefined ? undefined : checkOrigin(log, 'api', config.api, hasBridge)
  const endpoint = checkRoute(log, 'endpoint', config.endpoint, defaults.endpoint)
  const siteOrigins = checkOrigins(log, 'siteOrigins', config.siteOrigins)
  const formOrigins = checkOrigins(log, 'formOrigins', config.formOrigins)
  const returnTo = checkReturnTo(log, config.returnTo)
  const verify = compileVerification(log, config.verify)
  const secret =
    config.secret === undefined ? undefined : checkBoundName(log, 'secret', config.secret)
  const login = compileLogin(log, config.login, secret)
  const { cookie, warnings } = compileCookie(log, config.cookie, {
    site,
    api,
    endpoint,
    environment,
    hasBridge,
  })
  const surroundings = { config, site, api, endpoint, cookie, verify, login, secret }
  const { bridge, hasLanding } = compileBridge(log, config.bridge, surroundings)
  // Stryker disable next-line ConditionalExpression: without a site a mistake has been reported
  if (site === undefined || log.mistakes.length > 0) return { mistakes: log.mistakes }

  const policy: Policy = {
    endpoint,
    methods: formOrigins.length > 0 || login ? ['PUT', 'POST', ...others] : ['PUT', ...others],
    siteOrigins,
    formOrigins,
    proxiedHost: siteOrigins.includes(site.origin) ? site.hostname : '',
    returnTo,
    registrableDomain: ownedDomain(site.hostname)?.domain ?? '',
    cookie,
    ...(verify ? { verify } : {}),
    ...(login ? { login } : {}),
    ...(login || hasLanding ? { start: `${endpoint}/start` } : {}),
    ...(hasLanding ? { landing: `${endpoint}/landing` } : {}),
    ...(bridge ? { bridge } : {}),
  }
  if (verify && 'secretInBundle' in verify) warnings.push(bundledSecret)
  const isReturned = formOrigins.length > 0 || login !== undefined || hasLanding
  if (config.returnTo !== undefined && !isReturned) warnings.push(unusedReturn)
  return { policy, warnings, obstacles: findObstacles(site, api, policy) }
}

const bundledSecret =
  'verify.secretInBundle: on AWS, whoever may read the function can read the secret, and so can whoever reads the bundle here.'

const unusedReturn =
  'The paths in returnTo are for form posts, and no origin may post one. List the one that does in formOrigins, or leave returnTo out.'

function checkSite(log: MistakeLog, value: unknown): URL | undefined {
  if (value !== undefined) return checkOrigin(log, 'site', value)
  const cure = "Write site: 'https://www.example.com', with the host of your page."
  log.report('site', 'site is missing.', cure)
  return undefined
}

const others = ['PATCH', 'DELETE', 'OPTIONS']

function checkOrigins(log: MistakeLog, place: string, value: unknown): string[] {
  return checkList(log, place, value, []).flatMap(
    // Stryker disable next-line ArrayDeclaration: of what is no origin a mistake has been reported
    (item, i) => checkOrigin(log, `${place}[${i}]`, item)?.origin ?? [],
  )
}

function checkReturnTo(log: MistakeLog, value: unknown): string[] {
  const paths = checkList(log, 'returnTo', value, defaults.returnTo)
  if (Array.isArray(value) && value.length === 0) {
    log.report('returnTo', 'the list is empty.', "Write returnTo: ['/'], or leave it out.")
  }
  return paths.filter((item, i): item is string => {
    const isReturn =
      typeof item === 'string' &&
      !/\*./.test(item) &&
      isAllowedReturn(defaultReturn([item]), [item])
    if (!isReturn) {
      log.report(
        `returnTo[${i}]`,
        `${show(item)} is not a path of the site.`,
        'Write a path such as "/account", or "/account/*" for all under it; no host, no dots.',
      )
    }
    return isReturn
  })
}
