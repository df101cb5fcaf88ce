import type { MistakeLog } from './check-fields.ts'
import { show } from './mistakes.ts'

/**
 * The header that an API wants a token in, and what stands before the token there: `Bearer` in
 * Authorization, nothing elsewhere, if the config does not say otherwise.
 *
 * @param prefix what stands before `header` and `scheme` in the config: `bridge.`
 */
export function checkHeader(
  log: MistakeLog,
  prefix: string,
  value: Record<string, unknown>,
): { header: string; scheme: string } {
  const { header = usual } = value
  const name = isToken(header) ? header : ''
  if (!name) {
    log.report(
      `${prefix}header`,
      `${show(header)} is not the name of a header.`,
      "Write a name such as 'X-Access-Token'.",
    )
  }
  const { scheme = name.toLowerCase() === usual.toLowerCase() ? 'Bearer' : '' } = value
  if (scheme === '' || isToken(scheme)) return { header: name, scheme }
  log.report(
    `${prefix}scheme`,
    `${show(scheme)} is not a scheme.`,
    "Write one word, such as 'Bearer'.",
  )
  return { header: name, scheme: '' }
}

const usual = 'Authorization'

/** RFC 9110, section 5.6.2. */
function isToken(text: unknown): text is string {
  return typeof text === 'string' && /^[\w!#$%&'*+.^`|~-]+$/.test(text)
}
