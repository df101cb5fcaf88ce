import { registrableDomain } from './registrable-domain.ts'
import type { Scene } from './scene.ts'

/** Whether page and host are different sites to Chrome and Firefox, which compare the scheme too. */
export function isCrossSite({ pageUrl, url }: Pick<Scene, 'pageUrl' | 'url'>): boolean {
  return (
    pageUrl.protocol !== url.protocol ||
    registrableDomain(pageUrl.hostname, true) !== registrableDomain(url.hostname, true)
  )
}
