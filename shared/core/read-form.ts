import { isUnder } from './domain.ts'
import type { ReadForm } from './handle.ts'
import { bodyMalformed, returnNotAllowed, tokenAmbiguous, tokenMissing } from './problems.ts'
import { defaultReturn, isAllowedReturn } from './return-path.ts'

/**
 * Reads the fields for a token and `returnTo`; what else a form holds may be in any encoding.
 * https://url.spec.whatwg.org/#urlencoded-parsing, except that broken percent-encoding is refused.
 */
export const readForm: ReadForm = (body, field, policy, hostname) => {
  const tokens = fieldValues(body, field)
  if (tokens.length > 1) return tokenAmbiguous
  const returns = fieldValues(body, 'returnTo')
  const token = decodeField(tokens[0] || '')
  const location =
    returns.length > 0 ? decodeField(returns[returns.length - 1]) : defaultReturn(policy.returnTo)
  if (token === undefined || location === undefined) return bodyMalformed
  if (!isAllowedReturn(location, policy.returnTo)) return returnNotAllowed
  if (tokens.length === 0) return tokenMissing
  // A form's Origin is not the page's, so nothing in the request tells what a proxy hides; that there
  // is one, the config does.
  const isHidden = policy.proxiedHost !== '' && !isUnder(hostname, policy.cookie.domain)
  return { token: token, location: location, host: isHidden ? policy.proxiedHost : hostname }
}

/** The values of all fields of a name, still encoded. */
function fieldValues(body: string, name: string): string[] {
  const values: string[] = []
  const fields = body.split('&')
  // Stryker disable next-line EqualityOperator: what is behind the last field has no name that is asked for
  for (let i = 0; i < fields.length; i++) {
    // A name alone has an empty value.
    if ((fields[i] + '=').startsWith(name + '=')) values.push(fields[i].slice(name.length + 1))
  }
  return values
}

// Stryker disable BlockStatement: what is said in the catch, the end of a function does, too
function decodeField(value: string): string | undefined {
  try {
    return decodeURIComponent(value.replace(/\+/g, ' '))
  } catch {
    return undefined
  }
}
// Stryker restore BlockStatement
