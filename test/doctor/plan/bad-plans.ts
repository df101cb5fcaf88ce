import {
  bad,
  bothHosts,
  hosts,
  page,
  plan,
  planOfAnswer,
  planOfCookie,
  planOfHost,
  subtle,
  type BadPlan,
} from './plans.ts'

const writePlan = 'Write { "version": 1, "page": "https://www.example.com", "hosts": { … } }.'
const writeHost = 'Write "https://" and the host.'
const writePath = 'Write a path, as in "/set-auth-token", or "https://" and the host.'
const writeUrl = 'Write "https://…", or { "url": "https://…", … }.'
const braces = 'Write { … }, with braces.'
const brackets = 'Write [ … ], with brackets.'
const writeName =
  'Write a name as in "www.example.com": no "https://", port or path, and no IP address.'
const writeLabels =
  'Write letters, digits and hyphens with single dots between them, none at the end.'
const writeMoment = 'Write day, time and offset, as in "2026-11-21T12:00:00Z".'
const writeCookie =
  'Write the text of a Set-Cookie header, as in "id=x; Max-Age=86400; Path=/; Secure".'
const writeAttribute =
  'Write it as in { "name": "Path", "value": "/" }, or { "name": "Secure", "value": "" }.'
const www = 'hosts["www.example.com"]'
const cookie = 'api.cookies[0]'

const wholes: BadPlan[] = [
  bad('null', null, ['plan', 'null is not a plan.', writePlan]),
  bad('undefined', undefined, ['plan', 'nothing is not a plan.', writePlan]),
  bad('a list', [plan()], ['plan', 'a list is not a plan.', writePlan]),
  bad('a text', 'id=secret', ['plan', 'this text is not a plan.', writePlan]),
  bad('a whole report', { version: 1, headline: '', facts: plan() }, [
    'plan',
    'it is a whole report.',
    'Give only what its field "facts" holds.',
  ]),
  bad(
    'nothing',
    {},
    ['version', 'it is missing.', 'Write "version": 1.'],
    ['page', 'it is missing.', 'Write "page": "https://www.example.com".'],
  ),
  bad('version 2', plan({ version: 2 }), [
    'version',
    '2 is not known here.',
    'Write "version": 1.',
  ]),
  bad('version "1"', plan({ version: '1' }), [
    'version',
    '"1" is not known here.',
    'Write "version": 1.',
  ]),
  bad(
    'fields that there are not',
    plan({ Page: page, apis: [], colour: 'red' }),
    ['Page', 'there is no such field.', 'Write page.'],
    ['apis', 'there is no such field.', 'Write api.'],
    [
      'colour',
      'there is no such field.',
      'The fields are: $schema, version, observedAt, page, endpoint, bridge, api, recorded, hosts.',
    ],
  ),
  bad('a local time', plan({ observedAt: '2026-11-21T12:00:00' }), [
    'observedAt',
    '"2026-11-21T12:00:00" is not a moment.',
    writeMoment,
  ]),
  subtle('30 February', plan({ observedAt: '2026-02-30T12:00:00Z' }), [
    'observedAt',
    '"2026-02-30T12:00:00Z" is not a moment.',
    writeMoment,
  ]),
  bad('a moment in seconds', plan({ observedAt: 1 }), [
    'observedAt',
    '1 is not a moment.',
    writeMoment,
  ]),
]

