/** What another server answered. */
export interface BoundedAnswer {
  status: number
  text: string
}

/**
 * Asks another server for something small. A redirect is not followed: it is an answer with its own
 * status. `fetch` is looked up at each call, so that a platform may replace it.
 *
 * @param limit of the body, in octets
 * @param patience how long it may take, its body included, in milliseconds
 * @throws where it does not answer in time, or with a longer body
 */
export async function fetchBounded(
  url: string,
  limit: number,
  patience: number,
  init: RequestInit = {},
): Promise<BoundedAnswer> {
  const signal = AbortSignal.timeout(patience)
  const response = await fetch(url, { ...init, redirect: 'manual', signal })
  return { status: response.status, text: await readText(response, limit) }
}

async function readText(response: Response, limit: number): Promise<string> {
  if (!response.body) return ''
  const reader = response.body.getReader()
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    size += value.byteLength
    if (size > limit) {
      await reader.cancel()
      throw new Error(`the answer is over ${limit} octets`)
    }
    text += decoder.decode(value, { stream: true })
  }
}
