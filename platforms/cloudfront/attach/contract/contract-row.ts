/** A row of the endpoint's contract: a request, and what must come back. */
export interface ContractRow {
  /** Of its vector, in test/vectors. */
  title: string
  request: RowRequest
  answer: RowAnswer
  /** What a CloudFront Function answers, which sees no body. */
  onFunction?: RowAnswer | undefined
}

export interface RowRequest {
  method: string
  headers: Record<string, string | string[]>
  body?: string | undefined
}

export interface RowAnswer {
  status: number
  /** The code of a refusal. */
  problem?: string
  /** The cookie's new value; empty where it is expired. */
  cookie?: string
}

/** From the site's own page. */
export function own(method: string, headers: RowRequest['headers'], body?: string): RowRequest {
  return ask(method, { origin: '{site}', ...headers }, body)
}

export function ask(method: string, headers: RowRequest['headers'], body?: string): RowRequest {
  return { method, headers, body }
}

export function sets(cookie: string, status = 204): RowAnswer {
  return { status, cookie }
}

export function refuses(status: number, problem: string): RowAnswer {
  return { status, problem }
}

export const noBody = refuses(415, 'body-unreadable')

export function row(
  title: string,
  request: RowRequest,
  answer: RowAnswer,
  onFunction?: RowAnswer,
): ContractRow {
  return { title, request, answer, onFunction }
}
