import type { AskVerification, IntrospectionVerification } from '../core/verification.ts'
import { checkNames, isRecord, type MistakeLog } from './check-fields.ts'
import { checkBoundName, checkText, checkUrl } from './check-values.ts'
import type {
  AskIntrospectionConfig,
  IntrospectionConfig,
  IssuerIntrospectionConfig,
} from './config.ts'
import { show } from './mistakes.ts'

const fields = Object.keys({ introspect: true, log: true } satisfies Record<
  keyof IntrospectionConfig,
  true
>)

const issuerFields = Object.keys({
  style: true,
  url: true,
  clientId: true,
  clientSecret: true,
} satisfies Record<keyof IssuerIntrospectionConfig, true>)

const askFields = Object.keys({
  style: true,
  url: true,
  header: true,
  scheme: true,
} satisfies Record<keyof AskIntrospectionConfig, true>)

const place = 'verify.introspect'

/** Who is asked about a token, and how. */
export function compileIntrospection(
  log: MistakeLog,
  verify: Record<string, unknown>,
): IntrospectionVerification {
  checkNames(log, verify, fields, 'verify.', { introspect: [...issuerFields, ...askFields] })
  const value = isRecord(verify.introspect) ? verify.introspect : {}
  const url = checkUrl(log, `${place}.url`, value.url)
  if (value.style === 'rfc7662') {
    checkNames(log, value, issuerFields, `${place}.`)
    const clientId = checkText(log, `${place}.clientId`, value.clientId)
    const clientSecret = checkBoundName(log, `${place}.clientSecret`, value.clientSecret)
    return { introspect: { style: 'rfc7662', url, clientId, clientSecret } }
  }
  if (value.style !== 'ask') {
    log.report(
      `${place}.style`,
      `${show(value.style)} is not a way to ask.`,
      "Write 'rfc7662' where the issuer has an introspection endpoint, or 'ask' for a URL of the API that answers 401 to a bad token.",
    )
  }
  checkNames(log, value, askFields, `${place}.`)
  return { introspect: { style: 'ask', url, ...compileHeader(log, value) } }
}

function compileHeader(
  log: MistakeLog,
  value: Record<string, unknown>,
): Pick<AskVerification, 'header' | 'scheme'> {
  const header = value.header ?? 'Authorization'
  if (!isToken(header)) {
    log.report(
      `${place}.header`,
      `${show(header)} is not the name of a header.`,
      "Write a name such as 'X-Access-Token'.",
    )
  }
  const isUsual = String(header).toLowerCase() === 'authorization'
  const scheme = value.scheme ?? (isUsual ? 'Bearer' : '')
  if (scheme !== '' && !isToken(scheme)) {
    log.report(
      `${place}.scheme`,
      `${show(scheme)} is not a scheme.`,
      "Write one word, such as 'Bearer'.",
    )
  }
  return { header: String(header), scheme: String(scheme) }
}

/** RFC 9110, section 5.6.2. */
function isToken(text: unknown): boolean {
  return typeof text === 'string' && /^[\w!#$%&'*+.^`|~-]+$/.test(text)
}