const urls: BadPlan[] = [
  bad('no scheme', plan({ page: 'www.example.com' }), [
    'page',
    '"www.example.com" is not a URL.',
    writeHost,
  ]),
  bad('another scheme', plan({ page: 'ftp://www.example.com' }), [
    'page',
    '"ftp://www.example.com" is not a URL.',
    writeHost,
  ]),
  bad('no URL in the page', plan({ page: {} }), ['page.url', 'it is missing.', writeHost]),
  bad('a number', plan({ page: 1 }), ['page', '1 is neither a URL nor an object.', writeUrl]),
  bad('null for an optional part', plan({ api: null }), [
    'api',
    'null is neither a URL nor an object.',
    writeUrl,
  ]),
  bad('what may be a cookie', plan({ endpoint: 'id=secret; Secure' }), [
    'endpoint',
    'this text is neither a path nor a URL.',
    writePath,
  ]),
  bad('http', plan({ page: 'http://www.example.com/a?secret' }), [
    'page',
    'it is not https, and browsers refuse a Secure cookie there.',
    'Write "https://www.example.com/a".',
  ]),
  subtle('http that nobody saw', plan({ page: { url: 'http://www.example.com' } }), [
    'page.url',
    'it is not https, and browsers refuse a Secure cookie there.',
    'Write "https://www.example.com/".',
  ]),
  bad('http on a host that is only like localhost', plan({ api: 'http://notlocalhost' }), [
    'api',
    'it is not https, and browsers refuse a Secure cookie there.',
    'Write "https://notlocalhost/".',
  ]),
  bad('a password', plan({ page: 'https://me:secret@www.example.com/a' }), [
    'page',
    'there is a user name or password in it.',
    'Write "https://www.example.com/a".',
  ]),
  bad('a dot at the end of the host', plan({ page: 'https://www.example.com./' }), [
    'page',
    '"www.example.com." is not a host name as browsers compare it.',
    writeLabels,
  ]),
  bad('two dots', plan({ page: 'https://www..example.com/' }), [
    'page',
    '"www..example.com" is not a host name as browsers compare it.',
    writeLabels,
  ]),
  bad('a wildcard', plan({ api: 'https://*.example.com/' }), [
    'api',
    '"*.example.com" is not a host name as browsers compare it.',
    writeLabels,
  ]),
  bad('a path for the API', plan({ api: '/api' }), ['api', '"/api" is not a URL.', writeHost]),
  bad('a path without its slash', plan({ endpoint: 'set-auth-token' }), [
    'endpoint',
    '"set-auth-token" is neither a path nor a URL.',
    writePath,
  ]),
  bad('a path to another host', plan({ endpoint: '//evil.test/a' }), [
    'endpoint',
    '"//evil.test/a" leaves the host.',
    'Write a path, as in "/set-auth-token".',
  ]),
  bad(
    'a path to another host, as browsers read it',
    plan({ endpoint: { url: '/\\evil.test/a' } }),
    ['endpoint.url', 'this text leaves the host.', 'Write a path, as in "/set-auth-token".'],
  ),
  bad('redirects that are no list', plan({ page: { url: page, redirects: page } }), [
    'page.redirects',
    'this text is not a list.',
    brackets,
  ]),
  bad(
    'a redirect that is no URL',
    plan({ page: { url: page, redirects: [page, '/a', 1] } }),
    ['page.redirects[1]', '"/a" is not a URL.', writeHost],
    ['page.redirects[2]', '1 is not a URL.', writeHost],
  ),
  bad(
    '21 redirects',
    plan({ page: { url: page, redirects: Array.from({ length: 21 }, () => page) } }),
    ['page.redirects', 'there are 21 redirects; at most 20 are allowed.', 'Write at most 20.'],
  ),
  bad('a service worker that is true', plan({ page: { url: page, serviceWorker: true } }), [
    'page.serviceWorker',
    'true is unknown.',
    'Write one of "found", "none".',
  ]),
]

