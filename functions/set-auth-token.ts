import { policy } from '#policy'
import { createFetchHandler } from '../shared/web/fetch-handler.ts'

export default createFetchHandler(policy)

// Netlify finds the route by parsing this file, not by running it: a constant, a `satisfies` or a
// re-export would leave the function without a route, silently. No `method` either: requests with
// another method would fall through to the site's own rules and could answer 200.
export const config = { path: '/set-auth-token' }
