import { parseObject } from './json-object.ts'
import { fetchBounded } from './verify/bounded-fetch.ts'

export interface JsonAnswer {
  status: number
  body: Record<string, unknown>
}

/** In octets: of a discovery document, and of tokens. Real ones have a tenth of it. */
const longest = 65_536

/** Asks for a JSON object, within the bounds of `fetchBounded`. Undefined where none came. */
export async function fetchJson(
  url: string,
  patience: number,
  init: RequestInit = {},
): Promise<JsonAnswer | undefined> {
  const headers = { accept: 'application/json', ...init.headers }
  try {
    const { status, text } = await fetchBounded(url, longest, patience, { ...init, headers })
    const body = parseObject(text)
    return body && { status, body }
  } catch {
    // None came.
  }
}
