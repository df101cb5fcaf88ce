import type { Way } from '../diagnosis.ts'
import { isSchemefullySameSite } from '../hosts/domain.ts'
import { compareDomains } from './compared.ts'
import {
  accepted,
  partitionedByNavigation,
  partitionedInChrome,
  sameSiteCrossSite,
  thirdPartyInChrome,
} from './cookie-rules.ts'
import { rejected, settled, type Judgement } from './judgement.ts'
import type { Scene } from './scene.ts'
import { storeCookie } from './store-cookie.ts'

/** What Chrome does with a cookie, with its default settings. An unset SameSite is Lax there. */
export function judgeInChrome(scene: Scene, way: Way): Judgement {
  const stored = storeCookie(scene.cookie, scene.url, 'Chrome', scene.observedAt)
  if ('refusedBy' in stored) return rejected(stored.refusedBy)
  if (isSchemefullySameSite(scene.pageUrl, scene.url)) return settled('kept', stored.life, accepted)

  const facts = compareDomains(scene)
  if (stored.sameSite !== 'None') {
    return way === 'fetch'
      ? rejected(sameSiteCrossSite, facts)
      : settled('blocked', 0, sameSiteCrossSite, facts)
  }
  if (!stored.isPartitioned) return settled('kept', stored.life, thirdPartyInChrome, facts)
  return way === 'fetch'
    ? settled('kept', stored.life, partitionedInChrome, facts)
    : settled('blocked', 0, partitionedByNavigation, facts)
}
