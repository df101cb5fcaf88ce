import { randomFrom } from '../fuzz/mutate.ts'
import type { Outcome } from './judge.ts'
import { RawConnection } from './raw-connection.ts'
import type { PlainResponse } from '../../platforms/runtime.ts'
import type { HostileRequest } from './request.ts'
import { toWire, type Tolerance } from './wire.ts'

/**
 * Sends requests over one connection for as long as the server keeps it, some of them two at a time: what one of them
 * leaves unread would be taken for the beginning of the next.
 */
export async function askByConnection(
  port: number,
  requests: HostileRequest[],
  { seed, isFull }: Tolerance & { seed: number },
): Promise<Outcome[]> {
  const random = randomFrom(seed)
  const outcomes: Outcome[] = []
  let connection = new RawConnection(port)
  let answers = 0
  while (outcomes.length < requests.length) {
    if (connection.hasEnded) {
      connection.close()
      connection = new RawConnection(port)
      answers = 0
    }
    const current = connection
    const next = requests.slice(outcomes.length, outcomes.length + 2)
    const pair = next.every(isShort) && random() < 0.2 ? next : next.slice(0, 1)
    const octets = Buffer.concat(pair.map((request) => toWire(request, { isFull })))
    const cut = random() < 0.2 ? Math.floor(random() * octets.length) : octets.length
    // Not awaited: an answer may come before all has been taken.
    void current.write(octets.subarray(0, cut)).then(() => current.write(octets.subarray(cut)))
    for (const { method } of pair) {
      const outcome = await readOutcome(current, method)
      // Behind the last answer of a connection, a request is sent again on another one.
      const isTooLate = outcome.did === 'refuse' && outcome.status === 0 && answers > 0
      if (!isTooLate) outcomes.push(outcome)
      answers++
      if (current.hasEnded) break
    }
  }
  connection.close()
  return outcomes
}

const isShort = ({ body }: HostileRequest): boolean => body.length < 20_000

/** What comes next on a connection. */
export async function readOutcome(connection: RawConnection, method: string): Promise<Outcome> {
  try {
    return toOutcome(await connection.read(method))
  } catch (error) {
    connection.close()
    return { did: 'fail', why: String(error) }
  }
}

function toOutcome(response: PlainResponse | undefined): Outcome {
  if (response === undefined) return { did: 'refuse', status: 0 }
  const has = (wanted: string): boolean => response.headers.some(([name]) => name === wanted)
  if (has('x-thrown')) return { did: 'fail', why: response.body }
  if (has('x-passed-on')) return { did: 'pass on' }
  // The answers of ours have it.
  return has('x-content-type-options') || response.status === 500
    ? { did: 'answer', response }
    : { did: 'refuse', status: response.status }
}
