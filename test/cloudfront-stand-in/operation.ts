import type { IncomingHttpHeaders } from 'node:http'
import type { State } from './state.ts'
import { stringifyXml, type XmlElement } from './xml.ts'

/** A request to one of AWS's services. */
export interface ServiceRequest {
  method: string
  path: string
  query: URLSearchParams
  headers: IncomingHttpHeaders
  body: string
}

export interface ServiceAnswer {
  status: number
  headers?: Record<string, string>
  body?: string | Buffer
}

/** A request that was recognised, with what its path names. */
export interface Call extends ServiceRequest {
  state: State
  parameters: Record<string, string>
}

export interface Operation {
  /** As IAM names the action, such as `cloudfront:UpdateDistribution`: in the log, in faults and in what is denied. */
  name: string
  /** Whether it changes anything. */
  isWrite: boolean
  /** The method and the path, with `{Name}` for a part that varies. */
  route: string
  run: (call: Call) => ServiceAnswer | Promise<ServiceAnswer>
}

export function read(route: string, name: string, run: Operation['run']): Operation {
  return { route, name, isWrite: false, run }
}

export function write(route: string, name: string, run: Operation['run']): Operation {
  return { route, name, isWrite: true, run }
}

/** The operation that a request asks for, and the parts of its path. */
export function findOperation(
  operations: Operation[],
  { method, path }: ServiceRequest,
): { operation: Operation; parameters: Record<string, string> } | undefined {
  for (const operation of operations) {
    const pattern = operation.route.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')
    const match = new RegExp(`^${pattern}/?$`).exec(`${method} ${path}`)
    if (match === null) continue
    const parts = Object.entries(match.groups ?? {})
    const parameters = parts.map(([name, value]) => [name, decodeURIComponent(value)] as const)
    return { operation, parameters: Object.fromEntries(parameters) }
  }
  return undefined
}

/** An answer in XML, in CloudFront's namespace if no other is given. */
export function xmlAnswer(
  status: number,
  root: XmlElement,
  headers: Record<string, string> = {},
  namespace = 'http://cloudfront.amazonaws.com/doc/2020-05-31/',
): ServiceAnswer {
  const text = stringifyXml(root).replace(/^<([\w]+)/, `<$1 xmlns="${namespace}"`)
  return {
    status,
    headers: { 'content-type': 'text/xml', ...headers },
    body: `<?xml version="1.0"?>\n${text}`,
  }
}

/** An answer in JSON. */
export function jsonAnswer(
  status: number,
  body: object,
  headers: Record<string, string> = {},
): ServiceAnswer {
  const all = { 'content-type': 'application/json', ...headers }
  return { status, headers: all, body: JSON.stringify(body) }
}

/** A part of a list, as `Marker` and `MaxItems` ask for it: 100 at most. */
export function page<Item>(
  items: Item[],
  query: URLSearchParams,
): { items: Item[]; maxItems: number; next?: string } {
  const maxItems = Math.min(Number(query.get('MaxItems') ?? 100), 100)
  const start = Number(query.get('Marker') ?? 0)
  const end = start + maxItems
  const part = { items: items.slice(start, end), maxItems }
  return end < items.length ? { ...part, next: String(end) } : part
}
