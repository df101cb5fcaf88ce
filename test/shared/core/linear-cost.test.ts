import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { handle } from '../../../shared/core/handle.ts'
import { tokenMissing } from '../../../shared/core/problems.ts'
import { readHeaderAndBody } from '../../../shared/core/read-body.ts'
import { jsonRequest, policyWith } from './fixtures.ts'
import { growthOf, isLinear } from './growth.ts'
import { hostileBodies } from './hostile-bodies.ts'
import { hostileBridges } from './hostile-bridge.ts'
import { hostileGrants } from './hostile-grants.ts'
import { hostileHeaders } from './hostile-headers.ts'
import { hostileLogins } from './hostile-logins.ts'
import { hostileTokens } from './hostile-tokens.ts'
import { findPatternsAndLoops } from './loops.ts'

const hostileInputs = {
  ...hostileHeaders,
  ...hostileBodies,
  ...hostileTokens,
  ...hostileLogins,
  ...hostileBridges,
  ...hostileGrants,
}

for (const [part, { work, inputs }] of Object.entries(hostileInputs)) {
  suite(`the cost of a hostile ${part} is linear (contract: every cost is linear)`, () => {
    for (const [what, makeInput] of Object.entries(inputs)) {
      test(what, async () => {
        const growth = await growthOf((size) => work(makeInput(size), size))
        assert.ok(isLinear(growth), `8 × the input takes ${growth.toFixed(1)} × the time`)
      })
    }
  })
}

/** What no caller's data reaches. */
const ownData = [
  String.raw`shared/core/return-path.ts /\*$/`, // entries of the config
  'shared/core/attach-stamped.ts attachStamped()', // secrets
  String.raw`shared/core/domain.ts /^127(\.\d+){3}$|^\[::1\]$/`, // what the config and doctor's plan name
  'shared/core/mac.ts /%../g',
  String.raw`shared/core/mac.ts /[^\0- \uFEFF](?:[^\r\n]*[^\0- \uFEFF])?/g`,
  'shared/core/mac.ts secretLines()',
  // What the config names, secrets, and what the provider says within its bounds.
  'shared/web/own-secret.ts deriveKeys()',
  ...[
    'flow.ts flowSecrets()', // three of them
    'id-token.ts /256|384|512/',
    'id-token.ts verifyIdToken()', // the parts of what is verified
    String.raw`provider.ts /\/$/`,
    'start.ts authorizationUrl()',
  ].map((place) => `shared/web/login/${place}`),
  'cloudfront/bridge/stamped-viewer-request.ts macs()',
  'shared/web/bridge/attach-stamped.ts macs()',
  // So many headers and cookies as a platform takes, each once; their names and values are judged in the core.
  'cloudfront/bridge/attach-viewer-request.ts passOn()',
  'cloudfront/bridge/viewer-response.ts handler()',
  'shared/web/bridge/decoded.ts /^(?:gzip|br)$/i',
  'shared/web/bridge/decoded.ts decodesZstd()', // undici's version
  'shared/web/bridge/decoded.ts isDecoded()',
  'shared/web/bridge/forward.ts apiHeaders()',
  'shared/web/bridge/forward.ts pageResponse()',
  // The URL of a request that the page makes, and the path that its own code names.
  String.raw`shared/web/auth-fetch.ts /[?#]|$/`,
  String.raw`shared/web/auth-fetch.ts /\/?$/`,
  // They wait for another tab, and look at two times.
  'shared/web/auth-fetch.ts leased()',
  'shared/web/auth-fetch.ts renew()',
  // What the API says within its bounds, and the cookies that we mint.
  ...[
    String.raw`seconds-left.ts /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:?\d\d)$/i`,
    'ask-once.ts createAskOnce()', // those who asked within the patience, each once
    'stamp.ts variants()',
    'stamp.ts withStamp()',
    'token-answer.ts valueAt()',
  ].map((place) => `shared/web/tokens/${place}`),
  // What an issuer, an API and a key set say within their bounds.
  'shared/web/oauth-refusal.ts /^((invalid|unauthorized)_client|unsupported_grant_type)$/',
  'shared/web/oauth-refusal.ts /^(server_error|temporarily_unavailable)$/',
  'shared/web/verify/bounded-fetch.ts readText()',
  'shared/web/verify/key-set.ts isSigned()', // the keys of a name
  'shared/web/form-post-page.ts /^https?:/', // the address that the API's own code writes
  // The options of isAuthed and corsAnswer, which the API's own code writes.
  ...[
    "/^[!#$%&'*+\\-.^`|~\\w]+$/",
    '/^[A-Z-]+(?:, *[A-Z-]+)*$/',
    String.raw`/^[\w-]+(?:, *[\w-]+)*$/`,
    '/^[a-z]{1,20}$/i',
    '/^https?:/',
    'checkCookieName()',
    'checkCors()',
    'checkNames()',
  ].map((place) => `shared/web/api-options.ts ${place}`),
]

test('each pattern and loop that meets a caller’s data is fed here: list a new one', () => {
  const covered = Object.values(hostileInputs).flatMap(({ covers }) => covers)
  assert.deepEqual(findPatternsAndLoops(), [...covered, ...ownData].toSorted())
})

for (const depth of [7500, 1_000_000]) {
  test(`JSON of ${depth} nested arrays is an answer, not a crash`, async () => {
    const arrays = '['.repeat(depth) + ']'.repeat(depth)
    assert.equal(await readHeaderAndBody(jsonRequest(arrays), policyWith()), tokenMissing)
    const token = `{"authToken":${arrays}}`
    const { status } = await handle(jsonRequest(token), policyWith(), readHeaderAndBody)
    assert.equal(status, 400)
  })
}

test('what is quadratic is noticed: the pattern that once read a Bearer token', async () => {
  const growth = await growthOf((size) => {
    const authorization = `Bearer${' '.repeat(size)}\u2028`
    return () => /^bearer(?: +(.*))?$/i.exec(authorization)
  })
  assert.equal(isLinear(growth), false)
})
