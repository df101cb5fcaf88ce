import { compilePolicy } from '../../../shared/config/compile-policy.ts'
import { handleNow } from '../../../shared/core/handle.ts'
import { readHeader } from '../../../shared/core/read-header.ts'
import { requestOf, site } from '../endpoint.ts'
import { unless, type FuzzTarget } from '../target.ts'

/** A config, as JSON. */
export const target: FuzzTarget = {
  seeds: [
    `{"site":"${site}"}`,
    `{"site":"${site}","cookie":{"name":"__Host-a","sameSite":"Lax","former":[{"domain":false}]},"siteOrigins":["https://a.test"]}`,
    `{"site":"${site}","formOrigins":["https://a.test"],"returnTo":["/","/app/*"],"endpoint":"/log-in"}`,
    `{"site":"${site}","api":"https://api.vendor.com/v1","bridge":{"path":"/api","preset":"kuroco"},"secret":"EDGEMINT_SECRET"}`,
    `{"site":"${site}","verify":{"algorithm":"HS256","secret":"S","issuer":"a"},"login":{}}`,
    'null',
  ],
  words: [
    '"site":',
    '"cookie":',
    '"name":',
    '"domain":',
    '"path":',
    '"former":',
    '"verify":',
    '"bridge":',
    '"tokens":',
    '"login":',
    '"header":',
    '"api":',
    '"preset":',
    '"kuroco"',
    '"oauth2"',
    '"secret":',
    'null',
    '[]',
    '{}',
    '1',
    'true',
    '"/"',
    '"__Host-',
    '"https://',
    ';',
    '\\r\\n',
    '"co.uk"',
    '"localhost"',
    '__proto__',
  ],
  check(input) {
    let config: unknown
    try {
      config = JSON.parse(input)
    } catch {
      return undefined
    }
    const compiled = compilePolicy(config)
    if ('mistakes' in compiled) {
      const isSaid = compiled.mistakes.every(({ place, problem, cure }) => place && problem && cure)
      return unless(
        compiled.mistakes.length > 0 && isSaid,
        'refused without place, mistake and cure',
      )
    }
    const { policy } = compiled
    const { status, cookies } = handleNow(
      requestOf({ method: 'PUT', headers: { authorization: 'Bearer abc' } }),
      policy,
      readHeader,
    )
    const lines = cookies.flatMap(({ name, variants }) =>
      variants.map(({ attributes }) => name + attributes),
    )
    if (lines.some((line) => !/^[\x20-\x7e]*$/.test(line)))
      return 'a Set-Cookie header that is none'
    return unless([204, 403].includes(status), `a ${status}`)
  },
}
