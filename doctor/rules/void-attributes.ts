import type { SetCookie } from '../facts.ts'
import { parseCookieDate } from './cookie-date.ts'
import { foldedCookies } from '../folded-cookies.ts'
import { joinedNames, plainSpelling } from '../attribute-names.ts'
import { overlongAttributes, parseMaxAge } from './cookie-attributes.ts'

/** An attribute that is there, but has no effect in any browser. */
export interface VoidAttribute {
  name: string
  value: string
  /** How it is written, as a sentence. */
  form: string
  /** Of RFC 6265bis. */
  section: string
}

interface Grammar {
  counts: (value: string) => boolean
  form: string
  section: string
}

const anything = (): boolean => true

/** What an attribute's value must be to count (RFC 6265bis, section 5.6); a flag counts with any. */
const grammars: Record<string, Grammar> = {
  Expires: {
    counts: (value) => parseCookieDate(value) !== undefined,
    form: 'Expires is a date, as in Sat, 21 Nov 2026 12:00:00 GMT.',
    section: '5.6.1',
  },
  'Max-Age': {
    counts: (value) => parseMaxAge(value) !== undefined,
    form: 'Max-Age is a whole number of seconds, in digits alone.',
    section: '5.6.2',
  },
  Domain: {
    counts: (value) => value !== '',
    form: 'An empty Domain is the same as none.',
    section: '5.6.3',
  },
  Path: {
    counts: (value) => value.startsWith('/'),
    form: 'Path begins with a slash; otherwise the folder of the URL is taken.',
    section: '5.6.4',
  },
  Secure: { counts: anything, form: '', section: '5.6.5' },
  HttpOnly: { counts: anything, form: '', section: '5.6.6' },
  SameSite: {
    counts: (value) => /^(strict|lax|none)$/i.test(value),
    form: 'SameSite is Strict, Lax or None; with another word it is as if it were not there.',
    section: '5.6.7',
  },
  Partitioned: { counts: anything, form: '', section: '5.6' },
  Priority: { counts: anything, form: '', section: '5.6' },
}

/** What browsers read and do not use. What is too long, and what is folded, are faults of their own. */
export function voidAttributes(cookie: SetCookie): VoidAttribute[] {
  return cookie.attributes.flatMap((attribute) => {
    const alone = { ...cookie, attributes: [attribute] }
    if (foldedCookies(alone).length > 0 || overlongAttributes(alone).length > 0) return []
    return [...ownFault(attribute), ...joinedNames(attribute).map(joined)]
  })
}

function ownFault({ name, value }: SetCookie['attributes'][number]): VoidAttribute[] {
  const right = Object.keys(grammars).find((one) => plainSpelling(one) === plainSpelling(name))
  if (right === undefined) return []
  if (name.toLowerCase() === right.toLowerCase()) {
    const { counts, form, section } = grammars[right]
    return counts(value) ? [] : [{ name, value, form, section }]
  }
  const form = name.endsWith(':')
    ? `Behind ${right}, browsers want an equals sign, not a colon.`
    : `Browsers know no ${name}: write ${right}.`
  return [{ name, value, form, section: '5.6' }]
}

function joined(name: string): VoidAttribute {
  const form =
    'Semicolons part attributes: what follows a comma or a blank is a part of what is before it.'
  return { name, value: '', form, section: '5.6' }
}
