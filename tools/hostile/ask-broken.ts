import { readOutcome } from './ask-by-connection.ts'
import type { BrokenRequest } from './broken-wire.ts'
import { complaintAbout, type Outcome } from './judge.ts'
import { expectedAnswers, type Sight } from './oracle.ts'
import { RawConnection } from './raw-connection.ts'

/** What a server does with broken octets: first, and then with what it may take for the rest of them. */
export async function askBroken(
  port: number,
  { octets, method, isBodyBroken }: BrokenRequest,
): Promise<[Outcome, Outcome]> {
  const connection = new RawConnection(port)
  try {
    const written = connection.write(octets)
    // Nobody waits for what does not come. Where all has come, Deno would take the end for a caller who is gone.
    if (isBodyBroken) void written.then(() => connection.endWriting())
    const first = await readOutcome(connection, method)
    connection.endWriting()
    return [asRefusal(first), await readOutcome(connection, method)]
  } finally {
    connection.close()
  }
}

/** workerd refuses some octets by a failure of its own. */
function asRefusal(outcome: Outcome): Outcome {
  const { status } = outcome.did === 'answer' ? outcome.response : { status: 0 }
  return status === 500 ? { did: 'refuse', status } : outcome
}

/** Refused, or answered as one of the requests that it may be taken for; and nothing comes of the rest. */
export function complaintAboutBroken(
  { what, meanings, isBodyBroken }: BrokenRequest,
  [first, second]: [Outcome, Outcome],
  sight: Sight,
): string | undefined {
  const complaints = meanings.map((request) => {
    const expected = expectedAnswers(request, sight)
    const broken = isBodyBroken ? [{ status: 400, code: 'body-malformed', says: [] }] : []
    return complaintAbout(request, first, [...expected, ...broken])
  })
  if (!complaints.includes(undefined)) return `${what}: ${complaints[0]}`
  if (second.did !== 'answer') return undefined
  const isMinted = second.response.headers.some(([name]) => name === 'set-cookie')
  return isMinted ? `${what}: what follows it is taken for a request` : undefined
}
