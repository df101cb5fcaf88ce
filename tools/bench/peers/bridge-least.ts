/** The API's address, put in when this is bundled. */
declare const api: string

/**
 * The least that can be called a bridge: the token out of the cookie and into a header, the API's cookies dropped,
 * and what keeps an answer from being rendered. It judges nothing, and waits for as long as the API likes.
 */
export default {
  async fetch(request: Request): Promise<Response> {
    const { pathname, search } = new URL(request.url)
    const headers = new Headers(request.headers)
    headers.set('x-access-token', /__Host-authToken=([^;]*)/.exec(headers.get('cookie')!)![1])
    headers.delete('cookie')
    const answer = await fetch(api + pathname.slice('/api'.length) + search, {
      method: request.method,
      headers,
      body: request.body,
      redirect: 'manual',
    })
    const response = new Response(answer.body, answer)
    response.headers.delete('set-cookie')
    response.headers.set('x-content-type-options', 'nosniff')
    response.headers.set('content-security-policy', 'sandbox')
    return response
  },
}
