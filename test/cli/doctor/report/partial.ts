import type { Diagnosis } from '../../../../cli/doctor/diagnosis.ts'
import { minted } from './healthy.ts'
import { makeVerdicts } from './make-verdicts.ts'
import type { Judgement } from './make-verdicts.ts'
import { rules } from './rules.ts'

const host = 'staging-environment-of-the-new-customer-portal.internal.subsidiary.example.co.uk'

const unknown = (): Judgement => ({
  outcome: 'unknown',
  life: null,
  rule: rules.notLooked,
  compared: `The addresses of ${host} are not known.`,
})

/** DNS failed and the endpoint did not answer; the host's name is long. */
export const partial: Diagnosis = {
  version: 1,
  headline: `It could not be found out what Safari does: DNS did not say where ${host} is.`,
  symptom: '',
  exitCode: 2,
  cookies: [
    {
      setBy: 'endpoint',
      host,
      cookie: minted,
      source: 'config',
      isInUse: true,
      verdicts: makeVerdicts(unknown, unknown),
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
  remedies: [
    {
      id: 'dns-timeout',
      title: 'Try again, or name another server with --dns.',
      steps: [`DNS did not answer for ${host}`],
      result: '',
      effort: 'minutes',
      isAlternative: false,
    },
  ],
  facts: {
    version: 1,
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
