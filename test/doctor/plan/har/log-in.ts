/**
 * A log-in at www.example.com, by an identity provider and an API: three hosts, twelve cookies, in the shapes
 * in which browsers export it. Whatever must not be kept has SECRET in it.
 */
export interface Request {
  method?: string
  url: string
  /** `document`, `fetch`, `image`. */
  type?: string
  /** The page that asks. */
  from?: string
  status?: number
  location?: string
  cookies?: string[]
  address?: string
}

const www = 'https://www.example.com'
const api = 'https://api.example.com'
const idp = 'https://login.idp.example'
const year = 'Max-Age=34560000; Path=/; HttpOnly; Secure'

const requests: Request[] = [
  { url: `${www}/`, cookies: ['locale=SECRET1; Max-Age=31536000; Path=/'] },
  {
    url: 'https://pixel.tracker.example/p.gif?u=SECRET',
    type: 'image',
    from: www,
    cookies: [`uid=SECRET; ${year}; SameSite=None`],
  },
  {
    url: `${api}/csrf`,
    type: 'fetch',
    from: www,
    cookies: [
      'csrf=SECRET2; Path=/; Secure; SameSite=Lax',
      'AWSALBCORS=SECRET; Expires=Thu, 03 Dec 2026 10:00:00 GMT; Path=/; SameSite=None; Secure',
    ],
  },
  {
    url: `${api}/sso?returnTo=%2Fwelcome`,
    status: 302,
    location: `${idp}/authorize?state=SECRET`,
    cookies: ['sso_state=SECRET3; Max-Age=600; Path=/sso; HttpOnly; Secure; SameSite=None'],
  },
  {
    url: `${idp}/authorize?state=SECRET`,
    cookies: ['idp_flow=SECRET4; Path=/; HttpOnly; Secure'],
  },
  {
    method: 'POST',
    url: `${idp}/login`,
    from: idp,
    status: 302,
    location: `${api}/sso/callback?code=SECRET&state=SECRET`,
    cookies: [
      `idp_session=SECRET5; ${year}`,
      'idp_device=SECRET6; Expires=Fri, 26 Nov 2027 10:00:00 GMT; Path=/; Secure',
    ],
  },
  {
    url: `${api}/sso/callback?code=SECRET&state=SECRET`,
    status: 303,
    location: `${www}/welcome#SECRET`,
    cookies: [
      `session=SECRET7; ${year}; SameSite=Lax`,
      `refresh=SECRET8; ${year}; Domain=example.com`,
    ],
  },
  { url: `${www}/welcome`, cookies: ['seen=SECRET9; Max-Age=31536000; Path=/; Secure'] },
  { method: 'OPTIONS', url: `${api}/token`, type: 'preflight', from: www, cookies: ['not=SECRET'] },
  {
    method: 'POST',
    url: `${api}/token`,
    type: 'fetch',
    from: www,
    cookies: [
      `access=SECRET10; ${year}; SameSite=None`,
      '__Host-bad=SECRET11; Domain=example.com; Path=/; Secure',
    ],
  },
  {
    method: 'PUT',
    url: `${www}/set-auth-token`,
    type: 'fetch',
    from: www,
    status: 204,
    cookies: [`__Secure-authToken=SECRET12; ${year}; Domain=example.com; SameSite=Strict`],
  },
]

/** As DNS knows the hosts. */
export const dns = {
  'www.example.com': { cnames: [], addresses: ['203.0.113.5'] },
  'api.example.com': { cnames: ['lb.vendor.example'], addresses: ['198.51.100.7'] },
  'login.idp.example': { cnames: [], addresses: ['192.0.2.10'] },
}

/** How each is set, and what Safari 18.4 to 26 does with it, worked out from the table in docs/doctor.md. */
export const expected = [
  'locale, www.example.com, navigation: kept',
  'csrf, api.example.com, fetch: kept',
  'sso_state, api.example.com, navigation: kept',
  'idp_flow, login.idp.example, redirect: kept',
  'idp_session, login.idp.example, navigation: kept',
  'idp_device, login.idp.example, navigation: kept',
  // The first navigation of a run finds no record of the alias, the next one does.
  'session, api.example.com, redirect: depends',
  'refresh, api.example.com, redirect: depends',
  'seen, www.example.com, redirect: kept',
  'access, api.example.com, fetch: capped',
  '__Host-bad, api.example.com, fetch: rejected',
  '__Secure-authToken, www.example.com, fetch: kept',
]

