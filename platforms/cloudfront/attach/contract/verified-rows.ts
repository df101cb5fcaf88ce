import { noBody, own, refuses, row, sets, type ContractRow } from './contract-row.ts'

const json = { 'content-type': 'application/json' }
const rejected = refuses(401, 'token-rejected')

/**
 * What attach asks where tokens are verified, in the place of the rows that mint any token: by the file of the
 * vector, in test/vectors/verified. `{genuine}` and the like stand for tokens that are signed for the occasion.
 */
export const verifiedRows: Record<string, ContractRow[]> = {
  'verified/hs256': [
    row(
      'a genuine token in the header: the cookie lives as long as the token',
      own('PUT', { authorization: 'Bearer {genuine}' }),
      sets('{genuine}'),
    ),
    row(
      'a genuine token in JSON',
      own('PUT', json, '{"authToken":"{genuine}"}'),
      sets('{genuine}'),
      noBody,
    ),
    row(
      'renews a genuine token: never longer than the token',
      own('PATCH', { cookie: '{cookie}={genuine}' }),
      sets('{genuine}'),
    ),
    row('signed with another secret', own('PUT', { authorization: 'Bearer {forged}' }), rejected),
    row(
      'does not renew what was signed with a secret that was changed since',
      own('PATCH', { cookie: '{cookie}={forged}' }),
      rejected,
    ),
    row(
      'expired half a minute ago: no tolerance prolongs a token',
      own('PUT', { authorization: 'Bearer {expired}' }),
      rejected,
    ),
    row('not signed', own('PUT', { authorization: 'Bearer {unsigned}' }), rejected),
    row('no JSON Web Token', own('PUT', { authorization: 'Bearer abc' }), rejected),
  ],
}
