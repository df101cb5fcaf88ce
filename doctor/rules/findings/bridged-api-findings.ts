import type { Finding } from '../diagnosis.ts'
import type { BridgeFacts, Facts } from '../../facts.ts'
import { isHtml } from '../endpoint-state.ts'
import { vendorOf } from '../vendor.ts'
import { failing, unreachable } from './api-findings.ts'
import { findingAbout } from './finding-about.ts'

const finding = findingAbout('api')

/** Whether the API behind a bridge serves nobody without the token: the bridge is only one way to it. */
export function bridgedApiFindings(facts: Facts, bridge: BridgeFacts): Finding[] {
  const { api } = facts
  const answer = api?.answers?.['without-token']
  if (!api || !answer) {
    // Of a plan that nobody has looked at, nothing is expected.
    const example = api
      ? `${api.url.replace(/\/$/, '')}/profile`
      : 'https://api.example.com/profile'
    return bridge.answer
      ? [untested(`name one of its addresses that needs a log-in, as in --api ${example}`)]
      : []
  }
  const { failure, status = 0 } = answer
  if (failure) return failure.reason === 'dns' ? [] : [unreachable(api, failure)]
  if (status >= 500) return [failing(api, answer)]
  if (status === 401 || status === 403) return []
  const isServed = status >= 200 && status < 300 && !isHtml(answer)
  if (isServed) return [unchecked(facts, api.url, status)]
  const what = `${status}${isHtml(answer) ? ' with a page (HTML)' : ''}`
  return [
    untested(`${api.url} answers ${what} to GET; name another one that needs a log-in with --api`),
  ]
}

function unchecked(facts: Facts, url: string, status: number): Finding {
  const vendor = vendorOf(facts, new URL(url).hostname)
  return finding({
    id: 'api-answers-without-token',
    title: `The API does not check the token: ${url} answers ${status} without it.`,
    detail:
      'Whoever knows the address can call it, from anywhere and without a log-in: the bridge is only one way to the API.',
    cure: `${vendor?.bridge?.demandToken ?? 'Let the API answer 401 to whoever sends no token.'} If this address is for everybody, or tells errors with 200, name another one that needs a log-in: --api URL.`,
  })
}

/** @param what why it was not looked at, or what to name */
function untested(what: string): Finding {
  return finding({
    id: 'api-token-untested',
    severity: 'note',
    title: `Not known: whether the API refuses requests without the token; ${what}.`,
    detail: 'The bridge is only one way to the API: it must refuse strangers by itself.',
  })
}
