import { headerOf, type HostileRequest } from './request.ts'

// How a request's token may be read: more than one reading where the contract, and the standards that it names, leave it
// open.

/** A token as it stands there, whatever it is; or the code of a problem before that. */
export type Reading = { token: unknown } | { code: string; says?: string[] }

const limit = 16_384

/** RFC 6265, section 4.1.1, and at least one. */
export function isCookieOctets(text: string): boolean {
  return /^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]+$/.test(text)
}

/** The cookie of our name, and only if it is the one. */
export function readCookie(request: HostileRequest): Reading[] {
  const { name } = request.site.cookie
  const header = headerOf(request, 'cookie')
  const pieces = (header ?? '').split(';').map((piece) => piece.replace(/^[ \t]+/, ''))
  const pairs = pieces.map((piece): [string, string | undefined] => {
    const at = piece.indexOf('=')
    return at === -1 ? [piece, undefined] : [piece.slice(0, at), piece.slice(at + 1)]
  })
  const none: Reading = { code: 'not-authenticated', says: ['You are not logged in'] }
  const two: Reading = { code: 'not-authenticated', says: ['Two auth cookies'] }
  const ours = pairs.filter(([each, value]) => each === name && value !== undefined)
  // Blanks before the equals sign, or none of that: another name.
  const alike = pairs.filter((pair) => pair[0].trim() === name && !ours.includes(pair))
  const open = alike.length > 0 ? (ours.length > 0 ? [two] : [none]) : []
  if (ours.length > 1) return [two]
  if (ours.length === 0) return [none, ...open]
  const [[, value]] = ours as [[string, string]]
  const trimmed = value.replace(/^[ \t]+|[ \t]+$/g, '')
  const read = (text: string): Reading[] => {
    if (!isCookieOctets(text)) return [none]
    // No browser keeps one that is larger.
    return name.length + text.length > 4096 ? [none, { token: text }] : [{ token: text }]
  }
  return [...read(value), ...(trimmed === value ? [] : read(trimmed)), ...open]
}

/** Of a body that should be JSON. */
export function readJson(request: HostileRequest, hasBearer: boolean): Reading[] {
  const { body } = request
  const type = headerOf(request, 'content-type')
  const missing: Reading = { code: 'token-missing' }
  const [isJson, isOpen] = hasMediaType(type, 'application/json')
  const unsupported: Reading = { code: 'content-type-unsupported' }
  const broken: Reading = { code: 'body-malformed' }
  if (body.length === 0) {
    if (hasBearer || type === undefined) return [missing]
    return [missing, isJson ? broken : unsupported]
  }
  const long: Reading[] = body.length > limit ? [{ code: 'body-too-large' }] : []
  if (!isJson) return [unsupported, ...long]
  const both = isOpen ? [unsupported] : []
  if (long.length > 0) return [...long, ...both]
  const text = new TextDecoder().decode(body)
  const other = isUtf8(body) ? both : [broken, ...both]
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return [broken, ...both]
  }
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, 'authToken'))
    return [missing, ...other]
  const isTwice = text.split(/"authToken"\s*:/).length > 2
  const twice: Reading[] = isTwice ? [broken, { code: 'token-ambiguous' }] : []
  return [{ token: (value as { authToken: unknown }).authToken }, ...twice, ...other]
}

/** Of a form: two tokens, broken encoding, the return path, the token. */
export function readForm(request: HostileRequest): (Reading & { location?: string })[] {
  const { body, site } = request
  const [isForm, isOpen] = hasMediaType(
    headerOf(request, 'content-type'),
    'application/x-www-form-urlencoded',
  )
  const unsupported: Reading = { code: 'content-type-unsupported' }
  const long: Reading[] = body.length > limit ? [{ code: 'body-too-large' }] : []
  if (!isForm) return [unsupported, ...long]
  const both = isOpen ? [unsupported] : []
  if (long.length > 0) return [...long, ...both]
  const text = Buffer.from(body).toString('latin1')
  // The name of a field may be decoded, or compared as it stands. A byte order mark in front is open, too.
  const ways = new Set(
    [asItStands, decoded].flatMap((way) =>
      [text, text.replace(/^\xef\xbb\xbf/, '')].map((each) =>
        JSON.stringify(pickFields(each, way)),
      ),
    ),
  )
  return [...ways].flatMap((way) => readFields(JSON.parse(way), site.returnTo)).concat(both)
}

