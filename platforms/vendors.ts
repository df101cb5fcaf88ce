import { cloudflare } from './cloudflare/vendor.ts'
import { cloudfront } from './cloudfront/vendor.ts'
import { netlify } from './netlify/vendor.ts'
import type { Vendor } from './vendor.ts'

/** Those that edgemint has a target for. Each has a folder. */
const withFolder = [netlify, cloudflare, cloudfront] as const

/** Whom a target can be for: one that is not in the list above fails in tsc. */
export type ListedVendor = (typeof withFolder)[number]

/** The vendors that doctor recognises. Those without a folder are a row here. */
export const vendors: readonly Vendor[] = [
  ...withFolder,
  {
    name: 'Vercel',
    domains: ['vercel-dns.com', 'vercel-dns-016.com', 'vercel-dns-017.com', 'vercel.app'],
    headers: { server: /^vercel/i },
    withoutCname: 'Move the site to the apex domain, whose record is an A.',
  },
  {
    name: 'Kuroco',
    domains: ['kuroco.app'],
    tokenHeader: 'X-RCMS-API-ACCESS-TOKEN',
    bridge: {
      preset: 'kuroco',
      base: '/rcms-api/1',
      grant: 'grant_token',
      refreshSetting: 'in Kuroco, refresh_token_lifespan of the address “token”',
      lengthenRefresh:
        'In Kuroco’s admin screen, raise refresh_token_lifespan of the address “token” to 34560000 seconds.',
      demandToken:
        'In Kuroco’s admin screen, set the API’s security to “Dynamic Access Token”, and see whom the address lets in.',
    },
  },
  { name: 'AWS load balancer', domains: ['elb.amazonaws.com'] },
]
