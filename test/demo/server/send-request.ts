import { request as httpRequest, type RequestOptions } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { text } from 'node:stream/consumers'

export interface DemoRequest {
  method?: string
  /** `host` too, where it shall not be the URL's. */
  headers?: Record<string, string>
  /** The request's target, where it shall not be the URL's path and query. */
  target?: string
  body?: string
}

export interface Answer {
  status: number
  headers: Record<string, string | undefined>
  setCookie: string[]
  body: string
}

/** Sends a request to a host of the demo at 127.0.0.1, wherever this system's resolver would send it. */
export function sendRequest(
  url: string,
  { method = 'GET', headers = {}, target, body }: DemoRequest = {},
  certificate: Buffer,
): Promise<Answer> {
  const { protocol, hostname, host, port, pathname, search } = new URL(url)
  const options: RequestOptions = {
    host: '127.0.0.1',
    port,
    method,
    path: target ?? pathname + search,
    headers: { host, ...headers },
    agent: false,
  }
  return new Promise((resolve, reject) => {
    const request =
      protocol === 'https:'
        ? httpsRequest({ ...options, ca: certificate, servername: hostname })
        : httpRequest(options)
    request.on('error', reject)
    request.on('response', (response) => {
      const { 'set-cookie': setCookie = [], ...others } = response.headers
      text(response).then(
        (received) =>
          resolve({
            status: response.statusCode ?? 0,
            headers: others as Answer['headers'],
            setCookie,
            body: received,
          }),
        reject,
      )
    })
    request.end(body)
  })
}
