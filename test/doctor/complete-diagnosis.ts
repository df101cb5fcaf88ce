import type { Diagnosis } from '../../doctor/rules/diagnosis.ts'
import { answerHeaders, type Answer, type SetCookie } from '../../doctor/facts.ts'

/** A type with every field that may be left out, down to the last: tsc tells if one is forgotten. */
type Complete<T> = T extends (infer Item)[]
  ? Complete<Item>[]
  : T extends object
    ? { [K in keyof T]-?: Complete<T[K]> }
    : T

const cookie: Complete<SetCookie> = {
  name: 'id',
  valueOctets: 26,
  attributes: [{ name: 'Max-Age', value: '31536000' }],
  flaw: 'prefix-in-value',
}
const answer: Complete<Answer> = {
  status: 400,
  headers: Object.fromEntries(answerHeaders.map((name) => [name, 'x'])),
  problem: 'token-malformed',
  cookies: [cookie],
  failure: { reason: 'reset', detail: 'socket hang up' },
}

/** A diagnosis that has every field there is: no facts lead to all of them at once, so it is written by hand. */
export const completeDiagnosis: Complete<Diagnosis> = {
  version: 2,
  headline: { text: 'Safari keeps the cookie for 7 days.', finding: 'no-network' },
  symptom: 'Users are logged out.',
  exitCode: 1,
  cookies: [
    {
      setBy: 'api',
      host: 'api.example.com',
      cookie,
      source: 'seen',
      isInUse: true,
      verdicts: [
        {
          browser: 'Safari',
          since: '18.4',
          until: '26',
          versions: 'Safari 18.4 to 26',
          way: 'fetch',
          isCounted: true,
          outcome: 'depends',
          life: null,
          rule: { id: 'webkit/third-party-address', text: 'b', source: 'c', confidence: 'tested' },
          evidence: 'd',
          cases: [
            {
              outcome: 'capped',
              family: 'IPv4',
              pageAddress: '203.0.113.5',
              hostAddress: '198.51.100.7',
              sharedBits: 4,
              neededBits: 16,
              isPageRecorded: true,
              hasPrivateSuffixes: false,
              versions: 'Safari 26',
              rule: 'webkit/third-party-address',
            },
          ],
          shares: [{ family: 'IPv6', kept: 0, pairs: 1 }],
          exceptions: [{ client: 'NAT64', outcome: 'kept', text: 'e' }],
        },
      ],
    },
  ],
  findings: [
    {
      id: 'no-network',
      severity: 'note',
      about: 'dns',
      title: 'b',
      detail: 'c',
      cure: 'd',
      source: 'e',
    },
  ],
  remedies: [
    {
      id: 'no-cname',
      title: 'b',
      steps: ['c'],
      result: 'd',
      effort: 'minutes',
      isAlternative: false,
    },
  ],
  facts: {
    version: 1,
    observedAt: '2026-11-21T12:00:00.000Z',
    page: {
      url: 'https://www.example.com/',
      redirects: ['https://www.example.com/'],
      answer,
      serviceWorker: 'none',
    },
    endpoint: {
      url: 'https://www.example.com/set-auth-token',
      cookie,
      cookieFrom: 'plan',
      answers: {
        options: answer,
        get: answer,
        put: answer,
        patch: answer,
        delete: answer,
        foreign: answer,
        mint: answer,
      },
    },
    api: {
      url: 'https://api.example.com/is-authed',
      cookies: [cookie],
      tokenHeader: 'X-Token',
      answers: { preflight: answer, foreign: answer, 'is-authed': answer },
    },
    hosts: {
      'api.example.com': {
        cnames: ['lb.example.net'],
        addresses: [],
        failures: [{ question: 'A', name: 'lb.example.net', reason: 'timeout' }],
      },
      'www.example.com': {
        cnames: [],
        addresses: ['203.0.113.5', '2001:db8::5'],
        failures: [{ question: 'CNAME', name: 'www.example.com', reason: 'servfail' }],
      },
    },
  },
}
