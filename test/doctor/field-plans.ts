import type { Browser, Outcome } from '../../doctor/rules/diagnosis.ts'
import type { EraName } from './rules/era-names.ts'

// Plans of the field on which doctor was wrong, by the kind of its fault, each with others of its kind.

/** A plan, and what is right. */
export interface FieldPlan {
  kind: string
  title: string
  plan: object
  /** What becomes of the cookie that a fetch sets. */
  outcomes: Record<EraName | Exclude<Browser, 'Safari'>, Outcome>
  exitCode: 0 | 1
  /** Ids of findings and remedies that must be there, and that must not be. */
  ids: string[]
  noIds?: string[]
  /** What the reports say, in any lines, and what they do not. */
  says: RegExp[]
  saysNot?: RegExp[]
}

type Outcomes = FieldPlan['outcomes']

const safari = (outcome: Outcome): Record<EraName, Outcome> => ({
  'before 14': outcome,
  '14': outcome,
  '16.4': outcome,
  '17': outcome,
  '18.4': outcome,
  '27': outcome,
})
const all = (outcome: Outcome): Outcomes => ({
  ...safari(outcome),
  Firefox: outcome,
  Chrome: outcome,
})
const kept = all('kept')
/** An alias whose page Safari may not have loaded from the network. */
const dependsOnCache: Outcomes = { ...kept, ...safari('depends'), 'before 14': 'kept' }
const rejected = all('rejected')

const near = {
  'www.example.com': { addresses: ['203.0.113.5'] },
  'api.example.com': { addresses: ['203.0.113.6'] },
}

/** What an API sets that is close by: Safari keeps all that it takes. */
function setByApi(...cookies: string[]): object {
  return {
    version: 1,
    page: 'https://www.example.com',
    api: { url: 'https://api.example.com', cookies },
    hosts: near,
  }
}

const hostOnly = 'Path=/; HttpOnly; Secure; SameSite=Strict'
const atEndpoint = 'Path=/set-auth-token; HttpOnly; Secure; SameSite=Strict'

/** A site whose bridge hands the token to an API of somebody else. */
function bridged(endpoint: object, bridge: object = {}): object {
  return {
    version: 1,
    page: 'https://www.example.com',
    endpoint: { url: '/set-auth-token', ...endpoint },
    bridge: { url: '/api', ...bridge },
    api: { url: 'https://api.vendor.example', tokenHeader: 'X-Token' },
    hosts: {
      'www.example.com': { addresses: ['203.0.113.5'] },
      'api.vendor.example': { addresses: ['198.51.100.1'] },
    },
  }
}

/** The cookies of its endpoint, for so many seconds. */
const ownFor = (life: number): string => `__Host-authToken=x; Max-Age=${life}; ${hostOnly}`
const refreshFor = (life: number): string =>
  `__Secure-authToken-refresh=x; Max-Age=${life}; ${atEndpoint}`

function shortLivedBridge(
  title: string,
  plan: object,
  said: Pick<FieldPlan, 'says' | 'saysNot'>,
): FieldPlan {
  const kind = 'a bridge whose cookie asks for little'
  return { kind, title, plan, outcomes: kept, exitCode: 0, ids: [], ...said }
}

const ownApi = {
  version: 1,
  page: 'https://www.example.com',
  api: {
    url: 'https://www.example.com/api',
    cookies: ['session=x; Max-Age=31536000; Path=/; HttpOnly; Secure; SameSite=Lax'],
  },
  hosts: {
    'www.example.com': {
      cnames: ['site.netlify.app'],
      addresses: ['75.2.60.5', '99.83.190.102'],
    },
  },
}

/** Advice to do what is done: these ids and words must not be there. */
const doneIds = ['mint-on-own-site', 'proxy-the-api', 'use-minted-cookie']
const doneWords = [/with edgemint|edgemint’s cookie|Install edgemint/, /\/api\/\*/]

