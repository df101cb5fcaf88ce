import { guides, type Guide } from './findings/finding-kind.ts'
import { findingKinds, type FindingId } from './findings/finding-ids.ts'
import { remedyRows, type RemedyId } from './remedy-rows.ts'

const documents = 'https://github.com/edgemint/edgemint/blob/main/docs'

/** The CDNs that docs/remedies.md has steps for, as they call themselves, with the end of an anchor. */
export const guideCdns = {
  Netlify: '-netlify',
  Cloudflare: '-cloudflare',
  CloudFront: '-cloudfront',
} as const

/**
 * Where the steps of a remedy are written out, for this CDN if they differ by CDN: a URL. Of a finding that
 * no section mends, its entry in the list of findings.
 *
 * @param cdn the name of the vendor that serves the page, if it is known
 */
export function guideFor(id: RemedyId | FindingId, cdn: string | undefined): string {
  const section = sectionOf(id)
  if (section === undefined) return `${documents}/findings.md#${id}`
  const isKnown = Object.hasOwn(guideCdns, cdn ?? '')
  const end = isKnown && isByCdn(section) ? guideCdns[cdn as keyof typeof guideCdns] : ''
  return `${documents}/remedies.md#${section}${end}`
}

function sectionOf(id: RemedyId | FindingId): RemedyId | Guide | undefined {
  return isRemedy(id) ? id : findingKinds[id].guide
}

/** Whether docs/remedies.md has steps for each CDN there. */
export function isByCdn(section: RemedyId | Guide): boolean {
  return isRemedy(section) ? remedyRows[section].isByCdn : guides[section].isByCdn
}

function isRemedy(id: string): id is RemedyId {
  return Object.hasOwn(remedyRows, id)
}
