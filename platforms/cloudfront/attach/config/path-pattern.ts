/**
 * Whether a behavior with this path pattern catches a path. `*` stands for any number of characters, `?` for
 * one; case counts; the slash in front may be missing.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern
 *
 * @example catchesPath('/set-*', '/set-auth-token') // true
 */
export function catchesPath(pattern: string, path: string): boolean {
  return matches(pattern, path) || matches(`/${pattern}`, path)
}

/** Whether a pattern is this path and nothing else. */
export function isPath(pattern: string, path: string): boolean {
  return rooted(pattern) === path
}

/** With its slash in front, which CloudFront lets one leave out. */
export function rooted(pattern: string): string {
  return pattern.startsWith('/') ? pattern : `/${pattern}`
}

/**
 * Whether a behavior with this path pattern catches anything below a path, and not only what is below another
 * path that is below it.
 *
 * @example catchesBelow('*.json', '/api') // true
 * @example catchesBelow('/api/v1/*', '/api') // false: it is narrower
 */
export function catchesBelow(pattern: string, path: string): boolean {
  const below = `${path}/`
  if (isPath(pattern, `${below}*`)) return true
  return !isBelow(pattern, path) && (begins(pattern, below) || begins(`/${pattern}`, below))
}

/** Whether all that a pattern catches is below a path. */
export function isBelow(pattern: string, path: string): boolean {
  return rooted(pattern).startsWith(`${path}/`)
}

/** Whether something that a pattern matches begins so: after each character, all places where the pattern may be. */
function begins(pattern: string, text: string): boolean {
  const withStars = (places: number[]): Set<number> => {
    const all = new Set<number>()
    for (const place of places)
      for (let at = place; !all.has(at); at++) {
        all.add(at)
        if (pattern[at] !== '*') break
      }
    return all
  }
  let places = withStars([0])
  for (const character of text) {
    const next: number[] = []
    for (const at of places) {
      if (pattern[at] === '*') next.push(at)
      else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === character))
        next.push(at + 1)
    }
    places = withStars(next)
  }
  return places.size > 0
}

/** Goes back to the last `*` alone, which is enough: each costs at most one walk along the path. */
function matches(pattern: string, path: string): boolean {
  let at = 0
  let star = -1
  let retry = 0
  for (let i = 0; i < path.length;) {
    if (pattern[at] === '*') {
      star = at++
      retry = i
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === path[i])) {
      at++
      i++
    } else if (star === -1) {
      return false
    } else {
      at = star + 1
      i = ++retry
    }
  }
  return /^\**$/.test(pattern.slice(at))
}