/** A page behind an alias, with these headers. */
function aliasedPage(headers: object, fields: object = {}): object {
  return {
    version: 1,
    page: { url: 'https://www.example.com', answer: { status: 200, headers } },
    endpoint: {
      url: '/set-auth-token',
      cookie:
        '__Secure-authToken=x; Max-Age=34560000; Domain=example.com; Path=/; HttpOnly; Secure; SameSite=Strict',
    },
    hosts: { 'www.example.com': { cnames: ['x.netlify.app'], addresses: ['203.0.113.5'] } },
    ...fields,
  }
}

function cachedPage(title: string, headers: object, ...says: RegExp[]): FieldPlan {
  return {
    kind: 'freshness of the page',
    title,
    plan: aliasedPage({ date: 'Sat, 21 Nov 2026 12:00:00 GMT', ...headers }),
    outcomes: dependsOnCache,
    exitCode: 1,
    ids: ['page-cacheable', 'load-page-from-network'],
    says: [/The browser may show the page from its cache/, ...says],
  }
}

function freshPage(title: string, headers: object): FieldPlan {
  return {
    kind: 'freshness of the page',
    title,
    plan: aliasedPage({ date: 'Sat, 21 Nov 2026 12:00:00 GMT', ...headers }),
    outcomes: kept,
    exitCode: 0,
    ids: ['page-behind-cname'],
    noIds: ['page-cacheable'],
    says: [/for its full life/],
  }
}

/** What another site's API sets, which Safari blocks before 26.2. */
function partitioned(sameSite: string): object {
  return {
    version: 1,
    page: 'https://www.example.com',
    api: {
      url: 'https://api.other.com',
      cookies: [`a=b; Max-Age=999; Partitioned; Secure${sameSite}`],
    },
    hosts: {
      'www.example.com': { addresses: ['203.0.113.5'] },
      'api.other.com': { addresses: ['198.51.100.7'] },
    },
  }
}

function voidLife(title: string, attributes: string, shown: RegExp, fields = {}): FieldPlan {
  return {
    kind: 'a void attribute',
    title,
    plan: {
      ...setByApi(`session=x; ${attributes}; Path=/; HttpOnly; Secure; SameSite=Lax`),
      ...fields,
    },
    outcomes: kept,
    exitCode: 0,
    ids: ['cookie-attribute-void', 'cookie-session'],
    says: [
      shown,
      /there, but counts? for nothing/,
      /has no Max-Age or Expires that counts/,
      /keep the cookie “session” of api\.example\.com until the browser closes\./,
    ],
    saysNot: [/full life/],
  }
}

function folded(title: string, cookie: string, lost: string): FieldPlan {
  return {
    kind: 'cookies folded into one field',
    title,
    plan: setByApi(cookie),
    outcomes: kept,
    exitCode: 1,
    ids: ['cookie-folded'],
    says: [new RegExp(`browsers keep the first, state, and lose ${lost}\\.`)],
    saysNot: [/secret/],
  }
}

function notFolded(title: string, cookie: string, fields = {}): FieldPlan {
  return {
    kind: 'cookies folded into one field',
    title,
    plan: { ...setByApi(cookie), ...fields },
    outcomes: kept,
    exitCode: 0,
    ids: [],
    noIds: ['cookie-folded', 'cookie-attribute-void'],
    says: [/for its full life/],
  }
}

function badDomain(title: string, attributes: string): FieldPlan {
  return {
    kind: 'a Domain that is empty after its dot',
    title,
    plan: setByApi(
      `session=x; Max-Age=34560000; ${attributes}; Path=/; Secure; HttpOnly; SameSite=Lax`,
    ),
    outcomes: rejected,
    exitCode: 1,
    ids: ['cookie-domain-mismatch'],
    says: [/Safari, Firefox and Chrome refuse the cookie/],
  }
}

