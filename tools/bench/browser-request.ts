import type { PlainRequest } from '../../platforms/runtime.ts'

// What is measured: requests as Chrome's fetch sends them from a page of the site.

export const site = 'https://www.example.com'

/** 365 octets, the size of an ordinary access token. */
export const token = `eyJhbGciOiJIUzI1NiJ9.${'c29tZSBjbGFp'.repeat(25)}.`.padEnd(
  365,
  'c2lnbmF0dXJl',
)

/** All that Chrome sends, 17 headers with Host. Those that are changed to undefined are left out. */
export function browserRequest(
  method: string,
  { origin = site, path = '/set-auth-token', headers = {}, body }: Details = {},
): PlainRequest {
  const all: Record<string, string | undefined> = {
    host: new URL(origin).host,
    'content-length': String(body?.length ?? 0),
    'sec-ch-ua-platform': '"Windows"',
    authorization: `Bearer ${token}`,
    'user-agent':
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
    'sec-ch-ua': '"Chromium";v="142", "Google Chrome";v="142", "Not_A Brand";v="99"',
    dnt: '1',
    'sec-ch-ua-mobile': '?0',
    accept: '*/*',
    origin,
    'sec-fetch-site': 'same-origin',
    'sec-fetch-mode': 'cors',
    'sec-fetch-dest': 'empty',
    referer: `${origin}/login`,
    'accept-encoding': 'gzip, deflate, br, zstd',
    'accept-language': 'en-GB,en-US;q=0.9,en;q=0.8',
    priority: 'u=1, i',
    ...headers,
  }
  return {
    method,
    url: origin + path,
    headers: Object.entries(all).filter(
      (header): header is [string, string] => header[1] !== undefined,
    ),
    ...(body === undefined ? {} : { body }),
  }
}

interface Details {
  /** The page's origin and the request's own. */
  origin?: string
  path?: string
  /** Instead of, or beside those of a mint by header. */
  headers?: Record<string, string | undefined>
  body?: string
}

/** A mint by JSON. */
export const jsonMint = browserRequest('PUT', {
  headers: { authorization: undefined, 'content-type': 'application/json' },
  body: JSON.stringify({ authToken: token }),
})
