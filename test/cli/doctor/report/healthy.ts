import type { Diagnosis } from '../../../../cli/doctor/diagnosis.ts'
import type { SetCookie } from '../../../../cli/doctor/facts.ts'
import { kept, makeVerdicts } from './make-verdicts.ts'
import { rules } from './rules.ts'

export const minted: SetCookie = {
  name: '__Secure-authToken',
  valueOctets: 214,
  attributes: [
    { name: 'Max-Age', value: '34560000' },
    { name: 'Domain', value: 'example.com' },
    { name: 'Path', value: '/' },
    { name: 'HttpOnly', value: '' },
    { name: 'Secure', value: '' },
    { name: 'SameSite', value: 'Strict' },
  ],
}

const refusal = (status: number, problem: string) => ({
  status,
  problem,
  headers: { 'cache-control': 'no-store', 'content-type': 'application/problem+json' },
})

/** A Netlify site on its apex, with edgemint: nothing to complain about. */
export const healthy: Diagnosis = {
  version: 1,
  headline: 'Every browser keeps the log-in cookie for its full 400 days.',
  symptom: '',
  exitCode: 0,
  cookies: [
    {
      setBy: 'endpoint',
      host: 'example.com',
      cookie: minted,
      source: 'seen',
      isInUse: true,
      verdicts: makeVerdicts((regime, way) => {
        const compared = 'Page and cookie both come from example.com at 203.0.113.5.'
        if (regime === 'R0') return kept(rules.noCap, { compared })
        if (regime === 'R1') return kept(rules.noAddressRule, { compared })
        if (way !== 'fetch' && regime !== 'R4') return kept(rules.navigationExempt, { compared })
        return kept(rules.sameRange, { compared })
      }),
    },
  ],
  findings: [
    {
      id: 'hsts-missing',
      severity: 'note',
      about: 'page',
      title: 'The page does not ask for https by itself',
      detail: 'Without Strict-Transport-Security, a first visit over http can be intercepted.',
      cure: 'Send Strict-Transport-Security: max-age=31536000.',
      source: 'https://www.rfc-editor.org/rfc/rfc6797',
    },
  ],
  remedies: [],
  facts: {
    version: 1,
    observedAt: '2026-11-21T10:04:09.000Z',
    page: {
      url: 'https://www.example.com/',
      redirects: ['https://example.com/'],
      answer: {
        status: 200,
        headers: { 'content-type': 'text/html; charset=UTF-8', server: 'Netlify', age: '0' },
      },
      serviceWorker: 'none',
    },
    endpoint: {
      url: 'https://example.com/set-auth-token',
      cookie: minted,
      cookieFrom: 'mint',
      answers: {
        options: { status: 204, headers: { allow: 'PUT, PATCH, DELETE, OPTIONS' } },
        get: refusal(405, 'method-not-allowed'),
        put: refusal(400, 'token-missing'),
        patch: refusal(401, 'not-authenticated'),
        delete: { status: 204, cookies: [minted] },
        foreign: refusal(403, 'cross-origin'),
        mint: { status: 204, cookies: [minted] },
      },
    },
    api: {
      url: 'https://api.example.com/is-authed',
      answers: {
        preflight: {
          status: 204,
          headers: {
            'access-control-allow-origin': 'https://example.com',
            'access-control-allow-credentials': 'true',
          },
        },
        foreign: { status: 403 },
        'is-authed': { status: 200, headers: { 'content-type': 'application/json' } },
      },
    },
    hosts: {
      'www.example.com': { cnames: ['example.netlify.app'], addresses: ['203.0.113.5'] },
      'example.com': { cnames: [], addresses: ['203.0.113.5'] },
      'api.example.com': {
        cnames: ['lb-1234.ap-northeast-1.elb.amazonaws.com'],
        addresses: ['198.51.100.7', '198.51.100.8'],
      },
    },
  },
}
