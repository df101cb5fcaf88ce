/** In ms. A user waits. */
const patience = 2000
/** In octets: of a discovery document, of keys, of tokens. Real ones have a tenth of it. */
const longest = 65_536

export interface JsonAnswer {
  status: number
  body: Record<string, unknown>
}

/**
 * Asks for JSON within bounds: two seconds, 64 KB, no redirect. Undefined where nothing came that is a
 * JSON object.
 */
export async function fetchJson(
  url: string,
  init: RequestInit = {},
): Promise<JsonAnswer | undefined> {
  try {
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      signal: AbortSignal.timeout(patience),
    })
    const body: unknown = JSON.parse(await readText(response))
    if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined
    return { status: response.status, body: body as Record<string, unknown> }
  } catch {
    return undefined
  }
}

async function readText({ body }: Response): Promise<string> {
  const decoder = new TextDecoder()
  const reader = body!.getReader()
  let text = ''
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    size += value.byteLength
    text += decoder.decode(value, { stream: true })
    // What is cut off is no JSON.
    if (size > longest) {
      await reader.cancel()
      return ''
    }
  }
}
