import { policy } from '#policy'
import { createWorker } from './adapter.ts'

/** Cloudflare Workers: in front of the site's assets, or on a route of the site's zone. */
export default createWorker(policy)
