import { readHeaderAndBody } from '../../../shared/core/read-body.ts'
import { withLanding } from '../../../shared/web/tokens/landing.ts'
import { readQuestion } from '../../../shared/web/tokens/read-question.ts'
import { policyOf } from '../../cli/policy-of.ts'
import { jsonRequest, requestWith } from './fixtures.ts'
import { fill, type HostileInputs } from './hostile-inputs.ts'

const folder = 'shared/web/tokens'
const policy = policyOf({
  api: 'https://api.vendor.com',
  bridge: { path: '/api', preset: 'kuroco', tokens: { landing: true } },
})
const land = withLanding('grant_token', async () => {
  throw new Error('is not called')
})

/** What hands in a grant, by the part of the code that is fed. */
export const hostileGrants: Record<string, HostileInputs> = {
  'JSON beside a grant': {
    covers: [
      `${folder}/read-question.ts /^[!-~]{1,2000}$/`,
      `${folder}/read-question.ts readMore()`,
    ],
    work: (text) => {
      const body = JSON.stringify({ grantToken: 'a', codeVerifier: text })
      return () =>
        readQuestion(jsonRequest(body), policy, policy.bridge!.tokens!, readHeaderAndBody)
    },
    inputs: {
      letters: (n) => fill('a', n),
      'letters, then a blank': (n) => `${fill('a', n)} `,
    },
  },
  'header of a landing': {
    covers: [`${folder}/landing.ts /prefetch|prerender|preview/i`],
    work: (purpose) => {
      const request = {
        ...requestWith({ method: 'GET', headers: { 'sec-purpose': purpose } }),
        path: policy.landing!,
      }
      return () => land(request, policy, readHeaderAndBody)
    },
    inputs: {
      'beginnings of a word': (n) => fill('pre', n),
      letters: (n) => fill('p', n),
    },
  },
}
