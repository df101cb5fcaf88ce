import { randomFrom } from '../../../tools/fuzz/mutate.ts'
import { base64url, formerSecret, hmac, secret } from './tokens.ts'

export const issuer = 'https://api.example.com'
export const audience = 'https://www.example.com'

const raw = (text: string): { raw: string } => ({ raw: text })

/** What a field may hold that is wrong, or only looks so; `raw` is JSON as it stands. */
function oddValues(now: number): Record<string, unknown[]> {
  const dates = ['now', null, String(now), now + 3600.5, now - 3600.5, -1, 0, 2 ** 53, [now + 3600]]
  const [never, ever] = [raw('1e400'), raw('-1e400')]
  return {
    exp: [now + 3600, now - 3600, undefined, never, ever, true, ...dates],
    nbf: [now - 3600, now + 3600, never, ever, ...dates],
    iat: [now - 3600, now + 3600, never, ever, ...dates],
    iss: [undefined, null, '', `${issuer}/`, [issuer], issuer.toUpperCase(), 1],
    aud: [
      [audience],
      ['a', audience],
      [],
      ['a'],
      undefined,
      null,
      `${audience}/`,
      [[audience]],
      1,
      {},
    ],
  }
}

const oddHeaders: [name: string, value: unknown][] = [
  ...['none', 'None', 'HS384', 'RS256', 'hs256', '', null, ['HS256'], undefined].map(
    (alg): [string, unknown] => ['alg', alg],
  ),
  ['typ', 'JWT'],
  ['typ', 1],
  ['kid', 'a'],
  ['cty', 'JWT'],
  ['b64', false],
  ['zip', 'DEF'],
  ...['crit', 'jku', 'x5u', 'jwk'].flatMap((name): [string, unknown][] =>
    [['exp'], [], 'https://evil.test', {}, null].map((value) => [name, value]),
  ),
]

const oddTexts = ['', 'null', '1', '"a"', '[]', '{', '{}', '{}{}', 'true', '\0']

/** Tokens of which about a third are genuine, each of the others wrong in one way or two. */
export function generateTokens(count: number, now: number, seed = 1): string[] {
  const random = randomFrom(seed)
  const below = (size: number): number => Math.floor(random() * size)
  const pick = <Item>(items: readonly Item[]): Item => items[below(items.length)]
  const values = oddValues(now)

  const oddBase64url = (part: string): string => {
    const at = below(part.length + 1)
    const last = part.charCodeAt(part.length - 1)
    return pick([
      `${part}=`,
      `${part}==`,
      part.slice(0, -1) + String.fromCharCode(last + 1),
      part.slice(0, at) + pick([...'.+/*~!']) + part.slice(at),
      part.slice(0, at) + part.slice(at + 1),
      part.slice(0, -1),
      `${part}A`,
      '',
    ])
  }

  const token = (): string => {
    const header = new Map<string, unknown>([['alg', 'HS256']])
    const claims = new Map<string, unknown>([
      ['iss', issuer],
      ['aud', audience],
      ['exp', now + 3600 + below(1000)],
      ['name', 'é'.repeat(below(9)) + 'x'.repeat(below(9))],
    ])
    let [key, wrongParts] = [secret, [false, false, false]]
    let texts: (string | undefined)[] = []
    for (let wrong = pick([0, 1, 1, 1, 2]); wrong > 0; wrong--) {
      const way = below(10)
      const name = pick(Object.keys(values))
      if (way < 5) claims.set(name, pick(values[name]))
      else if (way < 7) header.set(...pick(oddHeaders))
      else if (way < 8) wrongParts = wrongParts.with(below(3), true)
      else if (way < 9)
        texts = pick([
          [pick(oddTexts)],
          [undefined, pick(oddTexts)],
          ['\ufeff'],
          [undefined, '\ufeff'],
        ])
      else key = formerSecret
    }
    const bytes = [header, claims].map((fields, i) =>
      texts[i] === '\ufeff' ? `\ufeff${json(fields)}` : (texts[i] ?? json(fields)),
    )
    const parts = bytes.map((text, i) =>
      wrongParts[i] ? oddBase64url(base64url(text)) : base64url(text),
    )
    const signature = hmac(key, parts.join('.'))
    return [...parts, wrongParts[2] ? oddBase64url(signature) : signature].join('.')
  }
  return Array.from({ length: count }, token)
}

function json(fields: Map<string, unknown>): string {
  const members = [...fields]
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => {
      const isRaw = typeof value === 'object' && value !== null && 'raw' in value
      return `${JSON.stringify(name)}:${isRaw ? String(value.raw) : JSON.stringify(value)}`
    })
  return `{${members.join(',')}}`
}
