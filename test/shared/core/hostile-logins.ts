import { finishLogin } from '../../../shared/web/login/finish.ts'
import { expireOldest, findFlow, hasFlow } from '../../../shared/web/login/flow.ts'
import { readFields } from '../../../shared/web/login/form-fields.ts'
import { policyOf } from '../../cli/policy-of.ts'
import { requestWith } from './fixtures.ts'
import { fill, type HostileInputs } from './hostile-inputs.ts'

const folder = 'shared/web/login'
const policy = policyOf({
  login: { issuer: 'https://login.example.net', clientId: 'shop' },
  secret: 'EDGEMINT_SECRET',
})
const login = policy.login!
const state = 'a'.repeat(51)
const now = 1_800_000_000
const never = async (): Promise<never> => {
  throw new Error('is not called')
}

/** What begins and ends log-ins, by the part of the code that is fed. */
export const hostileLogins: Record<string, HostileInputs> = {
  'Cookie header of log-ins': {
    covers: [
      String.raw`${folder}/flow.ts /(?:^|; *)__Host-edgemint-login-([\w-]{8})=(\d*)/g`,
      `${folder}/flow.ts expireOldest()`,
    ],
    work: (header) => () => [expireOldest(header), hasFlow(header)],
    inputs: {
      'beginnings of a name': (n) => fill('__Host-edgemint-login-', n),
      'blanks after semicolons': (n) => fill(';  ', n),
      'a semicolon and blanks': (n) => `;${fill(' ', n)}`,
      'names of flows': (n) => fill('__Host-edgemint-login-abcdefgh=1; ', n),
      'a beginning of digits': (n) => `__Host-edgemint-login-abcdefgh=${fill('1', n)}`,
      underscores: (n) => fill('_', n),
    },
  },
  'cookie of a log-in': {
    covers: [`${folder}/flow.ts findFlow()`],
    work: (value) => {
      const request = { ...requestWith(), cookieValues: () => [value] }
      return () => findFlow(state, request, login, [], now)
    },
    inputs: { digits: (n) => fill('1', n), 'a long path': (n) => `${now}.${fill('a', n)}` },
  },
  'state of a log-in': {
    covers: [String.raw`${folder}/flow.ts /^[\w-]{51}$/`],
    work: (text) => () => findFlow(text, requestWith(), login, [], now),
    inputs: { letters: (n) => fill('a', n), hyphens: (n) => fill('-', n) },
  },
  'form of a provider': {
    covers: [`${folder}/form-fields.ts readFields()`],
    work: (body) => () => readFields(body),
    inputs: {
      fields: (n) => `state=a${fill('&a=b', n)}`,
      states: (n) => fill('state=a&', n),
      'percent-encoding': (n) => `state=${fill('%41', n)}`,
      ampersands: (n) => fill('&', n),
    },
  },
  'error of a provider': {
    covers: [`${folder}/finish.ts /^[a-z_]{1,64}$/`],
    work: (error) => {
      const context = {
        login,
        provider: async () => undefined,
        readSecret: () => 'x'.repeat(32),
        mint: never,
        now,
      }
      return () => finishLogin({ state, error }, requestWith(), policy, context)
    },
    inputs: { letters: (n) => fill('a', n), underscores: (n) => fill('_', n) },
  },
}
