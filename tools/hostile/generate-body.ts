import { int, pick } from '../fuzz/mutate.ts'
import { hostileToken, type Chance } from './generate-token.ts'

/** The body, and the Content-Type that belongs to it. */
interface Body {
  type: string | undefined
  body: Uint8Array
}

const formType = 'application/x-www-form-urlencoded'

export function hostileBody(method: string, chance: Chance): Body {
  const { random, site } = chance
  const isForm =
    method === 'POST' ? site.formOrigins.length === 0 || random() < 0.9 : random() < 0.05
  const share = method === 'POST' ? 0.97 : method === 'PUT' ? 0.55 : 0.05
  if (/^(get|head)$/i.test(method) || random() > share) {
    const type =
      random() < 0.1 ? pick(['application/json', formType, 'text/plain'], random) : undefined
    return { type, body: new Uint8Array() }
  }
  const text = isForm ? form(chance) : json(chance)
  return {
    type: isForm ? formType : 'application/json',
    body: resize(encode(text, random), isForm, chance),
  }
}

/** Mostly UTF-8. */
function encode(text: string, random: () => number): Uint8Array {
  const chosen = random()
  if (chosen < 0.9) return Buffer.from(text)
  if (chosen < 0.92) return Buffer.from(`\ufeff${text}`)
  if (chosen < 0.95) return Buffer.from(text, 'utf16le')
  if (chosen < 0.96) return Buffer.from(`\ufeff${text}`, 'utf16le')
  if (chosen < 0.98) return Buffer.from(text, 'latin1')
  const octets = Buffer.from(text)
  octets[int(random, octets.length)] = 0x80 + int(random, 128)
  return octets
}

/** Seldom around the limit, or around 1 MB, by what does not matter. */
function resize(octets: Uint8Array, isForm: boolean, { random }: Chance): Uint8Array {
  const chosen = random()
  if (chosen > 0.06) return octets
  const size =
    chosen < 0.04
      ? 16_382 + int(random, 5)
      : chosen < 0.055
        ? 40_958 + int(random, 5)
        : 1_048_574 + int(random, 5)
  if (size < octets.length) return octets
  const padding = Buffer.alloc(size - octets.length, isForm ? '&' : ' ')
  return random() < 0.5 ? Buffer.concat([octets, padding]) : Buffer.concat([padding, octets])
}

function json(chance: Chance): string {
  const { random, marker } = chance
  const token = JSON.stringify(hostileToken(chance))
  const other = JSON.stringify(hostileToken(chance))
  const depth = int(random, 7000)
  const escaped = `"${[...marker].map((each) => `\\u00${each.charCodeAt(0).toString(16)}`).join('')}"`
  const odd = [
    `{"authToken":${token},"authToken":${other}}`,
    `{"authToken":${token},"a":{"authToken":${other}}}`,
    `{"__proto__":{"authToken":${token}}}`,
    `{"__proto__":null,"authToken":${token}}`,
    `{"constructor":{"prototype":{"authToken":${token}}},"x":1}`,
    `{"auth\\u0054oken":${token}}`,
    `{"AuthToken":${token}}`,
    `{"authToken ":${token}}`,
    `{"authToken":${escaped}}`,
    `{"authToken":null}`,
    `{"authToken":""}`,
    `{"authToken":[${token}]}`,
    `{"authToken":{"toString":${token}}}`,
    `{"authToken":1e999}`,
    `{"authToken":true}`,
    `{"authToken":"${marker}\\ud800"}`,
    `{"authToken":"${marker}\\u0000"}`,
    `{"authToken":"${marker}\\r\\nSet-Cookie: a=b"}`,
    `{"authToken":"\u30af\u30ed\u30b3${marker}"}`,
    `{"authToken":${token},}`,
    `{"authToken":${token}`,
    `{authToken:${token}}`,
    `{'authToken':'${marker}'}`,
    `{"authToken":"${marker}\n"}`,
    `{"authToken":${token}}x`,
    `{"authToken":${token}}\u0000`,
    `\u00a0{"authToken":${token}}`,
    `/**/{"authToken":${token}}`,
    `{"a":${'['.repeat(depth)}${']'.repeat(depth)},"authToken":${token}}`,
    `${'['.repeat(depth)}`,
    `[{"authToken":${token}}]`,
    `${token}`,
    'null',
    '{}',
    '[]',
    'NaN',
    '7',
    ' ',
    `{"more":"\u00e9","authToken":${token}}`,
    `authToken=${marker}`,
  ]
  if (random() < 0.45) return `{"authToken":${token}}`
  // The same as in the header, where there is one.
  return random() < 0.1 ? `{"authToken":"${marker}"}` : pick(odd, random)
}

function form(chance: Chance): string {
  const { random, marker, site } = chance
  const token = hostileToken(chance)
  const encoded = encodeURIComponent(token)
  const good = `authToken=${encoded}`
  const oddTokens = [
    `authToken=${token}`,
    good.replace('T', '%54'),
    `${good}&${good}`,
    `authToken=%zz&${good}`,
    `authToken=${marker}%`,
    `authToken=${marker}%ff`,
    `authToken=${marker}%c0%80`,
    `authToken=${marker}+`,
    `authToken=%2B${marker}`,
    `authToken==${marker}`,
    'authToken=',
    'authToken',
    '',
    `AuthToken=${marker}`,
    `authToken[]=${marker}`,
    `authToken;=${marker}`,
    `token=${marker};authToken=${marker}`,
    `?${good}`,
    ` ${good}`,
    `authToken=\u00e9${marker}`,
  ]
  const paths = [
    ...site.returnTo,
    ...site.returnTo,
    '/app/',
    '/app/inbox',
    '/app/inbox?a=..#top',
    '/app/*',
    '/app/../admin',
    '/app/%2e%2e/admin',
    '/app/.%2E/admin',
    '/app/./x',
    '/app/x/..',
    '/app/..;/x',
    '/app//evil.test',
    '/app/\\evil.test',
    '/app/\t/x',
    '/app/ x',
    '/app/\u00e9',
    '/app/%2f%2fevil',
    '/app/<script>',
    '/app/x\r\nSet-Cookie: a=b',
    '/app/\u0000',
    '/application',
    '/welcome?x',
    '/welcome#x',
    '/Welcome',
    '/admin',
    '',
    '//evil.test',
    '///evil.test',
    '/\\evil.test',
    '\\/evil.test',
    'https://evil.test/',
    'javascript:alert(1)',
    '/%09/evil.test',
    ' /welcome',
    `/app/${'a'.repeat(int(random, 4000))}`,
  ]
  const others = [
    'x=%',
    '%zz=1',
    'go=%91%97',
    'go=\u00e9',
    '&&',
    '=',
    'state=1',
    'returnto=/',
    '%=1',
  ]
  const path = encodeURIComponent(pick(paths, random))
  const returns = [`returnTo=${path}`, `returnTo=${path}`, `returnTo=${pick(paths, random)}`]
  const oddReturns = [
    'returnTo=%zz',
    'returnTo',
    `return%54o=${path}`,
    `returnTo=/&returnTo=${path}`,
  ]
  const fields = [random() < 0.6 ? good : pick(oddTokens, random)]
  if (random() < 0.6) fields.push(pick(random() < 0.85 ? returns : oddReturns, random))
  if (random() < 0.3) fields.unshift(pick(others, random))
  if (random() < 0.2) fields.push(pick(others, random))
  return fields.join('&')
}
