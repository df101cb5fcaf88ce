import { longestHar } from '../../doctor/plan/limits.ts'
import type { DnsService } from '../../doctor/dns/over-https.ts'
import { recordedCase, typedCase, type Case } from './case.ts'
import { examine, type Examination } from './examine.ts'
import { readOrigin, readTyped, type Mistakes } from './read-typed.ts'
import type { Typed } from './typed.ts'

/**
 * Answers what was asked.
 *
 * @param har a recorded log-in, whose cookies are then judged, and no others
 */
export async function ask(
  typed: Typed,
  har: Blob | undefined,
  services: DnsService[],
  fetch: typeof globalThis.fetch,
): Promise<Examination | { mistakes: Mistakes }> {
  const found = har ? await readRecording(har, typed) : readForm(typed)
  if ('mistakes' in found) return found
  const examination = await examine(found, services, fetch)
  if (!('mistakes' in examination)) return examination
  const [{ problem, cure }] = examination.mistakes
  return { mistakes: har ? { har: harText(problem, cure) } : { setCookies: `${problem} ${cure}` } }
}

function readForm(typed: Typed): Case | { mistakes: Mistakes } {
  const read = readTyped(typed)
  return 'mistakes' in read ? read : typedCase(read.question)
}

/** The names may be left out: a recording shows them. */
async function readRecording(har: Blob, typed: Typed): Promise<Case | { mistakes: Mistakes }> {
  const [site, api] = [typed.site, typed.api].map((text) =>
    text.trim() === '' ? undefined : readOrigin(text, 'www.example.com'),
  )
  if (typeof site === 'string') return { mistakes: { site } }
  if (typeof api === 'string') return { mistakes: { api } }
  if (har.size > longestHar) {
    return { mistakes: { har: 'This file is too long for a recording: at most 100 MB are read.' } }
  }
  const found = recordedCase(await har.text(), site?.hostname, api?.hostname)
  if (!('mistakes' in found)) return found
  const [{ problem, cure }] = found.mistakes
  return { mistakes: { har: harText(problem, cure) } }
}

/** The field for the API is the command's --api. */
function harText(problem: string, cure: string): string {
  return `This file cannot be judged: ${problem} ${cure}`.replaceAll('--api', 'the API')
}