const names: BadPlan[] = [
  bad('hosts in a list', plan({ hosts: [] }), ['hosts', 'a list is not an object.', braces]),
  bad('hosts that are null', plan({ hosts: null }), ['hosts', 'null is not an object.', braces]),
  bad('a host that is an address', planOfHost('203.0.113.5'), [
    www,
    '"203.0.113.5" is not an object.',
    braces,
  ]),
  bad('a field of a host', planOfHost({ a: ['203.0.113.5'], addresses: ['203.0.113.5'] }), [
    `${www}.a`,
    'there is no such field.',
    'The fields are: cnames, addresses, failures.',
  ]),
  ...[page, 'a b', '203.0.113.5', '::1', '127.1', 'a..b', '', 'a.test:443'].map((name) =>
    bad(`host name "${name}"`, plan({ hosts: { ...hosts, [name]: {} } }), [
      `hosts[${JSON.stringify(name)}]`,
      `${JSON.stringify(name)} is not a host name.`,
      writeName,
    ]),
  ),
  subtle(
    'a host in two spellings',
    plan({ hosts: { ...hosts, 'WWW.example.com': { addresses: ['203.0.113.5'] } } }),
    [
      'hosts["WWW.example.com"]',
      'www.example.com is there twice.',
      'Write all that is known of it in one.',
    ],
  ),
  bad(
    'a CNAME to an address',
    planOfHost({ cnames: ['203.0.113.5'], addresses: ['203.0.113.5'] }),
    [`${www}.cnames[0]`, '"203.0.113.5" is not a host name.', writeName],
  ),
  subtle(
    'a chain that comes back',
    planOfHost({ cnames: ['a.example.com', 'WWW.example.com.'], addresses: ['203.0.113.5'] }),
    [
      `${www}.cnames`,
      'the chain comes to www.example.com twice, so it never ends.',
      'Write each name once. If DNS does go round, add "failures": [{ "question": "CNAME", "name": "…", "reason": "loop" }].',
    ],
  ),
  bad(
    '41 CNAMEs',
    planOfHost({
      cnames: Array.from({ length: 41 }, (_, i) => `a${i}.example.com`),
      addresses: ['203.0.113.5'],
    }),
    [`${www}.cnames`, 'there are 41 cnames; at most 40 are allowed.', 'Write at most 40.'],
  ),
  bad(
    '300 addresses',
    planOfHost({ addresses: Array.from({ length: 300 }, (_, i) => `10.0.0.${i}`) }),
    [`${www}.addresses`, 'there are 300 addresses; at most 32 are allowed.', 'Write at most 32.'],
  ),
  bad(
    '33 hosts',
    plan({ hosts: Object.fromEntries(Array.from({ length: 33 }, (_, i) => [`a${i}.test`, {}])) }),
    ['hosts', 'there are 33 hosts; at most 32 are allowed.', 'Write at most 32.'],
  ),
  bad(
    'a failure',
    planOfHost({ failures: [{ question: 'MX', name: 1 }] }),
    [`${www}.failures[0].question`, '"MX" is unknown.', 'Write one of "CNAME", "A", "AAAA".'],
    [`${www}.failures[0].name`, '1 is not a host name.', writeName],
    [
      `${www}.failures[0].reason`,
      'it is missing.',
      'Write one of "nxdomain", "no-address", "servfail", "refused", "timeout", "unreachable", "loop", "chain-too-long".',
    ],
  ),
]

function needed(name: string, problem: string): [string, string, string] {
  const cure = `Write "hosts": { "${name}": { "addresses": ["203.0.113.5"] } }, with all A and AAAA records, and "cnames": ["…"] if there are any.`
  return [`hosts["${name}"]`, problem, cure]
}

const missingHosts: BadPlan[] = [
  subtle(
    'no DNS at all',
    {
      version: 1,
      page: { url: 'https://a.test', redirects: ['https://b.test', 'https://c.test'] },
      endpoint: 'https://d.test/',
      api: 'https://constructor/',
    },
    needed('a.test', 'its DNS answers are missing.'),
    needed('c.test', 'its DNS answers are missing.'),
    needed('d.test', 'its DNS answers are missing.'),
    needed('constructor', 'its DNS answers are missing.'),
  ),
  subtle(
    'a host without an address or a failure',
    planOfHost({ cnames: ['a.example.net'], failures: [] }),
    needed('www.example.com', 'it has neither an address nor a failure.'),
  ),
]