const asItStands = (name: string): string => name
const decoded = (name: string): string => decode(name) ?? ''

interface Fields {
  authToken: string[]
  returnTo: string[]
}

function pickFields(text: string, nameOf: (name: string) => string): Fields {
  const pairs = text.split('&').map((field) => {
    const at = field.indexOf('=')
    return at === -1 ? [field, ''] : [field.slice(0, at), field.slice(at + 1)]
  })
  const valuesOf = (name: string): string[] =>
    pairs.filter(([each]) => nameOf(each) === name).map(([, value]) => value)
  return { authToken: valuesOf('authToken'), returnTo: valuesOf('returnTo') }
}

function readFields(
  { authToken, returnTo }: Fields,
  allowed: string[],
): (Reading & { location?: string })[] {
  if (authToken.length > 1) return [{ code: 'token-ambiguous' }]
  const refused: Reading = { code: 'return-not-allowed' }
  const broken: Reading = { code: 'body-malformed' }
  const token = authToken.length === 0 ? undefined : decode(authToken[0])
  const isRaw = [...authToken, ...returnTo].some((value) => /[\x80-\xff]/.test(value))
  const open = isRaw || returnTo.length > 1 ? [broken] : []
  if (authToken.length > 0 && token === undefined)
    return [broken, ...(isRaw ? [{ code: 'token-malformed' }, refused] : [])]
  const paths = returnTo.length === 0 ? [undefined] : returnTo
  return paths.flatMap((encoded) => {
    const path = encoded === undefined ? allowed[0] : decode(encoded)
    if (path === undefined) return [broken, ...(isRaw ? [refused] : [])]
    const isAllowed = mayReturn(path, allowed)
    const then: Reading & { location?: string } =
      token === undefined ? { code: 'token-missing' } : { token, location: path }
    if (isAllowed === 'no') return [refused, ...open]
    return [then, ...(isAllowed === 'open' ? [refused] : []), ...open]
  })
}

/** As a form's value: `+` is a blank, `%xx` an octet, together UTF-8. Undefined where it is broken. */
function decode(value: string): string | undefined {
  const spaced = value.replaceAll('+', ' ')
  if (/%(?![0-9a-f]{2})/i.test(spaced)) return undefined
  const octets = Buffer.from(
    spaced.replace(/%(..)/g, (_, hex) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  )
  return isUtf8(octets) ? octets.toString() : undefined
}

/** Open where a browser ends up at an allowed path, but what is written there is not plainly one. */
function mayReturn(path: string, allowed: string[]): 'yes' | 'no' | 'open' {
  if (allowed.includes(path) && !path.includes('*')) return 'yes'
  const prefix = allowed
    .filter((each) => each.endsWith('*'))
    .map((each) => each.slice(0, -1))
    .find((each) => path.startsWith(each))
  if (prefix === undefined || !/^[\x21-\x5b\x5d-\x7e]*$/.test(path)) return 'no'
  const { origin, pathname } = new URL(path, 'https://site.test')
  if (origin !== 'https://site.test' || !pathname.startsWith(prefix)) return 'no'
  if (/^(?:\/[\w-]+)+\/?(?:\?[\w=&.-]*)?(?:#\w*)?$/.test(path)) return 'yes'
  return 'open'
}

/** Whether a Content-Type is this one, and whether that is open, since it is one of several. */
function hasMediaType(value: string | undefined, wanted: string): [boolean, boolean] {
  const types = (value ?? '').toLowerCase().split(',')
  const essences = types.map((each) => each.replace(/;.*$/s, '').replace(/^[ \t]+|[ \t]+$/g, ''))
  return [essences.includes(wanted), types.length > 1]
}

function isUtf8(octets: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(octets)
    return true
  } catch {
    return false
  }
}
