import { policy } from '#policy'
import { createEdgeFunction } from './adapter.ts'

/** Netlify Edge Functions: before the site's files and rules, without the limits of Netlify Functions. */
export default createEdgeFunction(policy)