const badAddresses = [
  '',
  '1',
  '0x7f.1',
  '127.1',
  '010.0.0.1',
  '203.0.113.256',
  '203.0.113.5:443',
  '203.0.113.0/24',
  '203.0.113.5.',
  'foo',
  '2001:88888::',
  '2001:db8::1::2',
  '::0x1.2.3.4',
  '[2001:db8::1]',
  'fe80::1%eth0',
  '::1]:80/[',
]
const addresses: BadPlan[] = [
  ...badAddresses.map((address) => ({
    ...bad(`address ${address}`, planOfHost({ addresses: ['203.0.113.5', address] }), [
      `${www}.addresses[1]`,
      `${JSON.stringify(address)} is not an IP address.`,
      'Write it as in "203.0.113.5" or "2001:db8::5": no port, mask, zone or brackets.',
    ]),
    // A pattern for IPv6 tells no more than its characters.
    ...(/^[\da-f:]+$/.test(address) && address.includes(':') && { isBeyondSchema: true as const }),
  })),
  bad('address null', planOfHost({ addresses: [null] }), [
    `${www}.addresses[0]`,
    'null is not an IP address.',
    'Write it as in "203.0.113.5" or "2001:db8::5": no port, mask, zone or brackets.',
  ]),
]

const parsed = { name: 'id', valueOctets: 1, attributes: [] }
const cookies: BadPlan[] = [
  ...(
    [
      [null, 'null'],
      [1234, 'a number'],
      [true, 'a boolean'],
      [['id=secret'], 'a list'],
    ] as const
  ).map(([value, type]) =>
    bad(`cookie: ${type}`, planOfCookie(value), [cookie, `${type} is not a cookie.`, writeCookie]),
  ),
  bad('an empty cookie', planOfCookie(' '), [
    cookie,
    'the text is empty.',
    'Write it as in "id=x; Max-Age=86400; Path=/; Secure".',
  ]),
  bad('the value of a cookie', planOfCookie({ ...parsed, value: 'secret' }), [
    `${cookie}.value`,
    'there is no such field.',
    'The fields are: name, valueOctets, attributes, flaw, setAt.',
  ]),
  bad(
    'an empty cookie object',
    planOfCookie({}),
    [`${cookie}.name`, "nothing is not a cookie's name.", 'Write the name alone, no "=".'],
    [
      `${cookie}.valueOctets`,
      'nothing is not a length.',
      'Write how many octets the value has, a whole number.',
    ],
    [`${cookie}.attributes`, 'the list is missing.', 'Write "attributes": [] if it has none.'],
  ),
  bad(
    'a cookie with its value where it does not belong',
    planOfCookie({
      name: 'id=secret',
      valueOctets: 'secret',
      attributes: ['secret', { name: 'Path' }],
      flaw: 'secret=',
    }),
    [`${cookie}.name`, "this text is not a cookie's name.", 'Write the name alone, no "=".'],
    [
      `${cookie}.valueOctets`,
      'this text is not a length.',
      'Write how many octets the value has, a whole number.',
    ],
    [`${cookie}.attributes[0]`, 'an attribute has a name and a value, both text.', writeAttribute],
    [`${cookie}.attributes[1]`, 'an attribute has a name and a value, both text.', writeAttribute],
    [
      `${cookie}.flaw`,
      'this text is not a flaw.',
      'Write "control-character" or "prefix-in-value" or "comma-in-value" or "attributes-in-value" or "joined-by-comma", or leave it out.',
    ],
  ),
  bad('a cookie that was set at no moment', planOfCookie({ ...parsed, setAt: 'secret=' }), [
    `${cookie}.setAt`,
    'this text is not a moment.',
    'Write day, time and offset, as in "2026-11-21T12:00:00Z".',
  ]),
  bad('half an octet', planOfCookie({ ...parsed, valueOctets: 0.5 }), [
    `${cookie}.valueOctets`,
    'a number is not a length.',
    'Write how many octets the value has, a whole number.',
  ]),
  ...[
    ['no', null, 'null'],
    ['half a second of', 0.5, '0.5'],
    ['a written', '7 days', '"7 days"'],
    ['no second of', 0, '0'],
    ['an endless', 1e300, '1e+300'],
  ].map(([what, refreshTokenLife, shown]) =>
    bad(`${what} life of a refresh token`, plan({ bridge: { url: '/api', refreshTokenLife } }), [
      'bridge.refreshTokenLife',
      `${shown} is not a life.`,
      'Write whole seconds, such as 604800 for 7 days.',
    ]),
  ),
  ...[
    ['host', 'https://api.example.com/v1'],
    ['port', 'https://www.example.com:8443/api'],
  ].map(([what, url]) =>
    subtle(`a bridge on another ${what} than the page`, plan({ bridge: { url } }), [
      'bridge.url',
      'it is not on https://www.example.com, the page’s own origin: its cookie never gets there.',
      'Write its path, as in "/api", and the API’s own address as "api".',
    ]),
  ),
  subtle(
    'a bridge whose endpoint is on another host',
    plan({ bridge: '/api', endpoint: 'https://api.example.com/set-auth-token', hosts: bothHosts }),
    [
      'endpoint',
      'it is not on https://www.example.com, where the bridge is: its cookie never gets there.',
      'Write its path, as in "/set-auth-token".',
    ],
  ),
  subtle(
    'Expires of the refresh token’s cookie without a moment',
    plan({ bridge: { url: '/api', refreshCookie: 'id=secret; EXPIRES=1' } }),
    [
      'observedAt',
      'the cookie "id" has Expires without a Max-Age, and it is not said when it was set.',
      'Write when, as in "observedAt": "2026-11-21T12:00:00Z", or give the cookie a Max-Age.',
    ],
  ),
  bad('a recorded cookie without a host', plan({ recorded: [{ cookie: 'id=secret' }] }), [
    'recorded[0].url',
    'it is missing.',
    'Write "https://" and the host.',
  ]),
  bad('an unknown way', plan({ recorded: [{ url: page, way: 'post', cookie: 'id=secret' }] }), [
    'recorded[0].way',
    '"post" is unknown.',
    'Write one of "fetch", "navigation", "redirect".',
  ]),
  bad(
    'a flag that is none',
    plan({ recorded: [{ url: page, isForOwnPages: 'yes', cookie: 'id=secret' }] }),
    ['recorded[0].isForOwnPages', '"yes" is neither true nor false.', 'Write true or false.'],
  ),
  subtle(
    'a recorded cookie of a host without DNS',
    plan({ recorded: [{ url: 'https://api.example.com/', cookie: 'id=secret' }] }),
    [
      'hosts["api.example.com"]',
      'its DNS answers are missing.',
      'Write "hosts": { "api.example.com": { "addresses": ["203.0.113.5"] } }, with all A and AAAA records, and "cnames": ["…"] if there are any.',
    ],
  ),
  subtle(
    'Expires of a recorded cookie without a moment',
    plan({ recorded: [{ url: page, cookie: 'id=secret; EXPIRES=1' }] }),
    [
      'observedAt',
      'the cookie "id" has Expires without a Max-Age, and it is not said when it was set.',
      'Write when, as in "observedAt": "2026-11-21T12:00:00Z", or give the cookie a Max-Age.',
    ],
  ),
  subtle('Expires without a moment', planOfCookie('id=secret; max-age=x; EXPIRES=1'), [
    'observedAt',
    'the cookie "id" has Expires without a Max-Age, and it is not said when it was set.',
    'Write when, as in "observedAt": "2026-11-21T12:00:00Z", or give the cookie a Max-Age.',
  ]),
  subtle(
    'Expires without a moment, in an answer',
    planOfAnswer({ status: 200, cookies: ['id=secret; Expires=1'] }),
    [
      'observedAt',
      'the cookie "id" has Expires without a Max-Age, and it is not said when it was set.',
      'Write when, as in "observedAt": "2026-11-21T12:00:00Z", or give the cookie a Max-Age.',
    ],
  ),
  bad('whence no cookie came', plan({ endpoint: { url: '/a', cookieFrom: 'mint' } }), [
    'endpoint.cookieFrom',
    'there is no cookie.',
    'Write "cookie": "id=x; …", or leave this out.',
  ]),
  bad(
    'the API’s cookie in the singular',
    plan({ api: { url: 'https://api.example.com', cookie: 'id=secret' }, hosts: bothHosts }),
    ['api.cookie', 'there is no such field.', 'Write cookies.'],
  ),
  bad(
    'a token in place of its header',
    plan({ api: { url: 'https://api.example.com', tokenHeader: 'X: secret' }, hosts: bothHosts }),
    [
      'api.tokenHeader',
      'this text is not the name of a header.',
      'Write the name alone, as in "X-Access-Token".',
    ],
  ),
  ...['Cookie', 'set-cookie'].map((tokenHeader) =>
    subtle(
      `a token in the header ${tokenHeader}`,
      plan({ api: { url: 'https://api.example.com', tokenHeader }, hosts: bothHosts }),
      [
        'api.tokenHeader',
        'a token in a cookie is no token in a header.',
        'Leave this out, and write the cookie: "cookies": ["id=x; Max-Age=86400; Path=/; Secure"].',
      ],
    ),
  ),
  subtle(
    'two Set-Cookie headers in one text',
    planOfCookie('Set-Cookie: id=secret; Secure\r\nSet-Cookie: other=secret; Secure'),
    [
      cookie,
      'there is more than one line in it.',
      'Write each Set-Cookie header as a text of its own, in one line.',
    ],
  ),
]

