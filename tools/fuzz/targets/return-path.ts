import { isAllowedReturn } from '../../../shared/core/return-path.ts'
import { site } from '../endpoint.ts'
import { unless, type FuzzTarget } from '../target.ts'

/** Where a log-in may lead to. */
export const target: FuzzTarget = {
  seeds: [
    '/',
    '/app/',
    '/app/news?page=2#top',
    '//evil.test',
    '/app/../admin',
    '/app/%2e%2e/admin',
  ],
  words: ['/app/', '//', '/\\', '..', '%2e', '/.', '?', '#', 'https://evil.test', '@', ':', '\t'],
  check(input) {
    if (!isAllowedReturn(input, ['/', '/app/*'])) return undefined
    const { origin, pathname, href } = new URL(input, `${site}/somewhere/else`)
    // What the browser resolves it to is what it seems.
    const isPlain = href.startsWith(site + input.slice(0, 5)) && !/\/\.{1,2}(\/|$)/.test(pathname)
    const isUnder = input === '/' ? pathname === '/' : pathname.startsWith('/app/')
    return unless(origin === site && isPlain && isUnder, 'it leads elsewhere than it seems')
  },
}
