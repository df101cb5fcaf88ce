import type { Diagnosis } from '../../../../cli/doctor/diagnosis.ts'
import type { SetCookie } from '../../../../cli/doctor/facts.ts'
import { minted } from './healthy.ts'
import { capped, kept, makeVerdicts } from './make-verdicts.ts'
import { rules } from './rules.ts'

const session: SetCookie = {
  name: 'kuroco_session_with_a_rather_long_name_of_its_own',
  valueOctets: 64,
  attributes: [
    { name: 'Max-Age', value: '2592000' },
    { name: 'Path', value: '/' },
    { name: 'HttpOnly', value: '' },
    { name: 'Secure', value: '' },
    { name: 'SameSite', value: 'Lax' },
  ],
}
const thirtyDays = 2_592_000

/** Kuroco's custom domain for the API, a CNAME: Safari caps the API's own cookie. */
export const customDomain: Diagnosis = {
  version: 1,
  headline:
    'Safari logs your users out after 7 days: it shortens the cookie that api.example.com sets.',
  symptom: 'Users are logged out there 7 days after the cookie was last set.',
  exitCode: 1,
  cookies: [
    {
      setBy: 'api',
      host: 'api.example.com',
      cookie: session,
      source: 'seen',
      isInUse: true,
      verdicts: makeVerdicts(
        (regime, way) => {
          if (regime === 'R0') return kept(rules.noCap, { life: thirtyDays })
          const isExempt =
            way !== 'fetch' && regime !== 'R4' && !(regime === 'R3' && way === 'redirect')
          return isExempt
            ? kept(rules.navigationExempt, { life: thirtyDays })
            : capped(rules.cnameCloaking, {
                compared:
                  'api.example.com is a CNAME to mysite.g.kuroco.app (registrable domain kuroco.app); the page’s host www.example.com is one to example.netlify.app.',
                exceptions: [
                  {
                    client: 'iCloud Private Relay',
                    outcome: 'capped',
                    text: 'The relay hides addresses, not the CNAME that Safari resolves.',
                  },
                ],
              })
        },
        () => kept(rules.fullLife, { life: thirtyDays, compared: 'It asks for 30 days.' }),
      ),
    },
    {
      setBy: 'endpoint',
      host: 'www.example.com',
      cookie: minted,
      source: 'assumed',
      isInUse: false,
      verdicts: makeVerdicts(
        () => kept(rules.sameRange, { compared: 'Page and cookie come from the same host.' }),
        undefined,
        () => false,
      ),
    },
  ],
  findings: [
    {
      id: 'api-cookie-capped',
      severity: 'error',
      about: 'cookie',
      title: 'Safari shortens the API’s cookie to 7 days',
      detail:
        'Who comes back after a week has to log in again. Firefox and Chrome keep it for 30 days.',
      cure: 'Let the page’s own host set the cookie.',
      source: 'https://kuroco.app/docs/faq/unable-to-connect-to-the-api-from-iphone-or-safari/',
    },
    {
      id: 'page-cached',
      severity: 'warning',
      about: 'page',
      title: 'The page may come from the browser’s cache',
      detail: 'Then Safari has no record of its address in that session.',
    },
  ],
  remedies: [
    {
      id: 'mint',
      title: 'Set the cookie on your own site with edgemint, and keep the API as it is',
      steps: [
        'Put the function set-auth-token on www.example.com. See https://github.com/example/edgemint for more.',
        'Hand it the token after the log-in, and renew on each visit.',
      ],
      result: 'All browsers keep the cookie for 400 days after each visit.',
      effort: 'hours',
      isAlternative: false,
    },
    {
      id: 'header',
      title: 'Send the token in the header X-RCMS-API-ACCESS-TOKEN',
      steps: [
        'No browser shortens a header. Your scripts then hold the token, and so can anybody who gets a script onto the page.',
      ],
      result: '',
      effort: 'days',
      isAlternative: true,
    },
    {
      id: 'api-cookie-capped',
      title: 'Let the page’s own host set the cookie.',
      steps: ['Safari shortens the API’s cookie to 7 days'],
      result: '',
      effort: 'days',
      isAlternative: false,
    },
  ],
  facts: {
    version: 1,
    observedAt: '2026-11-21T10:04:09.000Z',
    page: {
      url: 'https://www.example.com/',
      answer: { status: 200, headers: { 'cache-control': 'public, max-age=600' } },
      serviceWorker: 'none',
    },
    api: {
      url: 'https://api.example.com/rcms-api/1/login',
      cookies: [session],
      answers: { 'is-authed': { status: 401, cookies: [session] } },
    },
    hosts: {
      'www.example.com': {
        cnames: ['example.netlify.app'],
        addresses: ['203.0.113.5', '203.0.113.6', '2001:db8:1:2::5', '2001:db8:1:2::6'],
      },
      'api.example.com': {
        cnames: [
          'mysite.g.kuroco.app',
          'edge-routing-layer.internal.kuroco-cdn.example.net',
          'customer-4711-with-a-very-long-label-indeed.ap-northeast-1.elb.kuroco.app',
        ],
        addresses: [
          '198.51.100.7',
          '198.51.100.8',
          '198.51.100.9',
          '198.51.100.10',
          '198.51.100.11',
        ],
      },
    },
  },
}
