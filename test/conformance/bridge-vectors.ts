import { readdirSync, readFileSync } from 'node:fs'
import type { PlainRequest } from '../../platforms/runtime.ts'
import type { TargetName } from '../../platforms/targets.ts'
import type { EdgemintConfig } from '../../shared/config/config.ts'
import { toOctets, type ApiAnswer, type Octets } from './recording-api.ts'
import type { VectorAnswer } from './vectors.ts'

/** A request of a page for the bridge's path, and what becomes of it on every runtime. */
export interface BridgeVector extends Outcome {
  title: string
  /** `bridge: ` and a row of the contract in docs/bridge.md; or an RFC. */
  clause: string
  request: {
    method: string
    /** Path and query, as the browser sends them. */
    path: string
    headers?: Fields
    body?: Octets
  }
  /** Where the other platforms have nothing of the kind. */
  only?: TargetName[]
  /** How the API answers, if it is asked. */
  api?: ApiAnswer
  /** Where a platform does otherwise: the row of docs/bridge.md that says so, and what it does. */
  platforms?: (Outcome & { on: TargetName[]; because: string })[]
}

export interface Outcome {
  /** What the API gets; left out: it is not asked. Method and body are those of the request. */
  received?: { target: string; headers?: Fields }
  /** What the page gets; `site`: the request is not the bridge's, and goes on to the site; `broken`: no whole answer. */
  answer: PageAnswer | 'site' | 'broken'
}

export interface PageAnswer extends Omit<VectorAnswer, 'headers'> {
  headers?: Fields
  /** Left out: the API, if it is asked and there is no problem; of such an answer the body is the API's. Of one by a platform, nothing but the status is known. */
  by?: 'the bridge' | 'CloudFront' | 'workerd'
}

/** Values by their lower-case names; a list: as often; null: not there. */
export type Fields = Record<string, string | string[] | null>

export interface BridgeVectorFile {
  name: string
  config: EdgemintConfig
  /** What each request has, unless it says otherwise. */
  headers: Fields
  /** What the API gets each time, unless the vector says otherwise. */
  received: Fields
  /** What each answer of the API has when the page gets it, unless the vector says otherwise. */
  answered: Fields
  vectors: BridgeVector[]
}

const folder = new URL('../vectors/bridge/', import.meta.url)

/** All vector files of the bridge. `⟨api⟩` in them stands for the API's origin, `⟨a×4000⟩` for 4,000 times "a". */
export function loadBridgeVectors(api: string): BridgeVectorFile[] {
  return readdirSync(folder).map((file) => {
    const text = readFileSync(new URL(file, folder), 'utf8')
      .replaceAll('⟨api⟩', api)
      .replace(/⟨(.+?)×(\d+)⟩/g, (_, part, count) => part.repeat(Number(count)))
    return { name: file.replace('.json', ''), ...JSON.parse(text) }
  })
}

/** What a platform does with a vector. */
export function outcomeOn(target: TargetName, vector: BridgeVector): Outcome {
  return vector.platforms?.find(({ on }) => on.includes(target)) ?? vector
}

export function toBridgeRequest(
  { request }: BridgeVector,
  { config, headers }: BridgeVectorFile,
  id: string,
): PlainRequest {
  const fields: Fields = { ...headers, ...request.headers, 'x-vector': id }
  return {
    method: request.method,
    url: config.site + request.path,
    headers: Object.entries(fields).flatMap(([name, values]) =>
      [values ?? []].flat().map((value): [string, string] => [name, value]),
    ),
    ...(request.body === undefined ? {} : { body: toOctets(request.body) }),
  }
}
