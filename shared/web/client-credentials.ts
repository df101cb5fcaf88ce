import type { ReadSecret } from '../core/hs256.ts'
import { linesOf } from '../core/mac.ts'
import type { HandlerRequest } from '../core/request.ts'
import { readBound } from './own-secret.ts'

/** The Authorization header of a client: its name and its secret are form-encoded before they are joined (RFC 6749, section 2.3.1). */
export function basicCredentials(clientId: string, secret: string): string {
  return `Basic ${btoa(`${formEncode(clientId)}:${formEncode(secret)}`)}`
}

/** The client's secret: of what is bound, the first line, where the newest stands. Undefined where none is. */
export async function readClientSecret(
  name: string,
  request: HandlerRequest,
  readSecret: ReadSecret,
): Promise<string | undefined> {
  const bound = await readBound(name, request, readSecret)
  return bound === undefined ? undefined : linesOf(bound)[0]
}

function formEncode(text: string): string {
  return new URLSearchParams({ '': text }).toString().slice(1)
}
