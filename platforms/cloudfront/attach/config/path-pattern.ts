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
