/** The API's address, put in when this is bundled. */
declare const api: string

/** Hands each request on as it is, and the answer back: a proxy without any rule. */
export default {
  fetch: (request: Request): Promise<Response> => {
    const { pathname, search } = new URL(request.url)
    return fetch(api + pathname.slice('/api'.length) + search, request)
  },
}