type Shape = 'Chrome' | 'Chrome, sanitized' | 'Firefox' | 'Safari' | 'a proxy'

/** The same log-in as this program writes it: all names and shapes are theirs, all values invented. */
export function harOf(shape: Shape, asked = requests): object {
  const creators = { Chrome: 'WebInspector', Firefox: 'Firefox', Safari: 'WebKit Web Inspector' }
  const [name] = shape.split(',') as [keyof typeof creators]
  return {
    log: {
      version: '1.2',
      creator: { name: creators[name] ?? 'Some Proxy', version: '1' },
      pages: [{ id: 'page_1', title: `${www}/`, startedDateTime: startOf(0), pageTimings: {} }],
      entries: asked.map((request, index) => entryOf(shape, request, startOf(index))),
    },
  }
}

function startOf(index: number): string {
  return new Date(Date.UTC(2026, 10, 26, 10, 0, index)).toISOString()
}

function entryOf(shape: Shape, request: Request, startedDateTime: string): object {
  const { method = 'GET', url, type = 'document', status = 200, location = '' } = request
  const isSanitized = shape === 'Chrome, sanitized'
  const cookies = isSanitized ? [] : (request.cookies ?? [])
  return {
    startedDateTime,
    time: 12,
    pageref: 'page_1',
    serverIPAddress: `${shape === 'Chrome' ? '[2001:db8::5]' : '203.0.113.5'}`,
    ...(shape.startsWith('Chrome') && {
      _initiator: { type: 'other' },
      _priority: 'High',
      _resourceType: type,
    }),
    ...(shape === 'Safari' && { _fetchType: 'Network Load' }),
    request: {
      method,
      url,
      httpVersion: 'h2',
      headers: requestHeaders(shape, request),
      cookies: [],
      queryString: [],
      postData: { mimeType: 'application/json', text: '{"password":"SECRET"}' },
      headersSize: -1,
      bodySize: 0,
    },
    response: {
      status,
      statusText: '',
      httpVersion: 'h2',
      headers: [
        { name: 'Content-Type', value: type === 'document' ? 'text/html' : 'application/json' },
        { name: 'Cache-Control', value: 'no-cache' },
        { name: 'X-Secret', value: 'SECRET' },
        ...(location === '' ? [] : [{ name: 'Location', value: location }]),
        ...setCookies(shape, cookies),
      ],
      cookies: [],
      content: { size: 6, mimeType: type === 'image' ? 'image/gif' : 'text/html', text: 'SECRET' },
      redirectURL: location,
      headersSize: -1,
      bodySize: 6,
    },
    cache: {},
    timings: { send: 0, wait: 12, receive: 0 },
  }
}

function requestHeaders(shape: Shape, { type = 'document', from }: Request): object[] {
  const isPage = type === 'document'
  const origin = from === undefined ? [] : [{ name: 'Origin', value: from }]
  const accept = { name: 'Accept', value: isPage ? 'text/html,application/xhtml+xml' : '*/*' }
  const cookie = shape.includes('sanitized') ? [] : [{ name: 'Cookie', value: 'old=SECRET' }]
  if (shape === 'a proxy') return [accept, ...origin, ...cookie]
  const destination = isPage ? 'document' : type === 'image' ? 'image' : 'empty'
  return [accept, ...origin, ...cookie, { name: 'Sec-Fetch-Dest', value: destination }]
}

/** Chrome writes a header each, Firefox puts line ends between them, Safari commas. */
function setCookies(shape: Shape, cookies: string[]): object[] {
  if (cookies.length === 0) return []
  if (shape === 'Safari') return [{ name: 'Set-Cookie', value: cookies.join(', ') }]
  if (shape === 'Firefox') return [{ name: 'set-cookie', value: cookies.join('\n') }]
  return cookies.map((value) => ({ name: 'set-cookie', value }))
}
