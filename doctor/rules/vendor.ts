import { isUnder } from '../../shared/core/domain.ts'
import type { Answer, Facts } from '../facts.ts'

export type Vendor =
  | 'Netlify'
  | 'Cloudflare'
  | 'CloudFront'
  | 'Vercel'
  | 'Kuroco'
  | 'AWS load balancer'

/** Ends of CNAME targets. */
const domains: [string, Vendor][] = [
  ['netlify.app', 'Netlify'],
  ['netlify.com', 'Netlify'],
  ['netlifyglobalcdn.com', 'Netlify'],
  ['pages.dev', 'Cloudflare'],
  ['workers.dev', 'Cloudflare'],
  ['cdn.cloudflare.net', 'Cloudflare'],
  ['cloudfront.net', 'CloudFront'],
  ['vercel-dns.com', 'Vercel'],
  ['vercel.app', 'Vercel'],
  ['kuroco.app', 'Kuroco'],
  ['elb.amazonaws.com', 'AWS load balancer'],
]

/** Who runs a host, by its name, its CNAMEs and what its answers say; none where nothing tells. */
export function vendorOf(facts: Facts, host: string, answer?: Answer): Vendor | undefined {
  const names = [host, ...(Object.hasOwn(facts.hosts, host) ? facts.hosts[host].cnames : [])]
  for (const [domain, vendor] of domains) {
    if (names.some((name) => isUnder(name, domain))) return vendor
  }
  const { server = '', via = '', 'x-cache': cache = '' } = answer?.headers ?? {}
  if (/^netlify/i.test(server)) return 'Netlify'
  if (/^cloudflare/i.test(server)) return 'Cloudflare'
  if (/^vercel/i.test(server)) return 'Vercel'
  return /cloudfront/i.test(`${server} ${via} ${cache}`) ? 'CloudFront' : undefined
}
