import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request, type ClientRequest, type IncomingMessage } from 'node:http'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { buildTarget } from '../../platforms/build.ts'
import { startEdgeHost } from '../../platforms/netlify/edge-runtime.ts'
import { findTarget, type TargetName } from '../../platforms/targets.ts'
import type { Policy } from '../../shared/core/policy.ts'

/** An engine at a port of loopback, with nothing between it and the two ends of a stream. */
export interface StreamingEdge {
  port: number
  /** Of its process. */
  pid: number
  close: () => Promise<void>
}

/** The platforms through whose functions all octets go, and without a limit. */
export const streamingEdges = {
  workers: startWorkerdAlone,
  'netlify-edge': startEdgeHost,
} satisfies Partial<Record<TargetName, (code: string) => Promise<StreamingEdge>>>

export type StreamingName = keyof typeof streamingEdges
export const streamingNames = Object.keys(streamingEdges) as StreamingName[]

export const isStreaming = (name: TargetName): name is StreamingName => name in streamingEdges

export async function startStreaming(name: StreamingName, policy: Policy): Promise<StreamingEdge> {
  const [{ contents }] = await buildTarget(findTarget(name), policy)
  return streamingEdges[name](contents)
}

/** Asks the bridge as a page of https://www.example.com does, and resolves when the answer begins. */
export async function askEdge(
  edge: StreamingEdge,
  method: string,
  path: string,
  body: Readable | string = '',
): Promise<IncomingMessage> {
  const sent = beginToAsk(edge, method, path)
  if (typeof body !== 'string') body.pipe(sent)
  // Of an empty one, too, as some clients do.
  else sent.setHeader('content-length', Buffer.byteLength(body)).end(body)
  const [answer] = (await once(sent, 'response')) as [IncomingMessage]
  return answer
}

export function beginToAsk({ port }: StreamingEdge, method: string, path: string): ClientRequest {
  return request({
    host: '127.0.0.1',
    port,
    method,
    path,
    headers: {
      host: 'www.example.com',
      'x-forwarded-proto': 'https',
      'sec-fetch-site': 'same-origin',
      cookie: '__Host-authToken=T',
    },
    agent: false,
    maxHeaderSize: 300_000,
  })
}

/** What a process has in memory, in octets. */
export function residentMemory(pid: number): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) * 1024
}

async function startWorkerdAlone(code: string): Promise<StreamingEdge> {
  const folder = await mkdtemp(join(tmpdir(), 'edgemint-streaming-'))
  await writeFile(join(folder, 'worker.js'), code)
  await writeFile(join(folder, 'workerd.capnp'), workerdConfig)
  const program: string = createRequire(import.meta.url)('workerd').default
  const child = spawn(program, ['serve', '--control-fd=3', 'workerd.capnp'], {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
  })
  const ended = once(child, 'exit')
  const [line] = await once(createInterface({ input: child.stdio[3] as Readable }), 'line')
  return {
    port: JSON.parse(line).port,
    pid: child.pid!,
    close: async () => {
      child.kill()
      await ended
      await rm(folder, { recursive: true })
    },
  }
}

const workerdConfig = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "api", network = (allow = ["private"])),
    (name = "worker", worker = (
      modules = [(name = "worker", esModule = embed "worker.js")],
      compatibilityDate = "2026-07-30",
      globalOutbound = "api",
    )),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", service = "worker",
    http = (forwardedProtoHeader = "x-forwarded-proto"))],
);`
