import { policy } from '#policy'
import { createWorker } from './adapter.ts'

/** Cloudflare Pages: `_worker.js` beside the site's files, which is asked for the paths in `_routes.json`. */
export default createWorker(policy)
