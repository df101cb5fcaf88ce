import { isPublicSuffix, ownedDomain } from '../../../shared/config/hosts.ts'
import type { SetCookie } from '../../facts.ts'
import { isUnder } from '../../../shared/core/domain.ts'
import { domainMatches } from '../../hosts/domain.ts'
import { readHostName } from '../../hosts/host-name.ts'
import type { Refusal } from '../cookie-rules.ts'
import { attribute, lifeAttribute, octetsOf } from '../cookie-attributes.ts'
import { short } from '../in-words.ts'

/** What in the cookie the rule objects to, as a sentence; empty where the rule says it all. */
export function refusalEvidence({ id }: Refusal, cookie: SetCookie, url: URL): string {
  switch (id) {
    case 'cookie/domain-mismatch':
    case 'cookie/domain-public-suffix':
      return `It says Domain=${short(attribute(cookie, 'domain')!)}, and the host is ${url.hostname}.`
    case 'cookie/expired': {
      const { name, value } = lifeAttribute(cookie)!
      return `What counts is ${name}=${short(value)}.`
    }
    case 'cookie/too-large':
      return `They have ${octetsOf(cookie).toLocaleString('en')}.`
    default:
      return ''
  }
}

/** The cure of the rule, or the very Domain to write, where it can be told which is meant. */
export function refusalCure({ id, cure }: Refusal, cookie: SetCookie, url: URL): string {
  if (id !== 'cookie/domain-mismatch') return overHttps(cure, url)
  const domain = meantDomain(attribute(cookie, 'domain')!)
  if (domainMatches(url.hostname, domain) && !isPublicSuffix(domain)) {
    return `Write Domain=${domain}, and nothing around it, or leave Domain out.`
  }
  const owned = ownedDomain(url.hostname)
  return owned && isUnder(domain, owned.domain)
    ? `Write Domain=${owned.domain}, which is for ${domain} too, or leave Domain out.`
    : cure
}

/** Over http, Secure alone would make browsers refuse the cookie. */
export function overHttps(cure: string, { protocol }: URL): string {
  return protocol === 'http:' && cure.includes('Secure')
    ? `Serve the host over https. ${cure}`
    : cure
}

/** Empty where it is no name. Without what has no place in a Domain: quotes, https://, *., a port, a path, a dot at the end. */
function meantDomain(value: string): string {
  const [host] = value.replace(/["']?(?:https?:\/\/)?[*.]*/i, '').split(/["'/:,\s]/, 1)
  return readHostName(host) ?? ''
}
