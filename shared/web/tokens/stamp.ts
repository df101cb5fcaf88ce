import { comeAgain } from '../../core/answer.ts'
import type { Cookie, Cookies } from '../../core/cookie.ts'
import { handle, type Handler } from '../../core/handle.ts'
import type { ReadSecret } from '../../core/hs256.ts'
import { secretUnavailable } from '../../core/problems.ts'
import { stampedText, stampName, stampUse } from '../../core/stamp.ts'
import { deriveKeys, macOf, type DerivedKey } from '../own-secret.ts'
import { readBoundSecret } from '../verify/bound-secret.ts'

/**
 * The handler with a stamp beside each auth cookie that it mints, renews or expires: of the same attributes and
 * the same life. The key is made before anything is asked: a grant is used up by the asking, and must not be lost
 * for want of a secret.
 *
 * @param secret the name that edgemint's own secret is bound by
 * @param inner mints
 */
export function withStamp(
  secret: string,
  inner: Handler = handle,
  readSecret: ReadSecret = readBoundSecret,
): Handler {
  return async (request, policy, read) => {
    let key: DerivedKey | undefined
    const answer = await inner(request, policy, async (asked, by) => {
      ;[key] = await deriveKeys(secret, stampUse, request, readSecret)
      return key ? read(asked, by) : secretUnavailable
    })
    if (answer.status === secretUnavailable.status) return comeAgain(answer)
    const { name } = policy.cookie
    const stamped = answer.cookies.map(async (cookies) =>
      cookies.name === name ? [cookies, await stampOf(cookies, key)] : [cookies],
    )
    return { ...answer, cookies: (await Promise.all(stamped)).flat() }
  }
}

async function stampOf({ name, variants }: Cookies, key: DerivedKey | undefined): Promise<Cookies> {
  const stamp = async ({ value, attributes }: Cookie): Promise<Cookie> => ({
    value: value && key ? await sign(name, value, attributes, key) : '',
    attributes,
  })
  return { name: stampName(name), variants: await Promise.all(variants.map(stamp)) }
}

async function sign(
  name: string,
  token: string,
  attributes: string,
  key: DerivedKey,
): Promise<string> {
  const maxAge = Number(attributes.slice('Max-Age='.length).split(';')[0])
  const exp = Math.floor(Date.now() / 1000) + maxAge
  return `v1.${exp}.${await macOf(key, stampedText(name, exp, token))}`
}
