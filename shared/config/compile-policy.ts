import type { Policy } from '../core/policy.ts'
import { defaultReturn, isAllowedReturn } from '../core/return-path.ts'
import {
  checkList,
  checkNames,
  checkOrigin,
  createFieldReader,
  isPath,
  isRecord,
  type FieldReader,
} from './check-fields.ts'
import { compileCookie } from './compile-cookie.ts'
import { show, type Mistake } from './mistakes.ts'

/** The policy with what its owner should know of it, or all that is wrong with the config. */
export type Compilation = { policy: Policy; warnings: string[] } | { mistakes: Mistake[] }

const fields = [
  'site',
  'api',
  'endpoint',
  'cookie',
  'siteOrigins',
  'formOrigins',
  'returnTo',
  'verify',
]

/** Checks a config and works out the policy that is compiled into the bundles. */
export function compilePolicy(config: unknown): Compilation {
  const reader = createFieldReader()
  if (!isRecord(config)) {
    reader.report(
      'export default',
      `${show(config)} is not a config.`,
      "Write export default { site: 'https://www.example.com' }.",
    )
    return { mistakes: reader.mistakes }
  }
  checkNames(reader, config, fields, '')
  const site = checkOrigin(reader, 'site', config.site)
  const api = config.api === undefined ? undefined : checkOrigin(reader, 'api', config.api)
  const endpoint = checkEndpoint(reader, config.endpoint)
  const siteOrigins = checkOrigins(reader, 'siteOrigins', config.siteOrigins)
  const formOrigins = checkOrigins(reader, 'formOrigins', config.formOrigins)
  const returnTo = checkReturnTo(reader, config.returnTo)
  if (config.verify !== undefined && config.verify !== false) {
    reader.report(
      'verify',
      'verifying tokens is not supported yet.',
      'Write verify: false, or leave it out. The API still decides about every token.',
    )
  }
  const { cookie, warnings } = compileCookie(reader, config.cookie, { site, api, endpoint })
  if (reader.mistakes.length > 0) return { mistakes: reader.mistakes }

  const allow =
    formOrigins.length > 0 ? 'PUT, POST, PATCH, DELETE, OPTIONS' : 'PUT, PATCH, DELETE, OPTIONS'
  return { policy: { endpoint, allow, siteOrigins, formOrigins, returnTo, cookie }, warnings }
}

function checkEndpoint(reader: FieldReader, value: unknown = '/set-auth-token'): string {
  if (isPath(value) && /[^/]$/.test(value) && !/[*:%]/.test(value)) return value
  reader.report(
    'endpoint',
    `${show(value)} is not the path of an endpoint.`,
    'Write a path such as "/set-auth-token": from the root, without a wildcard, query or slash at the end.',
  )
  return '/set-auth-token'
}

function checkOrigins(reader: FieldReader, place: string, value: unknown): string[] {
  return checkList(reader, place, value, []).flatMap(
    (item, i) => checkOrigin(reader, `${place}[${i}]`, item)?.origin ?? [],
  )
}

function checkReturnTo(reader: FieldReader, value: unknown): string[] {
  const paths = checkList(reader, 'returnTo', value, ['/'])
  if (Array.isArray(value) && value.length === 0) {
    reader.report('returnTo', 'the list is empty.', "Write returnTo: ['/'], or leave it out.")
  }
  return paths.filter((item, i): item is string => {
    const isReturn =
      typeof item === 'string' &&
      !/\*./.test(item) &&
      isAllowedReturn(defaultReturn([item]), [item])
    if (!isReturn) {
      reader.report(
        `returnTo[${i}]`,
        `${show(item)} is not a path of the site.`,
        'Write a path such as "/account", or "/account/*" for all under it; no host, no dots.',
      )
    }
    return isReturn
  })
}
