import type { FormerCookie } from '../core/auth-cookie.ts'
import { attributesOf, checkName, checkPath, isHostPrefixed } from './check-cookie.ts'
import { checkList, checkNames, isRecord, type MistakeLog } from './check-fields.ts'
import type { FormerCookieConfig } from './config.ts'
import { isDomainName, isPublicSuffix } from './hosts.ts'
import { show } from './mistakes.ts'

/** The cookie that is set, as far as another one can differ from it. */
interface OwnCookie {
  name: string
  /** Empty for a host-only cookie. */
  domain: string
  path: string
  sameSite: string
}

const fields = Object.keys({ name: true, domain: true, path: true } satisfies Record<
  keyof FormerCookieConfig,
  true
>)

/** A response with more cookies than that could be too large for a platform. */
const longestList = 10

/**
 * The entries of `cookie.former`, those of a name together and those of our own name last, as CloudFront groups them.
 *
 * @param before the name that the cookie had by default, where another field of the config changes it
 */
export function compileFormer(
  log: MistakeLog,
  value: unknown,
  own: OwnCookie,
  before?: string,
): FormerCookie[] {
  const place = 'cookie.former'
  const list = checkList(log, place, value, [], "former: [{ name: 'token' }]")
  if (list.length > longestList) {
    log.report(place, `${list.length} cookies are too many.`, `List ${longestList} at most.`)
  }
  const listed = list.flatMap((entry, i) => compileEntry(log, `${place}[${i}]`, entry, own))
  const attributes = attributesOf(own)
  // One with another Path or a Domain is another cookie.
  const isListed = listed.some(
    (entry) =>
      entry.name === before && entry.domain === undefined && entry.attributes === attributes,
  )
  const former =
    before === undefined || isListed ? listed : [{ name: before, attributes }, ...listed]
  const names = [...new Set(former.map(({ name }) => name))].filter((name) => name !== own.name)
  return [...names, own.name].flatMap((name) => former.filter((entry) => entry.name === name))
}

function compileEntry(
  log: MistakeLog,
  place: string,
  value: unknown,
  own: OwnCookie,
): FormerCookie[] {
  if (!isRecord(value)) {
    const cure = "Write what the old cookie had, such as { name: 'token' } or { path: '/app' }."
    log.report(place, `${show(value)} is not an object.`, cure)
    return []
  }
  const count = log.mistakes.length
  checkNames(log, value, fields, `${place}.`)
  const name = checkName(log, `${place}.name`, value.name, own.name)
  const initialPath = isHostPrefixed(name) ? '/' : own.path
  const path =
    value.path === undefined
      ? initialPath
      : checkPath(log, `${place}.path`, value.path, name, 'Write it from the root, such as "/app".')
  const domain = checkDomain(log, `${place}.domain`, value.domain, name)
  const entry = { name, attributes: attributesOf({ path, sameSite: own.sameSite }) }
  const isOwn = name === own.name && path === own.path
  const isRead = log.mistakes.length === count
  if (isRead && isOwn && (domain === undefined || domain === own.domain)) {
    log.report(
      place,
      'this is the cookie itself.',
      'Say in what the old cookie differs: name, domain or path; or leave the entry out.',
    )
  }
  return [domain === undefined ? entry : { ...entry, domain }]
}

/** The Domain attribute; empty for host-only, undefined for every Domain. */
function checkDomain(
  log: MistakeLog,
  place: string,
  value: unknown,
  name: string,
): string | undefined {
  if (value === false) return ''
  if (isHostPrefixed(name)) {
    if (value !== undefined) {
      log.report(place, `a ${name} cookie has no domain.`, 'Leave domain out.')
    }
    return ''
  }
  if (value === undefined) return undefined
  // Stryker disable next-line StringLiteral: neither is a domain
  const domain = typeof value === 'string' ? value : ''
  if (!isDomainName(domain) || isPublicSuffix(domain)) {
    log.report(
      place,
      `${show(value)} is not a domain that a cookie can have had.`,
      'Write a name such as "www.example.com": lower case, no dot in front, no port; or false for a host-only cookie.',
    )
  }
  return domain
}
