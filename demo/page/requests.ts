import {
  AuthTokenError,
  clearAuthToken,
  renewAuthToken,
  setAuthToken,
} from '../../shared/web/client.ts'
import type { Transport } from './choices.ts'

/** A request as the log shows it, with the token shortened, and the response to it. */
export interface Exchange {
  request: ShownRequest
  response: ShownResponse
}

export interface ShownRequest {
  method: string
  url: string
  headers: string[]
  body: string
}

export type ShownResponse = Answered | Refused | Unanswered

export interface Answered {
  outcome: 'answered'
  status: number
  body: unknown
}

interface Refused {
  outcome: 'refused'
  status: number
  code: string
  detail: string
}

interface Unanswered {
  outcome: 'unanswered'
}

const jsonType = 'Content-Type: application/json'

/** POSTs an empty JSON object to the API, with cookies. */
export async function callApi(url: string): Promise<Exchange> {
  const headers = { 'Content-Type': 'application/json' }
  const response = await readResponse(
    fetch(url, { method: 'POST', headers, body: '{}', credentials: 'include' }),
  )
  const request = { method: 'POST', url, headers: [jsonType], body: '{}' }
  return { request, response }
}

/** Sends the token to the endpoint, which answers with the cookie. */
export function mint(path: string, token: string, transport: Transport): Promise<Exchange> {
  return transport === 'json' ? mintByBody(path, token) : mintByHeader(path, token)
}

export async function renew(path: string): Promise<Exchange> {
  const response = await settled(renewAuthToken({ endpoint: path, force: true }))
  return { request: toEndpoint('PATCH', path, [], ''), response }
}

export async function clear(path: string): Promise<Exchange> {
  const response = await settled(clearAuthToken({ endpoint: path }))
  return { request: toEndpoint('DELETE', path, [], ''), response }
}

/** A token short enough to be shown: it is a key to the account. */
export function shorten(token: string): string {
  return `${token.slice(0, 8)}…`
}

async function mintByHeader(path: string, token: string): Promise<Exchange> {
  const response = await settled(setAuthToken(token, { endpoint: path }))
  const headers = [`Authorization: Bearer ${shorten(token)}`]
  return { request: toEndpoint('PUT', path, headers, ''), response }
}

/** By a plain fetch, without the client. */
async function mintByBody(path: string, token: string): Promise<Exchange> {
  const response = await readResponse(
    fetch(path, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ authToken: token }),
    }),
  )
  const shown = JSON.stringify({ authToken: shorten(token) })
  return { request: toEndpoint('PUT', path, [jsonType], shown), response }
}

function toEndpoint(method: string, path: string, headers: string[], body: string): ShownRequest {
  return { method, url: new URL(path, location.href).href, headers, body }
}

/** What the client library's promise says about the response: it resolves on 204 only. */
async function settled(call: Promise<void>): Promise<ShownResponse> {
  try {
    await call
    return { outcome: 'answered', status: 204, body: undefined }
  } catch (error) {
    if (!(error instanceof AuthTokenError) || !error.status) return { outcome: 'unanswered' }
    const { status, code, message } = error
    return { outcome: 'refused', status, code, detail: message }
  }
}

async function readResponse(call: Promise<Response>): Promise<ShownResponse> {
  try {
    const response = await call
    const body = parseJson(await response.text())
    const status = response.status
    return response.ok ? { outcome: 'answered', status, body } : refused(status, body)
  } catch {
    return { outcome: 'unanswered' }
  }
}

function refused(status: number, body: unknown): Refused {
  const { code = '', detail = '' } = (body ?? {}) as { code?: string; detail?: string }
  return { outcome: 'refused', status, code, detail }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
