import type { IntrospectionVerification } from '../core/verification.ts'
import { checkNames, isRecord, type MistakeLog } from './check-fields.ts'
import { checkHeader } from './check-header.ts'
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
  return { introspect: { style: 'ask', url, ...checkHeader(log, `${place}.`, value) } }
}
