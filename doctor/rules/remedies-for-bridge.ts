import type { Facts } from '../facts.ts'
import { pageUrlOf } from './cookie-response.ts'
import { installStep } from './install.ts'
import { remedy, type Advice } from './remedy.ts'
import { vendorWithHeader } from './vendor.ts'

/**
 * For an API that takes its token in this header: the bridge, with the config to paste. None for an API
 * on the page's own host, where a bridge would lead to itself.
 */
export function useBridge(facts: Facts, api: URL, header: string, result: string): Advice[] {
  const page = pageUrlOf(facts)
  if (api.hostname === page.hostname) return []
  const vendor = vendorWithHeader(header)
  const { preset, grant, lengthenRefresh, base: example } = { ...vendor?.bridge }
  const { base, advice } = baseOf(api, example)
  const target = preset ? `preset: '${preset}'` : `header: '${header}'`
  return [
    remedy(
      'bridge-the-api',
      `Install edgemint’s bridge on ${page.hostname}: the site keeps the token in a cookie of its own, and hands it to ${vendor?.name ?? 'the API'} in the header.`,
      [
        `In edgemint.config.ts: site: '${page.origin}', api: '${api.origin}${base}', bridge: { path: '/api', ${target} }. ${advice}`,
        installStep(facts),
        `In the page, call logIn(${grant ?? 'token'}) of edgemint/auth-fetch, and then authFetch('/api/…') in the place of fetch. No script sees the ${grant ? 'tokens' : 'token again'}.`,
        lengthenRefresh
          ? `Whoever runs the API makes the log-in last. ${lengthenRefresh}`
          : 'If the API hands out refresh tokens too, add bridge.tokens: edgemint then renews the token.',
      ],
      // The setting is where only whoever runs the API gets.
      { result, ...(lengthenRefresh && { who: ['developer', 'api-vendor'] }) },
    ),
  ]
}

/** What all addresses of the API begin with, and what to do where that is not known. */
function baseOf({ pathname }: URL, example: string | undefined): { base: string; advice: string } {
  if (example === undefined) {
    return { base: '', advice: 'Add to api the path that all its addresses begin with, if any.' }
  }
  const steps = example.split('/')
  const seen = pathname.split('/').slice(0, steps.length)
  const isSeen = seen.length === steps.length && seen[1] === steps[1] && seen.at(-1) !== ''
  return isSeen
    ? { base: seen.join('/'), advice: '' }
    : {
        base: example,
        advice: `Replace ${example} by the path that all addresses of your API begin with.`,
      }
}
