import type { Diagnosis } from '../../../../cli/doctor/diagnosis.ts'
import { minted } from './healthy.ts'
import { makeVerdicts } from './make-verdicts.ts'
import { rules } from './rules.ts'

const host = 'staging-environment-of-the-new-customer-portal.internal.subsidiary.example.co.uk'

/** DNS failed and the endpoint did not answer; the host's name is long. */
export const partial: Diagnosis = {
  version: 1,
  headline: `It could not be found out what Safari does: DNS did not say where ${host} is.`,
  exitCode: 2,
  cookies: [
    {
      setBy: 'endpoint',
      host,
      cookie: minted,
      source: 'config',
      isInUse: true,
      verdicts: makeVerdicts(() => ({
        outcome: 'unknown',
        life: null,
        rule: rules.notLooked,
        compared: `The addresses of ${host} are not known.`,
      })),
    },
  ],
  findings: [
    {
      id: 'dns-timeout',
      severity: 'unknown',
      about: 'dns',
      title: `DNS did not answer for ${host}`,
      detail: 'The question for AAAA records ran into the timeout.',
      cure: 'Try again, or name another server with --dns.',
    },
    {
      id: 'endpoint-timeout',
      severity: 'unknown',
      about: 'endpoint',
      title: 'The endpoint did not answer',
      detail: 'Whether it mints a cookie is not known.',
    },
  ],
  remedies: [],
  facts: {
    version: 1,
    observedAt: 'yesterday',
    page: {
      url: `https://${host}/`,
      answer: { failure: { reason: 'timeout', detail: 'no answer within 5 s' } },
    },
    endpoint: {
      url: `https://${host}/set-auth-token`,
      cookie: minted,
      cookieFrom: 'config',
      answers: { put: { failure: { reason: 'certificate', detail: 'self-signed certificate' } } },
    },
    hosts: {
      [host]: {
        cnames: ['d111111abcdef8.cloudfront.net'],
        addresses: ['203.0.113.5'],
        failures: [{ question: 'AAAA', name: 'd111111abcdef8.cloudfront.net', reason: 'timeout' }],
      },
    },
  },
}
