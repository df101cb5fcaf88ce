/** In octets: what is on its way within seconds. A longer body may take as long as the platform lets it. */
const shortBody = 1_000_000

/** How long the API may take to begin its answer; undefined where the request's body alone may take longer. */
export function patienceFor({ body, headers }: Request, patience: number): number | undefined {
  const length = body ? Number(headers.get('content-length') ?? Infinity) : 0
  return length > shortBody ? undefined : patience
}

/** Begins a request, which may be told to end. */
type Ask = (signal?: AbortSignal) => Promise<Response>

/**
 * Asks, and no longer waits after a while, or where the page has gone away.
 *
 * @param patience in milliseconds; undefined for no end
 */
export async function askWithin(
  patience: number | undefined,
  page: AbortSignal,
  ask: Ask,
): Promise<Response> {
  const aborter = new AbortController()
  const abort = (): void => aborter.abort()
  const timer = patience && setTimeout(abort, patience)
  page.addEventListener('abort', abort)
  try {
    return await ask(aborter.signal)
  } finally {
    clearTimeout(timer)
  }
}

/**
 * The same in workerd, which by itself ends all that a request has begun, timers too, once it is answered or its page
 * has gone away: https://developers.cloudflare.com/changelog/2025-05-22-handle-request-cancellation
 * There a signal and its listener cost more than all that is done to a request's headers.
 */
export function askWithinInWorkerd(patience: number | undefined, ask: Ask): Promise<Response> {
  if (patience === undefined) return ask()
  return new Promise((resolve, reject) => {
    setTimeout(reject, patience)
    ask().then(resolve, reject)
  })
}
