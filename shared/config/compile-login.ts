import type { Login } from '../core/login.ts'
import { checkList, checkNames, isRecord, isUnfilled, type MistakeLog } from './check-fields.ts'
import { checkBoundName, checkChoice, checkIssuerFits, parsePrivateUrl } from './check-values.ts'
import { checkAscii, checkParameters, type ParameterRules } from './check-parameters.ts'
import type { LoginAlgorithm, LoginConfig } from './config.ts'
import { defaults } from './defaults.ts'
import { show } from './mistakes.ts'

const fields = Object.keys({
  issuer: true,
  clientId: true,
  clientSecret: true,
  scopes: true,
  response: true,
  token: true,
  algorithms: true,
  parameters: true,
} satisfies Record<keyof LoginConfig, true>)

const responses = ['code', 'id_token', 'code id_token'] satisfies LoginConfig['response'][]
const tokens = ['id_token', 'access_token'] satisfies LoginConfig['token'][]
const algorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
] satisfies LoginAlgorithm[]

const parameterRules: ParameterRules = {
  // What the endpoint itself sends when a log-in starts.
  own: new Set([
    'client_id',
    'redirect_uri',
    'response_type',
    'response_mode',
    'scope',
    'state',
    'nonce',
    'code_challenge',
    'code_challenge_method',
  ]),
  example: "{ prompt: 'login' }",
  source: 'the provider documents it.',
}

const example = "login: { issuer: 'https://accounts.google.com', clientId: '…' }"

/**
 * The OpenID provider; undefined without one.
 *
 * @param secret the name of edgemint's own secret, which a log-in needs
 */
export function compileLogin(
  log: MistakeLog,
  value: unknown,
  secret: string | undefined,
): Login | undefined {
  if (value === undefined) return undefined
  if (!isRecord(value)) {
    log.report('login', `${show(value)} is not an OpenID provider.`, `Write ${example}.`)
    return undefined
  }
  checkNames(log, value, fields, 'login.')
  if (secret === undefined) {
    log.report(
      'secret',
      'a log-in needs a secret of edgemint’s own: it signs what a browser keeps meanwhile.',
      "Write secret: 'EDGEMINT_SECRET', and bind 32 random octets or more by that name: openssl rand -base64 32.",
    )
  }
  const { response = defaults.login.response, token = defaults.login.token } = value
  const login: Login = {
    issuer: checkIssuer(log, value.issuer),
    clientId: checkAscii(log, 'login.clientId', value.clientId, 'the provider shows it to you.'),
    ...(value.clientSecret === undefined
      ? {}
      : { clientSecret: checkBoundName(log, 'login.clientSecret', value.clientSecret) }),
    scope: checkScopes(log, value.scopes),
    responseType: checkChoice(log, 'login.response', response, responses),
    token: checkChoice(log, 'login.token', token, tokens),
    algorithms: checkAlgorithms(log, value.algorithms),
    parameters: checkParameters(log, 'login.parameters', value.parameters, parameterRules),
    // Stryker disable next-line StringLiteral: without one a mistake has been reported
    secret: secret ?? '',
  }
  if (login.token === 'access_token' && login.responseType === 'id_token') {
    log.report(
      'login.token',
      'no access token comes with response: "id_token".',
      "Write response: 'code'.",
    )
  }
  return login
}

/** OpenID Connect Core, section 2: https, and neither query nor fragment. */
function checkIssuer(log: MistakeLog, value: unknown): string {
  // Stryker disable next-line StringLiteral: a mistake has been reported
  if (isUnfilled(log, 'login.issuer', value)) return ''
  const text = String(value)
  if (parsePrivateUrl(value) && !/[?#\s]/.test(text)) {
    checkIssuerFits(log, 'login.issuer', text)
    return text
  }
  log.report(
    'login.issuer',
    value === undefined ? 'the provider is missing.' : `${show(value)} is not an issuer.`,
    'Write it as "issuer" stands in ISSUER/.well-known/openid-configuration, such as "https://accounts.google.com".',
  )
  return ''
}

/** RFC 6749, section 3.3. */
function checkScopes(log: MistakeLog, value: unknown): string {
  const scopes = checkList(log, 'login.scopes', value, []).filter((scope, i): scope is string => {
    const isScope = typeof scope === 'string' && /^[!#-[\]-~]+$/.test(scope)
    if (!isScope) {
      const problem = `${show(scope)} is not a scope.`
      log.report(`login.scopes[${i}]`, problem, "Write one name, such as 'email'.")
    }
    return isScope
  })
  return [...new Set(['openid', ...scopes])].join(' ')
}

function checkAlgorithms(log: MistakeLog, value: unknown): string[] {
  const list = checkList(log, 'login.algorithms', value, defaults.login.algorithms)
  if (Array.isArray(value) && value.length === 0) {
    log.report('login.algorithms', 'the list is empty.', "Write ['RS256'], or leave it out.")
  }
  return list.map((item, i) => checkChoice(log, `login.algorithms[${i}]`, item, algorithms))
}