const statuses = [99, 600, 200.5, '200', null]
const answers: BadPlan[] = [
  ...statuses.map((status) =>
    bad(`status ${JSON.stringify(status)}`, planOfAnswer({ status }), [
      'page.answer.status',
      `${JSON.stringify(status)} is not a status.`,
      'Write a whole number from 100 to 599.',
    ]),
  ),
  bad('no answer and no failure', planOfAnswer({}), [
    'page.answer',
    'there is neither a status nor a failure.',
    'Write "status": 200, or "failure": { "reason": "timeout" }.',
  ]),
  bad('headers in a list', planOfAnswer({ status: 200, headers: [] }), [
    'page.answer.headers',
    'a list is not headers.',
    'Write { "cache-control": "no-store" }.',
  ]),
  bad('a header that is a number', planOfAnswer({ status: 200, headers: { age: 5 } }), [
    'page.answer.headers.age',
    'a number is not text.',
    'Write it in double quotes.',
  ]),
  subtle('a header twice', planOfAnswer({ status: 200, headers: { age: '5', Age: '6' } }), [
    'page.answer.headers.Age',
    'this header is there twice.',
    'Write it once, its values joined by ", ".',
  ]),
  bad('a problem that is none', planOfAnswer({ status: 400, problem: {} }), [
    'page.answer.problem',
    'an object is not text.',
    'Write it in double quotes.',
  ]),
  bad(
    'a failure that is none',
    planOfAnswer({ failure: { reason: 'bad luck', detail: 1 } }),
    [
      'page.answer.failure.reason',
      '"bad luck" is unknown.',
      'Write one of "dns", "refused", "unreachable", "reset", "certificate", "timeout", "redirect-loop", "not-http".',
    ],
    ['page.answer.failure.detail', 'a number is not text.', 'Write it in double quotes.'],
  ),
  bad(
    'a request that is not sent',
    plan({ endpoint: { url: '/a', answers: { head: { status: 200 }, Put: { status: 200 } } } }),
    [
      'endpoint.answers.head',
      'there is no such field.',
      'The fields are: options, get, put, patch, delete, foreign, mint.',
    ],
    ['endpoint.answers.Put', 'there is no such field.', 'Write put.'],
  ),
]

/** Plans that are not in order, and all that is wrong with each. */
export const badPlans: BadPlan[] = [
  ...wholes,
  ...urls,
  ...names,
  ...missingHosts,
  ...addresses,
  ...cookies,
  ...answers,
]
