import { outputFolder, type TargetVendor } from '../vendor.ts'

/** Where build writes the function, from the output folder. */
export const functionFile = 'cloudfront/viewer-request.js'

/** And the function at viewer response, where the config has a bridge. */
export const responseFile = 'cloudfront/viewer-response.js'

const named = /cloudfront/i

export const cloudfront: TargetVendor<'CloudFront'> = {
  name: 'CloudFront',
  domains: ['cloudfront.net'],
  headers: { server: named, via: named, 'x-cache': named },
  install: {
    byCommand:
      'Run npx edgemint attach --distribution ID --dry-run, which shows what it would change, and then without --dry-run. For a distribution written as code: npx edgemint template.',
    byHand: `npx edgemint build, make a function of ${outputFolder}/${functionFile}, add a behavior for this path with all methods allowed, and attach the function to its viewer request.`,
  },
  allowMethods:
    'Run npx edgemint attach --distribution ID --dry-run, and then without --dry-run: the behavior that it makes for this path allows them. In one that you made yourself, set Allowed HTTP methods to GET, HEAD, OPTIONS, PUT, POST, PATCH, DELETE.',
  withoutCname:
    'In Route 53, replace the CNAME by an A alias record, without an AAAA: its IPv6 addresses are each in a range of their own (/64).',
  withoutIpv6: {
    title:
      'To be sure, turn IPv6 off for the CloudFront distribution (IsIPV6Enabled: false), and remove its AAAA alias records.',
    reason:
      'CloudFront’s IPv6 addresses are each in a range of their own (/64); its IPv4 addresses are mostly in one (/16).',
  },
}
