import { cloudflare } from './cloudflare/vendor.ts'
import { cloudfront } from './cloudfront/vendor.ts'
import { netlify } from './netlify/vendor.ts'
import type { Vendor } from './vendor.ts'

/** The vendors that doctor recognises. One that edgemint has a target for has a folder; the others are a row here. */
export const vendors: Vendor[] = [
  netlify,
  cloudflare,
  cloudfront,
  {
    name: 'Vercel',
    domains: ['vercel-dns.com', 'vercel.app'],
    headers: { server: /^vercel/i },
    withoutCname: 'Move the site to the apex domain, whose record is an A.',
  },
  { name: 'Kuroco', domains: ['kuroco.app'], tokenHeader: 'X-RCMS-API-ACCESS-TOKEN' },
  { name: 'AWS load balancer', domains: ['elb.amazonaws.com'] },
]
