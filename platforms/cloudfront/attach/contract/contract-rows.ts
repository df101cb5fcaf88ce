import { ask, noBody, own, refuses, row, sets, type ContractRow } from './contract-row.ts'

/**
 * What attach asks the function on AWS's own runtime before anything is live, by the file of the vector.
 * A test compares each with its vector. `{site}`, `{cookie}` and the like stand for what the policy says;
 * a row without an answer to one is left out.
 */
export const contractRows: Record<string, ContractRow[]> = {
  'mint-by-header': [
    row(
      'a token in the Authorization header is minted',
      own('PUT', { authorization: 'Bearer abc' }),
      sets('abc'),
    ),
    row(
      'the scheme is matched in any case: lower',
      own('PUT', { authorization: 'bearer abc' }),
      sets('abc'),
    ),
    row(
      'Origin and Sec-Fetch-Site agree',
      own('PUT', { authorization: 'Bearer abc', 'sec-fetch-site': 'same-origin' }),
      sets('abc'),
    ),
    row(
      'no Origin, but Sec-Fetch-Site says same-origin',
      ask('PUT', { authorization: 'Bearer abc', 'sec-fetch-site': 'same-origin' }),
      sets('abc'),
    ),
    row(
      'every cookie-octet is kept as it is',
      own('PUT', {
        authorization:
          "Bearer !#$%&'()*+-./0123456789:<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~",
      }),
      sets(
        "!#$%&'()*+-./0123456789:<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~",
      ),
    ),
    row(
      'nothing is percent-encoded or decoded',
      own('PUT', { authorization: 'Bearer a%20b%3Bc+/==' }),
      sets('a%20b%3Bc+/=='),
    ),
    row(
      'name and value of 4,096 octets fit',
      own('PUT', { authorization: 'Bearer {fits}' }),
      sets('{fits}'),
    ),
    row(
      'one octet more is refused, with both numbers',
      own('PUT', { authorization: 'Bearer {too long}' }),
      refuses(413, 'token-too-large'),
    ),
    row(
      'a token is minted over two tossed cookies',
      own('PUT', { authorization: 'Bearer new', cookie: '{cookie}=old; {cookie}=tossed' }),
      sets('new'),
    ),
    row(
      'a scheme without a token',
      own('PUT', { authorization: 'Bearer' }),
      refuses(400, 'token-malformed'),
    ),
    row(
      'another scheme and no body: there is no token',
      own('PUT', { authorization: 'Basic dXNlcjpwYXNz' }),
      refuses(400, 'token-missing'),
    ),
    row('no token anywhere', own('PUT', {}), refuses(400, 'token-missing')),
    row(
      'a comma in the token',
      own('PUT', { authorization: 'Bearer a,b' }),
      refuses(400, 'token-malformed'),
    ),
    row(
      'an attribute behind the token',
      own('PUT', { authorization: 'Bearer a; Domain=evil.test' }),
      refuses(400, 'token-malformed'),
    ),
    row(
      'two Authorization headers',
      own('PUT', { authorization: ['Bearer abc', 'Bearer def'] }),
      refuses(400, 'token-malformed'),
    ),
  ],
  'mint-by-json': [
    row(
      'the recipe, word for word',
      own('PUT', { 'content-type': 'application/json' }, '{"authToken":"abc"}'),
      sets('abc'),
      noBody,
    ),
    row(
      'cut-off JSON',
      own('PUT', { 'content-type': 'application/json' }, '{"authToken":"abc"'),
      refuses(400, 'body-malformed'),
      noBody,
    ),
    row(
      'plain text',
      own('PUT', { 'content-type': 'text/plain' }, 'abc'),
      refuses(415, 'content-type-unsupported'),
      noBody,
    ),
  ],
  'form-post': [
    row(
      'a form from a listed origin mints the cookie and returns to the first path',
      ask(
        'POST',
        { 'content-type': 'application/x-www-form-urlencoded', origin: '{form origin}' },
        'authToken=abc',
      ),
      sets('abc', 303),
      noBody,
    ),
    row(
      'from an origin that is not listed',
      ask(
        'POST',
        { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://evil.test' },
        'authToken=abc',
      ),
      refuses(403, 'cross-origin'),
    ),
  ],
  renew: [
    row('the cookie gets a full life again', own('PATCH', { cookie: '{cookie}=abc' }), sets('abc')),
    row(
      'among other cookies',
      own('PATCH', { cookie: 'theme=dark; {cookie}=abc; lang=de' }),
      sets('abc'),
    ),
    row('no Cookie header', own('PATCH', {}), refuses(401, 'not-authenticated')),
    row(
      'two cookies of our name',
      own('PATCH', { cookie: '{cookie}=tossed; {cookie}=abc' }),
      refuses(401, 'not-authenticated'),
    ),
    row(
      'another case of the name is another cookie',
      own('PATCH', { cookie: '{other cookie}=abc' }),
      refuses(401, 'not-authenticated'),
    ),
    row('an empty value', own('PATCH', { cookie: '{cookie}=' }), refuses(401, 'not-authenticated')),
  ],
  clear: [
    row(
      'the cookie and its host-only twin are expired',
      own('DELETE', { cookie: '{cookie}=abc' }),
      sets(''),
    ),
  ],
  methods: [
    row('OPTIONS names the methods', own('OPTIONS', {}), { status: 204 }),
    row(
      'the preflight of another origin gets no Access-Control header',
      ask('OPTIONS', {
        origin: 'https://evil.test',
        'access-control-request-method': 'PUT',
        'access-control-request-headers': 'authorization',
      }),
      { status: 204 },
    ),
    row('GET', own('GET', {}), refuses(405, 'method-not-allowed')),
    row(
      'GET with a token in the header mints nothing',
      own('GET', { authorization: 'Bearer abc' }),
      refuses(405, 'method-not-allowed'),
    ),
    row('HEAD, without a body', own('HEAD', {}), { status: 405 }),
    row(
      'POST, as long as form post is off',
      own('POST', { 'content-type': 'application/x-www-form-urlencoded' }, 'authToken=abc'),
      refuses(405, 'method-not-allowed'),
    ),
  ],
  origins: [
    row(
      'another site',
      ask('PUT', { origin: 'https://evil.test', authorization: 'Bearer abc' }),
      refuses(403, 'cross-origin'),
    ),
    row(
      'http is another origin than https',
      ask('PUT', { origin: 'http://{host}', authorization: 'Bearer abc' }),
      refuses(403, 'cross-origin'),
    ),
    row(
      'an opaque origin',
      ask('PUT', { origin: 'null', authorization: 'Bearer abc' }),
      refuses(403, 'cross-origin'),
    ),
    row(
      'neither Origin nor Sec-Fetch-Site',
      ask('PUT', { authorization: 'Bearer abc' }),
      refuses(403, 'cross-origin'),
    ),
    row(
      'our Origin, but Sec-Fetch-Site says cross-site',
      own('PUT', { 'sec-fetch-site': 'cross-site', authorization: 'Bearer abc' }),
      refuses(403, 'cross-origin'),
    ),
    row(
      'our Origin, but Sec-Fetch-Site says same-site',
      own('PUT', { 'sec-fetch-site': 'same-site', authorization: 'Bearer abc' }),
      refuses(403, 'cross-origin'),
    ),
    row(
      'PATCH from another site',
      ask('PATCH', { origin: 'https://evil.test', cookie: '{cookie}=abc' }),
      refuses(403, 'cross-origin'),
    ),
    row(
      'DELETE from another site',
      ask('DELETE', { origin: 'https://evil.test', cookie: '{cookie}=abc' }),
      refuses(403, 'cross-origin'),
    ),
    row(
      'DELETE without Origin, but Sec-Fetch-Site same-origin',
      ask('DELETE', { 'sec-fetch-site': 'same-origin' }),
      sets(''),
    ),
  ],
  'site-origins': [
    row(
      'a listed origin counts as our own',
      ask('PUT', { origin: '{listed origin}', authorization: 'Bearer abc' }),
      sets('abc'),
    ),
    row(
      'a listed origin that calls across',
      ask('PUT', {
        origin: '{listed origin}',
        'sec-fetch-site': 'cross-site',
        authorization: 'Bearer abc',
      }),
      refuses(403, 'cross-origin'),
    ),
  ],
}
