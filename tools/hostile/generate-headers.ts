import { int, pick } from '../fuzz/mutate.ts'
import { hostileToken, type Chance } from './generate-token.ts'

// Headers by chance: most of them good, so that one that is not is met where nothing else is wrong.

export function originHeaders(method: string, { random, site, host }: Chance): [string, string][] {
  const own = `https://${host}`
  const isForm = method === 'POST' && site.formOrigins.length > 0
  const good = isForm ? pick(site.formOrigins, random) : own
  const chosen = random()
  if (chosen < 0.7) {
    const further: [string, string][] =
      random() < 0.5 ? [] : [['sec-fetch-site', isForm ? 'cross-site' : 'same-origin']]
    return [['origin', good], ...further]
  }
  if (chosen < 0.75) return [['sec-fetch-site', 'same-origin']]
  const listed = [...site.siteOrigins, ...site.formOrigins]
  const bad = [
    ...listed,
    ...listed,
    own,
    site.config.site,
    `${own}/`,
    `${own}:443`,
    `${own}:8443`,
    `${own}.`,
    own.replace('https', 'http'),
    own.toUpperCase(),
    `https://x.${host}`,
    `https://${host}.evil.test`,
    `https://evil.test/${own}`,
    `https://${host}@evil.test`,
    `${own}, ${own}`,
    `https://${site.registrable}`,
    'https://evil.test',
    'https://[::1]',
    'null',
    'NULL',
    'https://"<script>alert(1)</script>',
    `https://${'a'.repeat(246)}`,
    `https://${'a'.repeat(247)}`,
    `https://${'a'.repeat(248)}`,
    'https://b\u00fccher.example',
    '\u00a0' + own,
    `${own}\tx`,
  ]
  const fetchSites = ['same-origin', 'same-site', 'cross-site', 'none', 'Same-Origin', '?1']
  const headers: [string, string][] = [['origin', pick(bad, random)]]
  if (random() < 0.2) headers.push(['origin', pick([own, ...bad], random)])
  if (random() < 0.1) headers.length = 0
  if (random() < 0.5) headers.push(['sec-fetch-site', pick(fetchSites, random)])
  if (random() < 0.1) headers.push(['sec-fetch-site', pick(fetchSites, random)])
  return random() < 0.3 ? [['origin', good], ...headers.slice(1)] : headers
}

export function authorizationHeaders(method: string, chance: Chance): [string, string][] {
  const { random, marker } = chance
  const share = method === 'PUT' ? 0.65 : 0.15
  if (random() > share) return []
  const token = hostileToken(chance)
  const good = `Bearer ${token}`
  const odd = [
    `bearer ${token}`,
    `BEARER  ${token}`,
    `Bearer${' '.repeat(int(random, 3000))} ${token}`,
    `Bearer\t${token}`,
    `Bearer \t${token}`,
    `Bearer\u00a0${token}`,
    `Bearer${token}`,
    `Bearer,${token}`,
    `Bearer=${token}`,
    `Bearer: ${token}`,
    'Bearer',
    `Basic ${Buffer.from(`user:${marker}`).toString('base64')}`,
    `Basic x, Bearer ${token}`,
    `Bearer Bearer ${token}`,
    `Token ${token}`,
    `Digest username="${marker}", nc=1`,
    token === '' ? 'x' : token,
  ]
  const value = random() < 0.6 ? good : pick(odd, random)
  const headers: [string, string][] = [['authorization', value.trim()]]
  if (random() < 0.05) headers.push(['authorization', pick([good, ...odd], random).trim()])
  return headers.map(([name, each]) => [name, withoutEnds(each)])
}

/** HTTP has no blanks at the ends of a value. */
const withoutEnds = (value: string): string => value.replace(/^[ \t]+|[ \t]+$/g, '')

export function typeHeaders(type: string | undefined, { random }: Chance): [string, string][] {
  if (type === undefined) return []
  if (random() < 0.75) return [['content-type', type]]
  const other = [
    type.toUpperCase(),
    `${type}; charset=utf-8`,
    `${type};charset="UTF-16"`,
    `${type} ; charset=latin1`,
    `${type}\t;x`,
    `${type};`,
    `${type}x`,
    `x${type}`,
    `${type} charset=utf-8`,
    `${type}\u00a0`,
    `${type}, ${type}`,
    `text/plain, ${type}`,
    `text/plain; ${type}`,
    'text/plain',
    'application/json',
    'application/x-www-form-urlencoded',
    'application/json-patch+json',
    'application/csp-report',
    'multipart/form-data; boundary=x',
    'text/json',
    '*/*',
    ';',
  ]
  const headers: [string, string][] = [['content-type', pick(other, random)]]
  if (random() < 0.1) headers.push(['content-type', type])
  return random() < 0.1 ? [] : headers
}

export function cookieHeaders(method: string, chance: Chance): [string, string][] {
  const { random, site } = chance
  const share = method === 'PATCH' ? 0.95 : 0.3
  if (random() > share) return []
  const { name } = site.cookie
  const token = hostileToken(chance)
  const good = `${name}=${token}`
  if (random() < 0.35) return [['cookie', withoutEnds(good)]]
  const odd = [
    'theme=dark',
    'a=1',
    good,
    `${name}=${hostileToken(chance)}`,
    `${name}=`,
    name,
    `${name}"=${token}`,
    `${name} =${token}`,
    `${name}= ${token}`,
    `${name}\t=${token}`,
    `${name}="${token}"`,
    `${name}==${token}`,
    `${name}2=${token}`,
    `x${name}=${token}`,
    `\u00a0${name}=${token}`,
    `${name.toLowerCase()}=${token}`,
    `${name.toUpperCase()}=${token}`,
    `=${good}`,
    `q="a; ${good}"`,
    `a=1, ${good}`,
    `__proto__=${token}`,
    'constructor=1',
    '',
    '=',
    '$Version=1',
    `caf\u00e9=1`,
    `long=${'a'.repeat(int(random, 6000))}`,
  ]
  const pieces = Array.from({ length: 1 + int(random, 4) }, () => pick(odd, random))
  if (random() < 0.5) pieces.push(good)
  const separators = ['; ', ';', '; ', ' ;', ';\t', ';;', ';  ']
  const separator = pick(separators, random)
  if (random() < 0.15) return pieces.map((piece) => ['cookie', withoutEnds(piece)])
  return [['cookie', withoutEnds(pieces.join(separator))]]
}

export function otherHeaders({ random, marker }: Chance): [string, string][] {
  const others: [string, string][] = [
    ['referer', `https://evil.test/?${marker}`],
    ['x-forwarded-host', 'evil.test'],
    ['x-http-method-override', 'PUT'],
    ['x-forwarded-for', '127.0.0.1'],
    ['access-control-request-method', 'PUT'],
    ['access-control-request-headers', 'authorization'],
    ['forwarded', 'host=www.example.com;proto=http'],
    ['user-agent', 'hostile/1.0 (caf\u00e9)'],
    ['x-original-url', '/admin'],
    ['content-encoding', 'identity'],
    ['constructor', 'x'],
    ['__proto__', marker],
    ['x-auth-token', marker],
    ['sec-fetch-mode', 'navigate'],
    ['range', 'bytes=0-1'],
    ['if-none-match', '*'],
  ]
  return random() < 0.6 ? [] : [pick(others, random), pick(others, random)]
}
