import { vendorHeaders, type Vendor } from '../../platforms/vendor.ts'
import { vendors } from '../../platforms/vendors.ts'
import { isUnder } from '../../shared/core/domain.ts'
import type { Answer, Facts } from '../facts.ts'

/** Who runs a host, by its name, its CNAMEs and what its answers say; undefined where nothing tells. */
export function vendorOf(facts: Facts, host: string, answer?: Answer): Vendor | undefined {
  // Stryker disable next-line ArrayDeclaration: nobody has a domain of that name
  const names = [host, ...(Object.hasOwn(facts.hosts, host) ? facts.hosts[host].cnames : [])]
  const byName = vendors.find(({ domains }) =>
    domains.some((domain) => names.some((name) => isUnder(name, domain))),
  )
  if (byName) return byName
  for (const header of vendorHeaders) {
    const value = answer?.headers?.[header] ?? ''
    const byHeader = vendors.find(({ headers }) => headers?.[header]?.test(value))
    if (byHeader) return byHeader
  }
  return undefined
}

/** Whose APIs take the token in this header; undefined where nobody's is known to. */
export function vendorWithHeader(header: string): Vendor | undefined {
  return vendors.find(({ tokenHeader }) => tokenHeader?.toLowerCase() === header.toLowerCase())
}
