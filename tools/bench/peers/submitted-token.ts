// The checks that need no framework: every peer makes the same ones.

/** In octets, as the endpoint has it. A body must say its length, which servers hold it to. */
export const bodyLimit = 16_384
/** cookie-octets of RFC 6265, and no more of them than browsers keep beside the cookie's name. */
const tokenRegExp = /^[!#-+\--:<-[\]-~]{1,4078}$/

export function isJson(contentType: string | null | undefined): boolean {
  return contentType?.split(';')[0].trim().toLowerCase() === 'application/json'
}

/**
 * The token of a JSON body that is not read yet. Undefined: there is none, it would not survive as a cookie, or it is
 * another one than the header's.
 */
export async function submittedToken(
  body: Promise<unknown>,
  authorization: string | null | undefined,
): Promise<string | undefined> {
  try {
    const { authToken } = (await body) as { authToken?: unknown }
    if (typeof authToken !== 'string' || !tokenRegExp.test(authToken)) return undefined
    return authorization && authorization !== `Bearer ${authToken}` ? undefined : authToken
  } catch {
    return undefined
  }
}
