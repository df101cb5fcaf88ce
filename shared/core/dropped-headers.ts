// Headers of the page's that the bridge takes out on the way to the API. None of them may be the token's.

/** What belongs to one connection alone (RFC 9110, section 7.6.1), and what fetch says itself or cannot do. */
export const ofConnection =
  'connection expect host keep-alive proxy-connection te trailer transfer-encoding upgrade'.split(
    ' ',
  )

/**
 * What workerd would send. All others of a connection it leaves out, or says itself; by `upgrade` it knows a WebSocket. The
 * last opens the site to whoever has it, where Cloudflare Access is its gate.
 */
export const sentByWorkerd = ['expect', 'proxy-connection', 'cf-access-jwt-assertion']

/** The beginning of Netlify's own, for the function alone: some open the site's store and its caches. */
export const ofNetlify = 'x-nf-'
