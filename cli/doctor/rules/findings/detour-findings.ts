import type { CookieDiagnosis, Finding } from '../../diagnosis.ts'

/** What looks like a way out of the cap by CNAME and is none. */
export function detourFindings(cookies: CookieDiagnosis[]): Finding[] {
  const isCloaked = cookies.some(
    ({ setBy, isInUse, verdicts }) =>
      setBy === 'api' &&
      isInUse &&
      verdicts.some(
        ({ way, outcome, rule }) =>
          way === 'fetch' && outcome === 'capped' && rule.id === 'webkit/cname-cloaking',
      ),
  )
  if (!isCloaked) return []
  return [
    {
      id: 'no-way-out',
      severity: 'note',
      about: 'api',
      title:
        'No way out: an A record for the API in place of the CNAME (Safari then compares addresses), or a form post in place of a script (Safari 18.4 to 26 limits it as well).',
      detail: 'Only a cookie that the page’s own host sets is safe in every version.',
    },
  ]
}
