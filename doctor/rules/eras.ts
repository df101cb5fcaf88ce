import type { Confidence, Way } from './judgement.ts'
import { versionsText, type Versions } from './in-words.ts'

/** An era of WebKit's rules: the Safari versions that have them, and what they are. */
export interface Era extends Versions {
  /** Whether a cookie is capped by the CNAME of the host that sets it. */
  capsByCname: boolean
  /** Whether it is capped by the address of that host. */
  capsByAddress: boolean
  /** The navigations whose cookies are not capped, and how sure that is. */
  navigations: { exempt: readonly Way[]; confidence: Confidence }
  /** Whether some of Google's hosts are excepted from the cap by address. */
  exceptsGoogle: boolean
  /**
   * Whether another site's cookie with the Partitioned attribute is kept, for this one site. Where that
   * came in the midst of the era: the last version without it, and the first one with it.
   */
  keepsPartitioned: boolean | { until: string; since: string }
}

const every = ['navigation', 'redirect'] as const

/** In their order. The versions are inferred from the dates of WebKit's changes, but for 14, which Apple announced. */
export const eras: readonly Era[] = [
  {
    until: '13.1',
    capsByCname: false,
    capsByAddress: false,
    navigations: { exempt: every, confidence: 'code' },
    // Stryker disable next-line BooleanLiteral: no address is looked at, so nothing is excepted from it
    exceptsGoogle: false,
    keepsPartitioned: false,
  },
  // Apple announced the cap by CNAME for Safari 14.
  {
    since: '14',
    until: '16.3',
    capsByCname: true,
    capsByAddress: false,
    navigations: { exempt: every, confidence: 'code' },
    // Stryker disable next-line BooleanLiteral: no address is looked at, so nothing is excepted from it
    exceptsGoogle: false,
    keepsPartitioned: false,
  },
  // The cap by address came in October 2022 (pull request 5347); third parties report it from 16.4,
  // Apple named it for 17.
  {
    since: '16.4',
    until: '16.6',
    capsByCname: true,
    capsByAddress: true,
    navigations: { exempt: every, confidence: 'code' },
    exceptsGoogle: false,
    keepsPartitioned: false,
  },
  // From May 2023 the cap holds for a navigation after its first redirect (pull request 14502). Google's
  // exceptions are of the same time (18183 and 26663).
  {
    since: '17',
    until: '18.3',
    capsByCname: true,
    capsByAddress: true,
    navigations: { exempt: ['navigation'], confidence: 'code' },
    exceptsGoogle: true,
    keepsPartitioned: false,
  },
  // From December 2024 the cap holds for navigations too (288096@main); WebKit calls that a mistake.
  {
    since: '18.4',
    until: '26',
    capsByCname: true,
    capsByAddress: true,
    // Stryker disable next-line ArrayDeclaration: no way is called otherwise
    navigations: { exempt: [], confidence: 'code' },
    exceptsGoogle: true,
    keepsPartitioned: { until: '26.1', since: '26.2' },
  },
  // Corrected in WebKit after July 2026 (pull request 70557); which Safari has it is not confirmed.
  {
    since: '27',
    capsByCname: true,
    capsByAddress: true,
    navigations: { exempt: every, confidence: 'inferred' },
    exceptsGoogle: true,
    keepsPartitioned: true,
  },
]

/** The first version of the first era that is so; some era comes before it. */
export function sinceWhen(isSo: (era: Era) => boolean): string {
  return (eras.find(isSo) as Era).since as string
}

/** From that version to the last of the last era that is so: "Safari 16.4 and later". */
export function safariWhere(isSo: (era: Era) => boolean): string {
  const { until } = eras.findLast(isSo) as Era
  return versionsText('Safari', { since: sinceWhen(isSo), ...(until && { until }) })
}
