import { kindOf, mistake } from './mistake.ts'

/** Header names in any case. */
type HeaderRecord = Record<string, string | string[] | undefined>

/**
 * A Request, what Node's `http`, Express, Fastify or Koa hand to a handler, or an event of API
 * Gateway, of a function URL or of an Application Load Balancer.
 */
export interface IncomingRequest {
  method?: string | undefined
  headers?: Headers | HeaderRecord | null | undefined
  /** API Gateway's payload format 1.0, and load balancers. */
  httpMethod?: string | undefined
  multiValueHeaders?: Record<string, string[] | undefined> | null | undefined
  /** API Gateway's payload format 2.0: a list of `name=value`. Express and others have an object there, which is not read. */
  cookies?: unknown
  /** API Gateway's payload format 2.0: the method is `requestContext.http.method`. */
  requestContext?: unknown
}

const whole =
  "Pass the whole request: a Request, the req of Node or Express, or API Gateway's event."

/** Every value of a header; its name is given in lower case. */
export function headerValues(request: IncomingRequest, name: string): string[] {
  if (typeof request !== 'object' || request === null) {
    throw mistake(`the request is ${kindOf(request)}.`, whole)
  }
  const { headers, multiValueHeaders, cookies } = request
  // API Gateway takes the Cookie header out of the headers (payload format 2.0).
  const isTakenOut = name === 'cookie' && Array.isArray(cookies) && cookies.length > 0
  if (isTakenOut) return checkValues('request.cookies', cookies)
  // What repeats is complete in multiValueHeaders alone, so they go first (payload format 1.0).
  const sources = [multiValueHeaders, headers].filter(
    (source) => source !== undefined && source !== null,
  )
  if (sources.length === 0) throw mistake(`request.headers is ${kindOf(headers)}.`, whole)
  return sources.map((source) => valuesIn(source, name)).find(({ length }) => length > 0) ?? []
}

/** The method, in capitals: some frameworks hand it over in lower case. */
export function methodOf(request: IncomingRequest): string {
  const context = request.requestContext as { http?: { method?: string } } | null | undefined
  const method: unknown = request.method ?? request.httpMethod ?? context?.http?.method
  if (typeof method === 'string') return method.toUpperCase()
  throw mistake(`request.method is ${kindOf(method)}.`, whole)
}

function valuesIn(headers: Headers | HeaderRecord, name: string): string[] {
  if (isHeaders(headers)) return [headers.get(name) ?? []].flat()
  if (!isRecord(headers)) {
    const cure = `Pass a Headers object, or a record such as { cookie: '…' }. ${whole}`
    throw mistake(`request.headers is ${kindOf(headers)}.`, cure)
  }
  const fields = Object.keys(headers).filter((field) => field.toLowerCase() === name)
  return fields.flatMap((field) => checkValues(`the header ${name}`, headers[field] ?? []))
}

/** By its tag: a Map has a `get` too, but one that knows names in one case only. */
function isHeaders(headers: object): headers is Headers {
  return Object.prototype.toString.call(headers) === '[object Headers]'
}

/** An object literal, of this realm or another. What an instance of a class holds is not known. */
function isRecord(value: unknown): value is HeaderRecord {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

function checkValues(place: string, value: unknown): string[] {
  return [value].flat().map((item) => {
    if (typeof item === 'string') return item
    throw mistake(`${place} holds ${kindOf(item)}, not text.`, whole)
  })
}
