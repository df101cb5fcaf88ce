import { tableIn, type Table } from '../read-settings.ts'
import { readText } from '../read-text.ts'

/** A rule that sends a path elsewhere. */
export interface Redirect {
  from: string
  /** Whether it counts even where there is something at the path. */
  isForced: boolean
  /** Whether it holds for some visitors alone: by country, language, role or query. */
  isConditional: boolean
}

/** `[[redirects]]` of netlify.toml. https://docs.netlify.com/manage/routing/redirects/overview/ */
export function redirectsOf(settings: Table): Redirect[] {
  const { redirects } = settings
  return (Array.isArray(redirects) ? (redirects as Table[]) : []).map((rule) => ({
    from: String(rule.from ?? ''),
    isForced: rule.force === true,
    isConditional:
      Object.keys(tableIn(rule, 'conditions')).length + Object.keys(tableIn(rule, 'query')).length >
      0,
  }))
}

/** The lines of a `_redirects` file: `/from [name=:value…] /to [status[!]] [Condition=…]`. */
export function readRedirects(file: string): Redirect[] {
  const lines = (readText(file) ?? '').split(/\r?\n/)
  return lines.flatMap((line) => {
    const [from, ...words] = line
      .replace(/(^|\s)#.*/, '')
      .trim()
      .split(/\s+/)
    if (!from) return []
    return {
      from,
      isForced: words.some((word) => /^\d{3}!$/.test(word)),
      isConditional: words.some((word) => /^\w+=/.test(word)),
    }
  })
}

/**
 * Whether a rule answers for a path whatever is there. Functions are asked before redirects, but a
 * forced rule is documented to win over anything that its path matches, and it is never needed for
 * the fall-back of a single-page app.
 * https://docs.netlify.com/platform/request-chain/
 */
export function swallows({ from, isForced, isConditional }: Redirect, path: string): boolean {
  return isForced && !isConditional && matches(from, path)
}

/** Segment by segment: `:name` stands for one, `*` at the end for all that follow. A rule with a host is another site's. */
function matches(from: string, path: string): boolean {
  const [pattern, segments] = [from, path].map((text) => text.replace(/\/$/, '').split('/'))
  const star = pattern.indexOf('*')
  const fixed = star === -1 ? pattern : pattern.slice(0, star)
  if (star === -1 ? segments.length !== fixed.length : segments.length < fixed.length) return false
  return fixed.every((part, index) => part.startsWith(':') || part === segments[index])
}
