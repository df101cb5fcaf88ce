import type { MistakeLog } from './check-fields.ts'
import { show } from './mistakes.ts'

/** Paths under which a CDN itself answers, whatever the site has there. */
const reservedPath = /^\/(\.netlify|cdn-cgi)(?=\/|$)/

/**
 * A path of the site that is ours. Every platform has patterns of its own for routes (`*`, `:name`,
 * `(…)?`, `{…}`), so it is written in characters that mean nothing in any of them.
 *
 * @param initial what holds where the config says nothing; undefined where it must say something
 */
export function checkRoute(
  log: MistakeLog,
  place: string,
  value: unknown,
  initial?: string,
): string {
  if (value === undefined && initial !== undefined) return initial
  const isPlain =
    typeof value === 'string' && /^(\/[\w\-.~]+)+$/.test(value) && !/\/\.{1,2}(\/|$)/.test(value)
  const owner = isPlain ? reservedPath.exec(value)?.[1] : undefined
  if (isPlain && !owner) return value
  const example = initial ?? '/api'
  log.report(
    place,
    owner
      ? `${show(value)} is under /${owner}, where the platform itself answers.`
      : value === undefined
        ? 'the path is missing.'
        : `${show(value)} is not the path of ${initial === undefined ? 'a bridge' : 'an endpoint'}.`,
    `Write a path such as "${example}": from the root, in letters, digits, - _ . ~ and /, without a slash at the end.`,
  )
  return example
}
