import { parseObject } from './json-object.ts'
import { fetchBounded } from './verify/bounded-fetch.ts'

export interface JsonAnswer {
  status: number
  /** Undefined where it is no JSON object. */
  body: Record<string, unknown> | undefined
}

/** In octets: of a discovery document, and of tokens. Real ones have a tenth of it. */
const longest = 65_536

/** Asks for a JSON object, within the bounds of `fetchBounded`. Undefined where no answer came. */
export async function fetchJson(
  url: string,
  patience: number,
  init: RequestInit = {},
): Promise<JsonAnswer | undefined> {
  const headers = { accept: 'application/json', ...init.headers }
  try {
    const { status, text } = await fetchBounded(url, longest, patience, { ...init, headers })
    return { status, body: parseObject(text) }
  } catch {
    // None came.
  }
}
