import type { Finding } from '../diagnosis.ts'
import type { SetCookie } from '../../facts.ts'
import { foldedCookies } from '../../folded-cookies.ts'
import { listText } from '../in-words.ts'
import { nameOf } from './cookie-refusals.ts'
import { findingAbout, found, type Found } from './finding-about.ts'

const finding = findingAbout('cookie', 'warning')

const cure =
  'Send a Set-Cookie field for each cookie. A program on the way that joins fields by commas must leave these apart (in JavaScript: getSetCookie() and append()).'

/** Several cookies in one field, or what may be so. @param isKept whether browsers keep the first */
export function foldFindings(cookie: SetCookie, isKept: boolean): Finding[] {
  return found(
    foldedFinding(cookie, isKept),
    maybeFoldedFinding(cookie),
    attributesFinding(cookie),
    joinedFinding(cookie),
  )
}

function foldedFinding(cookie: SetCookie, isKept: boolean): Found {
  const lost = foldedCookies(cookie)
  if (lost.length === 0) return undefined
  const kept = isKept ? `keep the first, ${nameOf(cookie)}, and ` : ''
  return finding({
    id: 'cookie-folded',
    severity: 'error',
    title: `${lost.length === 1 ? 'Two' : lost.length + 1} cookies are folded into one Set-Cookie field: browsers ${kept}lose ${listText(lost)}.`,
    detail: 'A comma does not part cookies: what follows it counts as attributes of the first.',
    cure,
  })
}

/** The value is not kept, and may hold a comma of its own: so no name is told. */
function maybeFoldedFinding(cookie: SetCookie): Found {
  if (cookie.flaw !== 'comma-in-value') return undefined
  return finding({
    id: 'cookie-maybe-folded',
    title: `The value of the cookie ${nameOf(cookie)} goes on, behind a comma, with what looks like another cookie: browsers take all of it for the value.`,
    detail: 'A comma does not part cookies.',
    cure: `If several cookies are meant: ${cure[0].toLowerCase()}${cure.slice(1)}`,
  })
}

function attributesFinding(cookie: SetCookie): Found {
  if (cookie.flaw !== 'attributes-in-value') return undefined
  return finding({
    id: 'cookie-maybe-folded',
    title: `The value of the cookie ${nameOf(cookie)} goes on with what look like attributes: browsers take all of it for the value.`,
    detail: 'Neither commas nor blanks part attributes.',
    cure: 'Part attributes by semicolons. Then run this check again.',
  })
}

/** Safari's Web Inspector, PowerShell and libraries show the fields so. */
function joinedFinding(cookie: SetCookie): Found {
  if (cookie.flaw !== 'joined-by-comma') return undefined
  return finding({
    id: 'cookie-maybe-folded',
    title: `The cookie ${nameOf(cookie)} was copied behind a comma, in another’s field: browsers lose it if your server sends it so.`,
    detail: 'Many programs join fields when they show them, so it is judged as one of its own.',
    cure: `If the server joins them: ${cure[0].toLowerCase()}${cure.slice(1)}`,
  })
}
