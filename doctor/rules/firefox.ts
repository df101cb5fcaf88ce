import type { Way } from '../diagnosis.ts'
import { isSchemefullySameSite } from '../hosts/domain.ts'
import { compareDomains } from './compared.ts'
import { accepted, otherPartition, sameSiteCrossSite, thirdPartyInFirefox } from './cookie-rules.ts'
import { rejected, settled, type Judgement } from './judgement.ts'
import type { Scene } from './scene.ts'
import { storeCookie } from './store-cookie.ts'

/** What Firefox does with a cookie, with its default settings. An unset SameSite is None there. */
export function judgeInFirefox(scene: Scene, way: Way): Judgement {
  const stored = storeCookie(scene.cookie, scene.url, 'Firefox', scene.observedAt)
  if ('refusedBy' in stored) return rejected(stored.refusedBy)
  if (isSchemefullySameSite(scene.pageUrl, scene.url)) return settled('kept', stored.life, accepted)

  const facts = compareDomains(scene)
  if (way !== 'fetch') return settled('blocked', 0, otherPartition, facts)
  return stored.sameSite === 'Lax' || stored.sameSite === 'Strict'
    ? rejected(sameSiteCrossSite, facts)
    : settled('kept', stored.life, thirdPartyInFirefox, facts)
}
