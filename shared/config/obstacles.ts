import { isLoopback, isUnder } from '../core/domain.ts'
import type { Policy } from '../core/policy.ts'
import { isElsewhere, ownedDomain } from './hosts.ts'
import type { Mistake } from './mistakes.ts'

const ownAddress =
  'Where it differs on your machine, let the config be a function of the environment: docs/deploy.md.'

/** What is in order by itself, but of no use on the web. */
export function findObstacles(site: URL, api: URL | undefined, policy: Policy): Mistake[] {
  const obstacles: Mistake[] = []
  if (isPlaceholder(site)) {
    obstacles.push({
      place: 'site',
      problem: `${site.origin} is the placeholder of the examples.`,
      cure: "Write the address of your own page, such as 'https://www.your-domain.com'.",
    })
  }
  if (api && isHere(api) && !isHere(site)) {
    obstacles.push({
      place: 'api',
      problem: `${api.origin} is whichever machine asks for it: nobody comes to yours.`,
      cure: `Write the address that the API has for everybody, such as 'https://api.your-domain.com'. ${ownAddress}`,
    })
  } else if (api && isPlaceholder(api) && !isPlaceholder(site)) {
    obstacles.push({
      place: 'api',
      problem: `${api.origin} is a placeholder of the examples.`,
      cure: "Write the address of your own API, such as 'https://api.your-domain.com'.",
    })
  } else if (api && !policy.bridge && isElsewhere(site.hostname, api.hostname)) {
    const owned = ownedDomain(site.hostname)
    obstacles.push({
      place: 'api',
      problem: `no browser sends the cookie of ${site.hostname} to ${api.hostname}, which belongs to another domain.`,
      cure: `${
        owned && !owned.isUnderVendor
          ? `Give the API a host under ${owned.domain}, such as https://api.${owned.domain}.`
          : 'Give the site a domain of your own, and the API a host under it.'
      } Or write bridge: { path: '/api' }, and the site itself hands requests on, with the token in a header: docs/bridge.md.`,
    })
  }
  if (isHere(site) || isPlaceholder(site)) return obstacles
  return [...obstacles, ...askedByUs(policy).flatMap((asked) => unreachable(asked, api))]
}

type Asked = [place: string, url: string | undefined]

/** What the function itself asks, by the fields of the config. */
function askedByUs({ verify, login, bridge }: Policy): Asked[] {
  return [
    ['verify.jwks', verify && 'jwks' in verify ? verify.jwks : undefined],
    ['verify.introspect.url', verify && 'introspect' in verify ? verify.introspect.url : undefined],
    ['login.issuer', login?.issuer],
    ['bridge.tokens.url', bridge?.tokens?.url],
    ['bridge.tokens.logOut', bridge?.tokens?.logOut],
  ]
}

function unreachable([place, text]: Asked, api: URL | undefined): Mistake[] {
  const url = text === undefined ? undefined : new URL(text)
  // What is on the API's own host has been told with it.
  if (!url || url.origin === api?.origin) return []
  const cure = 'Write the address that it has for everybody.'
  if (isHere(url)) {
    const problem = `${url.origin} is the machine that the function runs on, and nothing answers there.`
    return [{ place, problem, cure: `${cure} ${ownAddress}` }]
  }
  if (!isPlaceholder(url)) return []
  return [{ place, problem: `${url.origin} is a placeholder of the examples.`, cure }]
}

const isPlaceholder = ({ hostname }: URL): boolean => isUnder(hostname, 'example.com')

/** What is whichever machine asks: by its name, by an address, or by any address. */
const isHere = ({ hostname }: URL): boolean =>
  isLoopback(hostname) || hostname === '0.0.0.0' || hostname === '[::]'
