import { setTimeout } from 'node:timers/promises'
import type { Answer } from '../../doctor/facts.ts'
import { startDeadline } from '../../doctor/gather/deadline.ts'
import { openNetwork, type NetworkOptions } from '../../doctor/gather/network.ts'
import { sendRequest } from '../../doctor/gather/send-request.ts'
import type { Policy } from '../../shared/core/policy.ts'
import { explainAnswer, type Cures, type Sighting } from './explain-answer.ts'

interface Question {
  /** The endpoint. */
  url: URL
  /** What to do where the answer is not the right one: by the place. */
  cures: Cures
  /** The cookie, where somebody judges tokens: one that is made up shows whether that works. */
  cookieName?: string | undefined
  /** A deploy may need some seconds until it is seen everywhere. */
  tries?: number
  /** Seconds between two tries. */
  pause?: number
  network?: Pick<NetworkOptions, 'dns' | 'ca'>
}

/** The cookie that a renewal reads a token from which is judged, here or by the API. */
export function judgedCookie({ verify, bridge, cookie }: Policy): string | undefined {
  return bridge?.tokens?.cookie.name ?? (verify && cookie.name)
}

/**
 * Asks an endpoint, as the site's own page would, to renew a cookie that does not exist, or one that is
 * not genuine: that changes nothing, and only edgemint has the right answer.
 */
export async function askEndpoint(question: Question): Promise<Sighting> {
  const { url, cures, tries = 4, pause = 3 } = question
  for (let left = tries; ; left--) {
    const { answer, location } = await ask(question)
    const sighting = explainAnswer(answer, { url, cures, location })
    // A name without an address gets none within seconds.
    const isFinal = sighting.works || answer.failure?.reason === 'dns'
    if (isFinal || left <= 1) return sighting
    await setTimeout(pause * 1000)
  }
}

async function ask({
  url,
  cookieName,
  network,
}: Question): Promise<{ answer: Answer; location?: string }> {
  const headers = {
    origin: url.origin,
    'sec-fetch-site': 'same-origin',
    ...(cookieName !== undefined && { cookie: `${cookieName}=made-up` }),
  }
  const deadline = startDeadline(10)
  try {
    return await sendRequest(
      openNetwork({ ...network, signal: deadline.signal, progress: () => {} }),
      { url, method: 'PATCH', headers },
    )
  } finally {
    deadline.end()
  }
}
