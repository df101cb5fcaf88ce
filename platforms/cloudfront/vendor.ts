import { outputFolder, type TargetVendor } from '../vendor.ts'

/** Where build writes the function, from the output folder. */
export const functionFile = 'cloudfront/viewer-request.js'

const named = /cloudfront/i

export const cloudfront: TargetVendor<'CloudFront'> = {
  name: 'CloudFront',
  domains: ['cloudfront.net'],
  headers: { server: named, via: named, 'x-cache': named },
  install: `make a function of ${outputFolder}/${functionFile}, add a behavior for this path with all methods allowed, and attach the function to its viewer request.`,
  allowMethods:
    'In the behavior of this path, set Allowed HTTP methods to GET, HEAD, OPTIONS, PUT, POST, PATCH, DELETE.',
  withoutCname:
    'In Route 53, replace the CNAME by an A alias record, without an AAAA: its IPv6 addresses are each in a range of their own (/64).',
  withoutIpv6: {
    title:
      'To be sure, turn IPv6 off for the CloudFront distribution (IsIPV6Enabled: false), and remove its AAAA alias records.',
    reason:
      'CloudFront’s IPv6 addresses are each in a range of their own (/64); its IPv4 addresses are mostly in one (/16).',
  },
}
