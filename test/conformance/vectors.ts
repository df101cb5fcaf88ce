import { readdirSync, readFileSync } from 'node:fs'
import type { EdgemintConfig } from '../../shared/config/config.ts'
import type { PlainRequest } from '../../platforms/runtime.ts'

/** A request and the answer that the contract wants, on every runtime. */
export interface Vector {
  title: string
  /** The clause of the contract, RFC or vendor page that it proves. */
  clause: string
  request: {
    method: string
    /** Default: the endpoint on the config's site. */
    url?: string
    /** What the browser asked, where a proxy shows us another host. */
    browserUrl?: string
    headers: Record<string, string | string[]>
    body?: string
  }
  answer: VectorAnswer
  /** Where a platform cannot do what the others do: why, and what it answers. */
  platforms?: Record<string, { because: string; answer: VectorAnswer }>
}

export interface VectorAnswer {
  status: number
  /** `Max-Age=⟨3600⟩`: up to ten seconds less, where the clock has gone on since the token was signed. */
  setCookie?: string[]
  /** The code of the problem that the body holds; none: an empty body. */
  problem?: string
  /** The problem's detail, where it holds numbers. */
  detail?: string
  headers?: Record<string, string>
}

export interface VectorFile {
  name: string
  config: EdgemintConfig
  vectors: Vector[]
}

const folder = new URL('../vectors/', import.meta.url)
const details: Record<string, string> = read('problems.json')

/** All vector files. `⟨a×4078⟩` in them stands for 4,078 times "a". */
export function loadVectors(): VectorFile[] {
  return readVectorFiles('')
}

/** The files of one folder. */
export function readVectorFiles(place: '' | 'verified/'): VectorFile[] {
  return readdirSync(new URL(place, folder))
    .filter((file) => file.endsWith('.json') && file !== 'problems.json')
    .map((file) => ({
      name: place + file.replace('.json', ''),
      ...(read(place + file) as Omit<VectorFile, 'name'>),
    }))
}

export function toRequest({ request }: Vector, config: EdgemintConfig): PlainRequest {
  const { method, url, headers, body } = request
  return {
    method,
    url: url ?? config.site + (config.endpoint ?? '/set-auth-token'),
    headers: Object.entries(headers).flatMap(([name, values]) =>
      [values].flat().map((value): [string, string] => [name, value]),
    ),
    ...(body === undefined ? {} : { body }),
  }
}

/** The body to the octet: problem details by RFC 9457, or nothing. */
export function expectedBody({ status, problem, detail }: VectorAnswer): string {
  if (!problem) return ''
  const title = problem.replaceAll('-', ' ')
  return JSON.stringify({ title, status, code: problem, detail: detail ?? details[problem] })
}

function read(file: string) {
  const text = readFileSync(new URL(file, folder), 'utf8')
  return JSON.parse(text.replace(/⟨(.+?)×(\d+)⟩/g, (_, part, count) => part.repeat(Number(count))))
}
