import { refusals, type Refusal } from '../cookie-rules.ts'
import type { FindingKind } from './finding-kind.ts'
import { apiKinds } from './kinds/api.ts'
import { bridgeKinds } from './kinds/bridge.ts'
import { cookieKinds, refusedKind } from './kinds/cookie.ts'
import { dnsKinds } from './kinds/dns.ts'
import { endpointKinds } from './kinds/endpoint.ts'
import { pageKinds } from './kinds/page.ts'

/** The rows of a table by their ids, whatever they say. */
type Rows<Table> = Readonly<Record<keyof Table, FindingKind>>

/** The findings by what they are about. */
const tables: {
  dns: Rows<typeof dnsKinds>
  page: Rows<typeof pageKinds>
  endpoint: Rows<typeof endpointKinds>
  bridge: Rows<typeof bridgeKinds>
  cookie: Rows<typeof cookieKinds>
  api: Rows<typeof apiKinds>
} = {
  dns: dnsKinds,
  page: pageKinds,
  endpoint: endpointKinds,
  bridge: bridgeKinds,
  // And one for each rule that refuses a cookie, from the table of those.
  cookie: cookieKinds,
  api: apiKinds,
}

/** What a finding is about. */
export type Subject = keyof typeof tables

/** The ids of the findings about a subject; of all where none is named. */
export type FindingId<About extends Subject = Subject> =
  | { [One in About]: keyof (typeof tables)[One] }[About]
  | ('cookie' extends About ? Refusal['finding'] : never)

const refused = Object.fromEntries<FindingKind>(
  Object.values(refusals).map(({ finding, text, source }) => [
    finding,
    { ...refusedKind, says: text, source },
  ]),
) as Record<Refusal['finding'], FindingKind>

/** What is known of each finding, whatever the site: by what it is about, and by id. */
export const findingTable: Record<Subject, Partial<Record<FindingId, FindingKind>>> = {
  ...tables,
  cookie: { ...cookieKinds, ...refused },
}

/** The same by id alone. */
export const findingKinds = Object.assign({}, ...Object.values(findingTable)) as Readonly<
  Record<FindingId, FindingKind>
>
