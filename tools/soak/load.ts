import { once } from 'node:events'
import { Agent, request as send, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'

/** A request that is sent again and again, and what must come back. */
export interface Job {
  method: string
  /** Without the port. */
  url: string
  headers?: Record<string, string>
  body?: string
  status: number
  /** In one of the Set-Cookie headers, or else in the body. */
  holds?: string
  /** One of so many is sent: njs is a process for each request. Default: 1. */
  oneOf?: number
}

/** Sends so many requests over 16 kept connections, the jobs in turn. Calls back with what came back wrong. */
export async function load(
  jobs: Job[],
  port: number,
  count: number,
  wrong: (complaint: string) => void,
): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 })
  let next = 0
  const connection = async (): Promise<void> => {
    while (next < count) {
      const turn = next++
      const job = jobs[turn % jobs.length]
      const round = Math.floor(turn / jobs.length)
      if (round % (job.oneOf ?? 1) !== 0) continue
      const complaint = await ask(job, port, agent).catch((error: Error) => error.message)
      if (complaint !== undefined) wrong(`${job.method} ${job.url}: ${complaint}`)
    }
  }
  await Promise.all(Array.from({ length: 16 }, connection))
  agent.destroy()
}

async function ask(job: Job, port: number, agent: Agent): Promise<string | undefined> {
  const { hostname, pathname } = new URL(job.url)
  const host = `${hostname}:${port}`
  const headers = { host, origin: `http://${host}`, ...job.headers }
  const options = { host: '127.0.0.1', port, method: job.method, path: pathname, headers, agent }
  const request = send({ ...options, timeout: 30_000 })
  request.on('timeout', () => request.destroy(new Error('no answer in 30 seconds')))
  request.end(job.body)
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  const body = await text(response)
  if (response.statusCode !== job.status) return `${response.statusCode}, not ${job.status}`
  const got = response.headers['set-cookie']?.join('\n') ?? body
  return job.holds === undefined || got.includes(job.holds) ? undefined : `without ${job.holds}`
}
