import { connect, type Socket } from 'node:net'
import { once } from 'node:events'
import type { PlainResponse } from '../../platforms/runtime.ts'

/** Milliseconds after which an answer is taken for missing. */
const patience = 10_000

/** A connection of HTTP/1.1 to this machine, on which octets are written as they are. */
export class RawConnection {
  readonly #socket: Socket
  #buffer = Buffer.alloc(0)
  #hasEnded = false
  #wake = (): void => {}

  constructor(port: number) {
    this.#socket = connect(port, '127.0.0.1')
    this.#socket.setNoDelay(true)
    this.#socket.on('data', (data) => {
      this.#buffer = Buffer.concat([this.#buffer, data])
      this.#wake()
    })
    for (const event of ['end', 'error', 'close'])
      this.#socket.on(event, () => {
        this.#hasEnded = true
        this.#wake()
      })
  }

  /** Whether no further request can be sent. */
  get hasEnded(): boolean {
    return this.#hasEnded
  }

  async write(octets: Uint8Array): Promise<void> {
    if (this.#hasEnded || this.#socket.write(octets)) return
    await Promise.race([once(this.#socket, 'drain'), once(this.#socket, 'close')]).catch(() => {})
  }

  /** Tells the server that no more comes. */
  endWriting(): void {
    this.#socket.end()
  }

  /** The next answer; undefined where the server hangs up instead, or says nothing. */
  async read(method: string): Promise<PlainResponse | undefined> {
    const deadline = Date.now() + patience
    for (;;) {
      const parsed = parseResponse(this.#buffer, method, this.#hasEnded)
      if (parsed) {
        this.#buffer = this.#buffer.subarray(parsed.length)
        if (
          parsed.response.headers.some(
            ([name, value]) => name === 'connection' && value === 'close',
          )
        )
          this.#hasEnded = true
        if (parsed.response.status >= 200) return parsed.response
        continue
      }
      if (this.#hasEnded) return undefined
      if (Date.now() >= deadline) throw new Error(`no answer within ${patience} ms`)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, deadline - Date.now())
        this.#wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  }

  close(): void {
    this.#socket.destroy()
  }
}

interface Parsed {
  response: PlainResponse
  /** Of the octets that it takes. */
  length: number
}

/** Undefined where it is not whole yet. */
function parseResponse(octets: Buffer, method: string, hasEnded: boolean): Parsed | undefined {
  const end = octets.indexOf('\r\n\r\n')
  if (end === -1) return undefined
  const [first, ...lines] = octets.toString('latin1', 0, end).split('\r\n')
  const headers = lines.map((line): [string, string] => {
    const at = line.indexOf(':')
    return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()]
  })
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(first)?.[1])
  const rest = octets.subarray(end + 4)
  const body = parseBody(rest, { status, headers, method, hasEnded })
  if (body === undefined) return undefined
  const { text, length } = body
  return { response: { status, headers, body: text }, length: end + 4 + length }
}

interface Framing {
  status: number
  headers: [string, string][]
  method: string
  hasEnded: boolean
}

/** RFC 9112, section 6.3. */
function parseBody(
  octets: Buffer,
  { status, headers, method, hasEnded }: Framing,
): { text: string; length: number } | undefined {
  const valueOf = (name: string): string | undefined => headers.find(([each]) => each === name)?.[1]
  if (method === 'HEAD' || status < 200 || status === 204 || status === 304)
    return { text: '', length: 0 }
  if (valueOf('transfer-encoding') === 'chunked') return parseChunks(octets)
  const length = valueOf('content-length')
  if (length === undefined)
    return hasEnded ? { text: octets.toString(), length: octets.length } : undefined
  if (octets.length < Number(length)) return undefined
  return { text: octets.toString('utf8', 0, Number(length)), length: Number(length) }
}

function parseChunks(octets: Buffer): { text: string; length: number } | undefined {
  const parts: Buffer[] = []
  let at = 0
  for (;;) {
    const end = octets.indexOf('\r\n', at)
    if (end === -1) return undefined
    const size = parseInt(octets.toString('latin1', at, end), 16)
    const next = end + 2 + size + 2
    if (octets.length < next) return undefined
    if (size === 0) return { text: Buffer.concat(parts).toString(), length: next }
    parts.push(octets.subarray(end + 2, end + 2 + size))
    at = next
  }
}
