import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** A request that the API got. */
export interface Asked {
  method: string
  path: string
  headers: IncomingMessage['headers']
  body: string
}

export type Answering = (response: ServerResponse, asked: Asked) => unknown

/** An API that hands out tokens, on loopback, in Kuroco's shapes unless a test says otherwise. */
export interface TokenApi {
  url: string
  /** All that it was asked, in order. */
  asked: Asked[]
  /** From now on it answers so; without an argument as Kuroco does. */
  answer: (answering?: Answering) => void
  close: () => void
}

/** A second of the API's, so that its dates are whole ones. */
const second = 1000

/** A date as Kuroco writes it: with the offset of Japan. */
export function dateIn(seconds: number): string {
  const japan = new Date(Date.now() + (seconds + 9 * 3600) * second)
  return japan.toISOString().replace(/\.\d+Z$/, '+09:00')
}

/** Kuroco's answer, https://kuroco.app/docs/: the strings are in `value`. */
export const kurocoTokens = (access: string, refresh: string, life = 3600): object => ({
  access_token: { value: access, expiresAt: dateIn(life) },
  refresh_token: { value: refresh, expiresAt: dateIn(604_800) },
})

export const json =
  (value: unknown, status = 200): Answering =>
  (response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))

export async function startTokenApi(): Promise<TokenApi> {
  let count = 0
  const good = new Set<string>()
  const asKuroco: Answering = (response, { path, body }) => {
    if (path.endsWith('/logout')) return json({ messages: [] })(response, {} as Asked)
    const { grant_token: grant, refresh_token: refresh } = JSON.parse(body)
    if (!(grant?.startsWith('grant') || good.has(refresh))) {
      return json({ errors: [{ code: 'unauthorized', message: 'no' }] }, 401)(response, {} as Asked)
    }
    count++
    good.add(`refresh-${count}`)
    return json(kurocoTokens(`access-${count}`, `refresh-${count}`))(response, {} as Asked)
  }
  let current = asKuroco
  const server = createServer(async (request, response) => {
    const { method = '', url: path = '', headers } = request
    const asked = { method, path, headers, body: await text(request) }
    api.asked.push(asked)
    current(response, asked)
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const api: TokenApi = {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    asked: [],
    answer: (answering = asKuroco) => (current = answering),
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
  return api
}
