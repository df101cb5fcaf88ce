import type { Login } from '../core/login.ts'
import { checkList, checkNames, isRecord, type MistakeLog } from './check-fields.ts'
import { checkBoundName, parsePrivateUrl } from './check-values.ts'
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

/** What the endpoint itself sends when a log-in starts. */
const ownParameters = new Set([
  'client_id',
  'redirect_uri',
  'response_type',
  'response_mode',
  'scope',
  'state',
  'nonce',
  'code_challenge',
  'code_challenge_method',
])

const example = "login: { issuer: 'https://accounts.google.com', clientId: '…' }"

/**
 * The OpenID provider; undefined without one.
 *
 * @param secret the config's `secret`, which a log-in needs
 */
export function compileLogin(log: MistakeLog, value: unknown, secret: unknown): Login | undefined {
  const name = secret === undefined ? '' : checkBoundName(log, 'secret', secret)
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
  const { response, token } = { ...defaults.login, ...value }
  const login: Login = {
    issuer: checkIssuer(log, value.issuer),
    clientId: checkText(log, 'login.clientId', value.clientId, 'the provider shows it to you.'),
    ...(value.clientSecret === undefined
      ? {}
      : { clientSecret: checkBoundName(log, 'login.clientSecret', value.clientSecret) }),
    scope: checkScopes(log, value.scopes),
    responseType: checkChoice(log, 'login.response', response, responses),
    token: checkChoice(log, 'login.token', token, tokens),
    algorithms: checkAlgorithms(log, value.algorithms),
    parameters: checkParameters(log, value.parameters),
    secret: name,
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
  if (parsePrivateUrl(value) && !/[?#\s]/.test(String(value))) return String(value)
  log.report(
    'login.issuer',
    value === undefined ? 'the provider is missing.' : `${show(value)} is not an issuer.`,
    'Write it as "issuer" stands in ISSUER/.well-known/openid-configuration, such as "https://accounts.google.com".',
  )
  return ''
}

/** RFC 6749, appendix A: visible characters and blanks. */
function checkText(log: MistakeLog, place: string, value: unknown, source: string): string {
  if (typeof value === 'string' && /^[ -~]+$/.test(value)) return value
  log.report(
    place,
    value === undefined ? 'it is missing.' : `${show(value)} is not a text of ASCII.`,
    `Write it in quotes: ${source}`,
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

function checkParameters(log: MistakeLog, value: unknown = {}): Record<string, string> {
  if (!isRecord(value)) {
    const cure = "Write parameters: { prompt: 'login' }."
    log.report('login.parameters', `${show(value)} is not a list of parameters.`, cure)
    return {}
  }
  const entries = Object.entries(value).map(([name, text]): [string, string] => {
    const place = `login.parameters.${name}`
    if (ownParameters.has(name)) {
      log.report(place, 'edgemint itself sends this one.', 'Leave it out.')
    }
    return [name, checkText(log, place, text, 'the provider documents it.')]
  })
  return Object.fromEntries(entries)
}

function checkChoice<Choice extends string>(
  log: MistakeLog,
  place: string,
  value: unknown,
  choices: Choice[],
): Choice {
  const choice = choices.find((one) => one === value)
  if (choice !== undefined) return choice
  const cure = `Write one of: ${choices.map((one) => `'${one}'`).join(', ')}.`
  log.report(place, `${show(value)} is not one of those that there are.`, cure)
  return choices[0]
}
