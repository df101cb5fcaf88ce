const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

const delimiter = /[\t\x20-\x2f;-@[-`{-~]/

/**
 * The instant that an Expires attribute names, in milliseconds since 1970; none if browsers cannot
 * read it (RFC 6265bis, section 5.1.1: tokens in any order, `Date.parse` differs between engines).
 */
export function parseCookieDate(text: string): number | undefined {
  let time: number[] | undefined
  // What is missing is NaN, and so is the instant then.
  let [day, month, year] = [Number.NaN, Number.NaN, Number.NaN]
  for (const token of text.split(delimiter)) {
    const clock = time ? null : /^(\d{1,2}):(\d{1,2}):(\d{1,2})(?:\D|$)/.exec(token)
    const name = months.indexOf(token.slice(0, 3).toLowerCase())
    if (clock) time = clock.slice(1).map(Number)
    else if (Number.isNaN(day) && /^\d{1,2}(?:\D|$)/.test(token)) day = Number.parseInt(token, 10)
    else if (Number.isNaN(month) && name >= 0) month = name
    else if (Number.isNaN(year) && /^\d{2,4}(?:\D|$)/.test(token))
      year = fullYear(Number.parseInt(token, 10))
  }
  if (!time) return undefined
  const [hour, minute, second] = time
  if (year < 1601 || minute > 59 || second > 59) return undefined
  // A day that the month doesn't have becomes another one, and so does one that has more hours.
  const date = new Date(Date.UTC(year, month, day, hour, minute, second))
  return date.getUTCDate() === day ? date.getTime() : undefined
}

function fullYear(year: number): number {
  if (year >= 70 && year <= 99) return year + 1900
  return year <= 69 ? year + 2000 : year
}

/**
 * Whether Safari reads the date too: to its network library, one that the standard reads is no date with the month
 * before the day, or with names in other letters than `Sat`, `Saturday`, `Nov`, `nov` and `November` have (WebKit pull
 * request 72744; 72457 mended the order for `document.cookie` alone).
 */
export function isSafariDate(text: string): boolean {
  const tokens = text.split(delimiter)
  const month = tokens.findIndex((token) => months.includes(token.slice(0, 3).toLowerCase()))
  const day = tokens.findIndex((token) => /^\d{1,2}(?:[^\d:]|$)/.test(token))
  return (
    // Stryker disable next-line EqualityOperator: no token is both
    day < month &&
    (isTitle(tokens[month]) || /^[a-z]{3}$/.test(tokens[month])) &&
    tokens.filter((token) => dayNames.has(token.toLowerCase())).every(isTitle)
  )
}

const dayNames = new Set(
  ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].flatMap((name) => [
    name,
    name.slice(0, 3),
  ]),
)

function isTitle(name: string): boolean {
  return /^[A-Z][a-z]+$/.test(name)
}