function nameless(title: string, cookie: string): FieldPlan {
  return {
    kind: 'a cookie without a name',
    title,
    plan: {
      version: 1,
      page: 'https://www.example.com',
      endpoint: { url: '/set-auth-token', cookie },
      hosts: { 'www.example.com': { addresses: ['203.0.113.5'] } },
    },
    outcomes: { ...kept, ...safari('rejected') },
    exitCode: 1,
    ids: ['cookie-nameless'],
    says: [/Safari refuses the log-in cookie/, /Safari does not store a cookie without a name/],
    saysNot: [/“”/],
  }
}

function companyDomain(title: string, fields: object, outcomes: Outcomes): FieldPlan {
  return {
    kind: 'a Domain in the private section of the suffix list',
    title,
    plan: { version: 1, page: 'https://shop.netlify.app', ...fields },
    outcomes,
    exitCode: 1,
    ids: [],
    noIds: doneIds,
    says: [/Firefox and Chrome refuse/],
  }
}

const lasting = 'Max-Age=34560000; Path=/; HttpOnly; Secure; SameSite=Lax'

export const fieldPlans: FieldPlan[] = [
  {
    kind: 'an API on the page’s own host',
    title: 'with an alias and two addresses',
    plan: ownApi,
    outcomes: kept,
    exitCode: 0,
    ids: ['other-ways-not-counted'],
    noIds: doneIds,
    says: [/keep the cookie “session” of www\.example\.com for its full life/],
    saysNot: doneWords,
  },
  {
    kind: 'an API on the page’s own host',
    title: 'with addresses in two ranges',
    plan: {
      ...ownApi,
      hosts: { 'www.example.com': { addresses: ['203.0.113.5', '198.51.100.7'] } },
    },
    outcomes: { ...kept, ...safari('depends'), 'before 14': 'kept', '14': 'kept' },
    exitCode: 1,
    ids: ['renew-after-load'],
    noIds: [...doneIds, 'other-ways-not-counted'],
    says: [/Call the API in the page’s first script on every page load/],
    saysNot: [...doneWords, /renewAuthToken/],
  },
  {
    kind: 'an API on the page’s own host',
    title: 'with an alias, and a page from the cache',
    plan: {
      ...ownApi,
      page: {
        url: 'https://www.example.com',
        answer: { status: 200, headers: { 'cache-control': 'max-age=60' } },
      },
    },
    outcomes: dependsOnCache,
    exitCode: 1,
    ids: ['load-page-from-network', 'no-cname', 'page-cacheable'],
    noIds: doneIds,
    says: [/Let the page come from the network/],
    saysNot: doneWords,
  },
  {
    kind: 'an API on the page’s own host',
    title: 'where edgemint is looked for and not there',
    plan: {
      ...ownApi,
      endpoint: { url: '/set-auth-token', answers: { put: { status: 404 } } },
    },
    outcomes: kept,
    exitCode: 0,
    ids: ['endpoint-missing'],
    noIds: doneIds,
    says: [/edgemint is not installed/],
    saysNot: [/npx edgemint build/],
  },
  {
    kind: 'an API on the page’s own host',
    title: 'recorded of a real log-in',
    plan: {
      ...ownApi,
      api: undefined,
      recorded: [
        { url: 'https://www.example.com/login', way: 'fetch', cookie: `id=x; ${lasting}` },
      ],
    },
    outcomes: kept,
    exitCode: 0,
    ids: [],
    noIds: doneIds,
    says: [/Nothing\. If Safari users are logged out anyway:/],
    saysNot: [...doneWords, /--mint|--har/],
  },
  {
    kind: 'an API on the page’s own host',
    title: 'whose cookie asks for little',
    plan: {
      ...ownApi,
      api: {
        url: 'https://WWW.example.com:8443/api',
        cookies: ['id=x; max-age=3600; Path=/; HttpOnly; Secure; SameSite=Lax', `b=x; ${lasting}`],
      },
    },
    outcomes: kept,
    exitCode: 0,
    ids: [],
    noIds: doneIds,
    says: [
      /- The cookie id of www\.example\.com asks for less than 1 day, in every browser\. Give it/,
      /judge it with doctor --har/,
    ],
    saysNot: [...doneWords, /cookie b of/],
  },
  {
    kind: 'an API on the page’s own host',
    title: 'whose cookie asks for the very life that Safari cuts others to',
    plan: {
      ...ownApi,
      api: {
        url: 'https://www.example.com/api',
        cookies: ['id=x; Max-Age=604800; Path=/; HttpOnly; Secure; SameSite=Lax'],
      },
    },
    outcomes: kept,
    exitCode: 0,
    ids: [],
    noIds: doneIds,
    says: [/- The cookie id of www\.example\.com asks for no more than 7 days, in every browser\./],
    saysNot: doneWords,
  },
  ...[
    ['written by toString of JavaScript', 'Wed Dec 01 2027 12:00:00 GMT+0000 (UTC)'],
    ['written by asctime of C', 'Wed Dec  1 12:00:00 2027'],
    ['in capitals', 'WED, 01 DEC 2027 12:00:00 GMT'],
  ].map(([title, date]): FieldPlan => ({
    kind: 'a date that Safari alone does not read',
    title,
    plan: {
      ...setByApi(`session=x; Expires=${date}; ${hostOnly}`),
      observedAt: '2026-11-27T12:00:00Z',
    },
    outcomes: kept,
    exitCode: 1,
    ids: ['cookie-date-unread'],
    noIds: ['cookie-session', 'cookie-attribute-void'],
    says: [
      /In Safari, your visitors are logged out when they quit the browser\./,
      /Safari cannot read the date in Expires of the cookie session/,
      /Safari, all versions ! until quit \[1\] ! until quit \[1\] .* Firefox and Chrome ✓ kept/,
      /\[1\] Safari cannot read a date with the month before the day, or with a day’s/,
    ],
    saysNot: [/Nothing is wrong/, /✓ (Safari: )?(kept )?until/],
  })),
  {
    kind: 'a date that Safari alone does not read',
    title: 'of a cookie that it would cut if it did',
    plan: {
      ...setByApi(`session=x; Expires=Wed Dec 01 2027 12:00:00 GMT; ${hostOnly}`),
      hosts: { ...near, 'api.example.com': { addresses: ['198.51.100.6'] } },
      observedAt: '2026-11-27T12:00:00Z',
    },
    outcomes: kept,
    exitCode: 1,
    ids: ['cookie-date-unread'],
    says: [/run this check again: Safari may cut what it can read to 7 days\./],
    saysNot: [/out after 7 days|it depends/],
  },
  {
    kind: 'a date that Safari alone does not read',
    title: 'and that is over: the others refuse the cookie',
    plan: {
      ...setByApi(`session=x; Expires=Thu Jan 01 2026 12:00:00 GMT; ${hostOnly}`),
      observedAt: '2026-11-27T12:00:00Z',
    },
    outcomes: { ...rejected, ...safari('kept') },
    exitCode: 1,
    ids: ['cookie-expired'],
    says: [/Firefox and Chrome refuse the cookie “session”/],
    saysNot: [/Safari, Firefox and Chrome refuse/],
  },
  {
    kind: 'a date that Safari alone does not read',
    title: 'beside a Max-Age, which wins',
    plan: setByApi(
      `session=x; Expires=Wed Dec 01 2027 12:00:00 GMT; Max-Age=34560000; ${hostOnly}`,
    ),
    outcomes: kept,
    exitCode: 0,
    ids: [],
    noIds: ['cookie-date-unread'],
    says: [/for its full life/],
  },
  shortLivedBridge('that log-ins rest on', bridged({ cookie: ownFor(86_400) }), {
    says: [
      /- The cookie __Host-authToken of www\.example\.com asks for no more than 1 day, in every browser\./,
    ],
  }),
  shortLivedBridge(
    'beside a refresh token that lasts',
    bridged({ cookie: ownFor(86_400) }, { refreshCookie: refreshFor(34_560_000) }),
    { says: [/Nothing, as long as the page calls/], saysNot: [/asks for no more/] },
  ),
  shortLivedBridge(
    'not: another one was pasted',
    {
      ...bridged({ cookie: ownFor(34_560_000) }),
      recorded: [
        { url: 'https://www.example.com/', cookie: `theme=x; Max-Age=86400; ${hostOnly}` },
      ],
    },
    { says: [/Nothing, as long as the page calls/], saysNot: [/asks for no more/] },
  ),
  shortLivedBridge(
    'and its refresh token too',
    bridged({ cookie: ownFor(86_400) }, { refreshCookie: refreshFor(172_800) }),
    {
      says: [
        /- The cookie __Secure-authToken-refresh of www\.example\.com asks for no more than 2 days, in every browser\./,
      ],
      saysNot: [/than 1 day/],
    },
  ),
  badDomain('a dot alone', 'Domain=.'),
  badDomain('two dots', 'Domain=..'),
  badDomain('a dot alone, the last of two', 'Domain=example.com; Domain=.'),
  {
    kind: 'a Domain that is empty after its dot',
    title: 'none at all is not one',
    plan: setByApi(`session=x; Domain=; ${lasting}`),
    outcomes: kept,
    exitCode: 0,
    ids: ['cookie-attribute-void'],
    noIds: ['cookie-domain-mismatch'],
    says: [/Domain of the cookie session is there, but counts for nothing/],
  },
  folded(
    'after an attribute with a value',
    'state=1; Path=/; HttpOnly; Secure; SameSite=Lax, session=secret; Max-Age=34560000; Path=/; HttpOnly; Secure; SameSite=Lax',
    'session',
  ),
  folded(
    'after one without a value, which is then lost',
    `state=1; Secure; HttpOnly, session=secret; ${lasting}`,
    'session',
  ),
  folded(
    'without white space, three of them',
    `state=1; Path=/,session=secret; Path=/; Secure=1, csrf=secret; ${lasting}`,
    'session and csrf',
  ),
  {
    ...folded(
      'after the comma of a date',
      'state=1; HttpOnly; Secure; SameSite=Lax; Expires=Sun, 21 Nov 2027 12:00:00 GMT, session=secret; Path=/',
      'session',
    ),
    plan: {
      ...setByApi(
        'state=1; HttpOnly; Secure; SameSite=Lax; Expires=Sun, 21 Nov 2027 12:00:00 GMT, session=secret; Path=/',
      ),
      observedAt: '2026-11-21',
    },
  },
  {
    ...folded('into one that browsers refuse', '', ''),
    plan: setByApi(`state=1; Domain=example.com, session=secret; ${lasting}`),
    outcomes: rejected,
    ids: ['cookie-folded', 'cookie-domain-mismatch'],
    says: [/folded into one Set-Cookie field: browsers lose session\./],
  },
  folded(
    'with a name as PHP writes it',
    `state=1; Path=/; HttpOnly; Secure; SameSite=Lax, user[id]=secret; ${lasting}`,
    'user\\[id\\]',
  ),
  {
    ...notFolded('the first has no attributes, so that they may be one', ''),
    plan: setByApi(`state=1, session=secret; ${lasting}`),
    ids: ['cookie-maybe-folded'],
    says: [/The value of the cookie state goes on, behind a comma, with what looks like another/],
    saysNot: [/secret/],
  },
  {
    ...notFolded('with what is no fold, but other white space', ''),
    plan: setByApi(`state=1; Max-Age=60; Path=/; HttpOnly; Secure; SameSite=Lax session=secret`),
    ids: ['cookie-attribute-void'],
    noIds: ['cookie-folded'],
    says: [/SameSite=Lax … of the cookie state is there, but counts for nothing/],
    saysNot: [/secret/],
  },
  notFolded('a comma in a value', `prefs=a=1, b=2; ${lasting}`),
  notFolded('a comma in a quoted value with a semicolon', `prefs="a; b, c=d"; ${lasting}`),
  notFolded(
    'the comma of a date',
    'id=x; Expires=Sun, 21 Nov 2027 12:00:00 GMT; Path=/; HttpOnly; Secure; SameSite=Lax',
    { observedAt: '2026-11-21' },
  ),
  voidLife('Max-Age with a fraction', 'Max-Age=31536000.5', /Max-Age=31536000\.5 of the cookie/),
  voidLife('Max-Age with a word', 'Max-Age=abc', /Max-Age=… of the cookie/),
  voidLife('Max-Age in quotes', 'Max-Age="31536000"', /Max-Age="31536000" of the cookie/),
  voidLife('Expires that is no date', 'Expires=nonsense', /Expires=… of the cookie/, {
    observedAt: '2026-11-21',
  }),
  voidLife(
    'a misspelt name',
    'Max_Age=31536000; Max-Age=1e9',
    /Max_Age and Max-Age=1e9 of the cookie/,
  ),
  {
    kind: 'a void attribute',
    title: 'parted by commas, which makes all of it the path',
    plan: setByApi('session=x; Max-Age=34560000; Path=/, HttpOnly, Secure, SameSite=Lax'),
    outcomes: kept,
    exitCode: 1,
    ids: ['cookie-attribute-void', 'cookie-path'],
    noIds: ['cookie-folded'],
    says: [
      /The cookie session is sent to no page: its path is \/, HttpOnly, Secure, SameSite/,
      /HttpOnly, Secure and SameSite of the cookie session are there, but count for nothing/,
      /Correct HttpOnly/,
    ],
    saysNot: [/Add HttpOnly/],
  },
  {
    kind: 'a void attribute',
    title: 'beside one that counts',
    plan: setByApi(`session=x; SameSite=foo; Path=here; Max-Age=x; Http-Only; ${lasting}`),
    outcomes: kept,
    exitCode: 0,
    ids: ['cookie-attribute-void'],
    noIds: ['cookie-session'],
    says: [
      /SameSite=…, Path=…, Max-Age=… and Http-Only of the cookie session are there/,
      /for its full life/,
    ],
  },
  {
    kind: 'a void attribute',
    title: 'none: a session cookie has no full life either',
    plan: setByApi('session=x; Path=/; HttpOnly; Secure; SameSite=Lax', `other=x; ${lasting}`),
    outcomes: kept,
    exitCode: 0,
    ids: ['cookie-session'],
    noIds: ['cookie-attribute-void'],
    says: [
      /keep the cookie “other” of api\.example\.com for its full life, and the cookie “session” of api\.example\.com until the browser closes\./,
      /has no Max-Age: it is gone when the browser closes/,
    ],
  },
  nameless('a value alone', 'token; Max-Age=34560000; Path=/; HttpOnly; Secure; SameSite=Strict'),
  nameless('an empty name', '=token; Max-Age=34560000; Path=/; HttpOnly; Secure; SameSite=Strict'),
  {
    ...nameless('of an API', ''),
    plan: setByApi(`=token; ${lasting}`),
    says: [/Safari refuses the cookie without a name of api\.example\.com/],
  },
  cachedPage(
    'an Expires that is no date, and Last-Modified',
    { expires: '0', 'last-modified': 'Sun, 01 Nov 2026 12:00:00 GMT' },
    /no Cache-Control, Expires: 0, which is no date to Safari, and Last-Modified/,
  ),
  cachedPage('max-age', { 'cache-control': 'max-age=60' }, /Cache-Control: max-age=60/),
  cachedPage(
    'a no-cache that names a field',
    { 'cache-control': 'max-age=60, no-cache="set-cookie"' },
    /Cache-Control: max-age=60, no-cache="set-cookie"/,
  ),
  cachedPage(
    'an Expires without Date, from the time of the answer',
    { date: undefined, expires: 'Sat, 21 Nov 2026 13:00:00 GMT' },
    /no Cache-Control, but Expires: Sat, 21 Nov 2026 13:00:00 GMT/,
  ),
  cachedPage(
    'Last-Modified alone',
    { 'cache-control': 'public', 'last-modified': 'Sun, 01 Nov 2026 12:00:00 GMT' },
    /Cache-Control: public, but Last-Modified/,
  ),
  freshPage('Pragma: no-cache beside max-age', {
    'cache-control': 'max-age=60',
    pragma: 'no-cache',
  }),
  freshPage('Vary: *', { 'cache-control': 'max-age=60', vary: '*' }),
  freshPage('Last-Modified just now', {
    expires: '-1',
    'last-modified': 'Sat, 21 Nov 2026 12:00:00 GMT',
  }),
  {
    kind: 'a Partitioned cookie of another site',
    title: 'SameSite=Strict',
    plan: partitioned('; SameSite=Strict'),
    outcomes: { ...safari('blocked'), Firefox: 'rejected', Chrome: 'rejected' },
    exitCode: 1,
    ids: [],
    says: [/From 26\.2 on, Safari keeps .* with SameSite=Lax or Strict it does not send it/],
  },
  {
    kind: 'a Partitioned cookie of another site',
    title: 'SameSite=Lax',
    plan: partitioned('; SameSite=Lax'),
    outcomes: { ...safari('blocked'), Firefox: 'rejected', Chrome: 'rejected' },
    exitCode: 1,
    ids: [],
    says: [/Safari 27 and later ✕ blocked \[2\]/],
  },
  {
    kind: 'a Partitioned cookie of another site',
    title: 'SameSite=None',
    plan: partitioned('; SameSite=None'),
    outcomes: { ...kept, ...safari('blocked'), '18.4': 'depends', '27': 'kept' },
    exitCode: 1,
    ids: [],
    says: [/Safari 26\.2 and later: kept/],
  },
  {
    kind: 'a Partitioned cookie of another site',
    title: 'without SameSite, which is None in Safari',
    plan: partitioned(''),
    outcomes: {
      ...kept,
      ...safari('blocked'),
      '18.4': 'depends',
      '27': 'kept',
      Chrome: 'rejected',
    },
    exitCode: 1,
    ids: [],
    says: [/Safari 26\.2 and later: kept/],
  },
  companyDomain(
    'of the endpoint',
    {
      endpoint: { url: '/set-auth-token', cookie: `id=x; Domain=netlify.app; ${lasting}` },
      hosts: { 'shop.netlify.app': { addresses: ['203.0.113.5'] } },
    },
    { ...rejected, ...safari('depends') },
  ),
  companyDomain(
    'of an API under it',
    {
      page: 'https://a.shop.netlify.app',
      api: {
        url: 'https://b.shop.netlify.app',
        cookies: [`id=x; Domain=netlify.app; ${lasting}`],
      },
      hosts: {
        'a.shop.netlify.app': { addresses: ['203.0.113.5'] },
        'b.shop.netlify.app': { addresses: ['203.0.113.6'] },
      },
    },
    { ...rejected, ...safari('depends') },
  ),
  {
    ...companyDomain(
      'a suffix of the public section',
      {
        page: 'https://example.co.uk',
        endpoint: { url: '/set-auth-token', cookie: `id=x; Domain=co.uk; ${lasting}` },
        hosts: { 'example.co.uk': { addresses: ['203.0.113.5'] } },
      },
      rejected,
    ),
    says: [/Safari, Firefox and Chrome refuse/],
  },
]
