import { execFile, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request as sendRequest } from 'node:http'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { promisify } from 'node:util'
import type { PlainRequest, PlainResponse } from '../../platforms/runtime.ts'
import type { Sample } from './take-samples.ts'

/** Workers in one workerd, each with a socket of its own on loopback: no proxy stands between. */
export interface Workers {
  /** By the Worker's name. */
  origins: Record<string, string>
  fetch: (worker: string, request: PlainRequest) => Promise<PlainResponse>
  /** Repeats a request from 16 connections for some seconds: answers per second, CPU of workerd. */
  load: (worker: string, request: PlainRequest, seconds: number) => Promise<Sample>
  close: () => Promise<void>
}

/**
 * @param scripts a module for each Worker, by its name
 * @param under a command that runs workerd: valgrind, with its options
 */
export async function startWorkers(
  scripts: Record<string, string>,
  under: string[] = [],
): Promise<Workers> {
  const folder = await mkdtemp(join(tmpdir(), 'edgemint-bench-'))
  const names = Object.keys(scripts)
  for (const name of names) await writeFile(join(folder, `${name}.js`), scripts[name])
  await writeFile(join(folder, 'workers.capnp'), workerdConfig(names))
  const program: string = createRequire(import.meta.url)('workerd').default
  const [command, ...args] = [...under, program, 'serve', '--control-fd=3', 'workers.capnp']
  const child = spawn(command, args, {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
  })
  const exit = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const ports = await readPorts(child.stdio[3] as Readable, names.length)
  const addressOf = (worker: string): string => `http://127.0.0.1:${ports[worker]}`
  return {
    origins: Object.fromEntries(names.map((name) => [name, `http://localhost:${ports[name]}`])),
    fetch: (worker, request) => fetchOnce(addressOf(worker), request),
    load: async (worker, request, seconds) => {
      const script = join(folder, 'request.lua')
      await writeFile(script, wrkScript(request))
      const before = cpuTime(child.pid!)
      const { requests, duration } = await runWrk(addressOf(worker), script, seconds)
      const cpu = (cpuTime(child.pid!) - before) / requests
      return { figure: (requests / duration) * 1e6, cpu }
    },
    close: async () => {
      child.kill()
      await exit
      await rm(folder, { recursive: true })
    },
  }
}

function workerdConfig(names: string[]): string {
  const services = names.map(
    (name) => `(name = "${name}", worker = (
      modules = [(name = "worker", esModule = embed "${name}.js")],
      compatibilityDate = "2026-07-30",
    ))`,
  )
  const sockets = names.map(
    (name) => `(name = "${name}", address = "127.0.0.1:0", service = "${name}",
      http = (forwardedProtoHeader = "x-forwarded-proto"))`,
  )
  // Workers may ask others on loopback.
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "internet", network = (allow = ["private"])), ${services.join()}],
  sockets = [${sockets.join()}]);`
}

/** workerd tells each socket's port once it listens. */
async function readPorts(control: Readable, count: number): Promise<Record<string, number>> {
  const ports: Record<string, number> = {}
  for await (const line of createInterface({ input: control })) {
    const { event, socket, port } = JSON.parse(line)
    if (event === 'listen') ports[socket] = port
    if (Object.keys(ports).length === count) return ports
  }
  throw new Error('workerd does not start: see its message above')
}

/** What the platform's edge adds: TLS ends there. */
const forwarded = { 'x-forwarded-proto': 'https' }

function fetchOnce(address: string, request: PlainRequest): Promise<PlainResponse> {
  const { pathname } = new URL(request.url)
  const headers = { ...Object.fromEntries(request.headers), ...forwarded }
  return new Promise((resolve, reject) => {
    const sent = sendRequest(address + pathname, { method: request.method, headers }, (answer) => {
      const fields = Object.entries(answer.headersDistinct)
      const response: PlainResponse = {
        status: answer.statusCode!,
        headers: fields.flatMap(([name, values]) =>
          values!.map((value): [string, string] => [name, value]),
        ),
        body: '',
      }
      answer.setEncoding('utf8').on('data', (text) => (response.body += text))
      answer.on('end', () => resolve(response))
    })
    sent.on('error', reject).end(request.body)
  })
}

/** wrk counts the octets of the body itself, and looks for "Host" in this spelling. */
function wrkScript(request: PlainRequest): string {
  const headers = [...request.headers, ...Object.entries(forwarded)]
    .filter(([name]) => name !== 'content-length')
    .map(([name, value]) => [name === 'host' ? 'Host' : name, value])
  return [
    `wrk.method = ${JSON.stringify(request.method)}`,
    `wrk.path = ${JSON.stringify(new URL(request.url).pathname)}`,
    ...headers.map(
      (header) => `wrk.headers[${JSON.stringify(header[0])}] = ${JSON.stringify(header[1])}`,
    ),
    // An empty body has a Content-Length, which browsers send with no GET.
    ...(request.body === undefined ? [] : [`wrk.body = ${JSON.stringify(request.body)}`]),
    `function setup()
  print("wrk runs")
  io.stdout:flush()
end
function done(summary)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  print("result", summary.requests, summary.duration, failed)
end`,
  ].join('\n')
}

interface Load {
  requests: number
  /** In microseconds. */
  duration: number
}

async function runWrk(address: string, script: string, seconds: number): Promise<Load> {
  // wrk knows whole seconds alone. It ends sooner by SIGINT, once it has said that it runs.
  const duration = `${Math.ceil(seconds) + 1}s`
  const args = ['--threads', '1', '--connections', '16', '--duration', duration]
  const run = promisify(execFile)('wrk', [...args, '--script', script, address])
  run.child.stdout!.once('data', () => {
    setTimeout(() => run.child.kill('SIGINT'), seconds * 1000)
  })
  const { stdout } = await run
  const result = /^result\t(\d+)\t(\d+)\t(\d+)$/m.exec(stdout)
  if (!result) throw new Error(`wrk says something else than expected:\n${stdout}`)
  const [requests, micros, failed] = result.slice(1).map(Number)
  if (failed > 0) throw new Error(`${failed} of ${requests} requests failed`)
  return { requests, duration: micros }
}

/** What a process has used until now, in microseconds; 0 where the system does not tell (no /proc). */
function cpuTime(pid: number): number {
  try {
    // https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: utime and stime, in ticks of 10 ms.
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /, '')
      .split(' ')
    return (Number(fields[11]) + Number(fields[12])) * 10_000
  } catch {
    return 0
  }
}
