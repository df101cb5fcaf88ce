import type { Browser, Finding, Rule } from '../../diagnosis.ts'
import type { Facts, SetCookie } from '../../facts.ts'
import type { SubjectCookie } from '../cookies.ts'
import { listText } from '../list-text.ts'
import { domainPublicSuffix } from '../cookie-rules.ts'
import { storeCookie } from '../store-cookie.ts'
import { findingAbout } from './finding-about.ts'

const finding = findingAbout('cookie')

/** One finding for each rule that refuses the cookie, with the browsers that do for sure. */
export function cookieRefusals(facts: Facts, { cookie, url }: SubjectCookie): Finding[] {
  const browsers: Browser[] = ['Safari', 'Firefox', 'Chrome']
  const refusals = new Map<Rule, Browser[]>()
  for (const browser of browsers) {
    const result = storeCookie(cookie, url, browser, facts.observedAt)
    const isSure = browser !== 'Safari' || isRefusedByAnyList(cookie, url, facts.observedAt)
    if ('refusedBy' in result && isSure) {
      refusals.set(result.refusedBy, [...(refusals.get(result.refusedBy) ?? []), browser])
    }
  }
  return [...refusals].map(([rule, refusing]) =>
    finding({
      id: rule.id.replace('/', '-'),
      title: `${listText(refusing)} ${refusing.length > 1 ? 'refuse' : 'refuses'} the cookie ${nameOf(cookie)}.`,
      detail:
        rule === domainPublicSuffix && !refusing.includes('Safari')
          ? `${rule.text} Safari does so only if its system’s list has the private section, and that is not known.`
          : rule.text,
      cure: cures[rule.id],
      source: rule.source,
    }),
  )
}

/** Whether Safari refuses it, be the private section in its list of public suffixes or not. */
function isRefusedByAnyList(cookie: SetCookie, url: URL, observedAt: string | undefined): boolean {
  return 'refusedBy' in storeCookie(cookie, url, 'Safari', observedAt, false)
}

/** A cookie's name in a sentence. */
export function nameOf({ name }: SetCookie): string {
  return name === '' ? 'without a name' : name
}

/** For each rule of storeCookie. */
const cures: Record<string, string> = {
  'cookie/control-character': 'Send ASCII without control characters.',
  'cookie/too-large':
    'Shorten the token: keep its content on the server, and a reference in the cookie.',
  'cookie/empty': 'Give it a name.',
  'cookie/prefix-in-value': 'Give it a name: write name=value.',
  'cookie/nameless': 'Give it a name: write name=value.',
  'cookie/domain-public-suffix': 'Leave Domain out, or use a domain of your own.',
  'cookie/domain-mismatch': 'Set Domain to the host itself or a parent of it, or leave it out.',
  'cookie/secure-over-http': 'Serve the host over https.',
  'cookie/secure-on-localhost': 'Use https in development too, if you test in Safari.',
  'cookie/secure-prefix': 'Add Secure.',
  'cookie/host-prefix': 'Add Secure and Path=/, and remove Domain.',
  'cookie/http-prefix': 'Add Secure and HttpOnly.',
  'cookie/none-without-secure': 'Add Secure.',
  'cookie/partitioned-without-secure': 'Add Secure.',
  'cookie/expired': 'Give it a Max-Age above 0.',
}
