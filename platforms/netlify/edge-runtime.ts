import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { request, type OutgoingHttpHeaders } from 'node:http'
import { createRequire } from 'node:module'
import { devNull } from 'node:os'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { endedEarly, keepRunning } from '../keep-running.ts'
import { readAnswer } from '../read-answer.ts'
import type { PlainRequest, PlainResponse, Runtime } from '../runtime.ts'
import type { Secrets } from '../secrets.ts'

/** A bundle in Deno, as Netlify's edge has it, at a port of this machine. */
export interface EdgeHost {
  port: number
  /** Of Deno. */
  version: string
  /** Of its process. */
  pid: number
  isRunning: () => boolean
  /** Resolves when its process has ended, to how: its exit code or the signal. */
  ended: Promise<number | string | null>
  close: () => Promise<void>
}

/** Runs a bundle as Netlify's edge does: in Deno, behind a server of HTTP. */
export function startNetlifyEdge(code: string, secrets?: Secrets): Promise<Runtime> {
  return keepRunning(async () => {
    const host = await startEdgeHost(code, secrets)
    const engine = `Deno ${host.version}`
    return {
      engine,
      isRunning: host.isRunning,
      fetch: async (asked) => {
        const { thrown, ...response } = await send(host.port, asked).catch(
          async (error: NodeJS.ErrnoException) => {
            // Nothing listens at its port: it has ended, perhaps a moment ago.
            if (error.code === 'ECONNREFUSED') await host.close()
            throw host.isRunning() ? error : endedEarly(engine, await host.ended)
          },
        )
        if (thrown) throw new Error(response.body)
        return response.headers.some(([name]) => name === 'x-passed-on') ? undefined : response
      },
      close: host.close,
    }
  })
}

/**
 * Starts Deno, of the npm package of that name. It may reach what is on this machine, and has neither files nor
 * variables: what it runs comes by its standard input.
 */
export async function startEdgeHost(code: string, secrets: Secrets = {}): Promise<EdgeHost> {
  const deno = createRequire(import.meta.url)('deno/install_api.cjs') as {
    runInstall: () => string
  }
  // It is compiled where this file is.
  const hostFile = new URL(`edge-host${extname(import.meta.url)}`, import.meta.url)
  const options = ['--quiet', '--no-prompt', '--no-config', '--no-lock', '--no-npm', '--no-remote']
  const child = spawn(
    deno.runInstall(),
    ['run', ...options, '--allow-net=127.0.0.1,localhost', fileURLToPath(hostFile)],
    {
      stdio: ['pipe', 'pipe', 'pipe'],
      // Nothing is kept of what it runs, and nobody is asked for a newer one.
      env: { DENO_DIR: devNull, DENO_NO_UPDATE_CHECK: '1' },
    },
  )
  child.stderr.on('data', (said: Buffer) => {
    // It says once how it means `request.signal`, which the host only passes on.
    if (!said.includes('request.signal aborts')) process.stderr.write(said)
  })
  const ended = once(child, 'exit').then(
    ([status, signal]): number | string | null => signal ?? status,
  )
  // What is written to a process that has ended is lost, and nobody misses it.
  child.stdin.on('error', () => {})
  child.stdin.write(`${JSON.stringify({ code, variables: secrets })}\n`)
  const [line] = await Promise.race([
    once(child.stdout, 'data'),
    ended.then((how) => {
      throw endedEarly('Deno', how)
    }),
  ])
  return {
    ...JSON.parse(String(line)),
    pid: child.pid!,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    ended,
    close: async () => {
      child.stdin.end()
      await ended
    },
  }
}

async function send(
  port: number,
  { method, url, headers, body }: PlainRequest,
): Promise<PlainResponse & { thrown: boolean }> {
  const { host, protocol, pathname, search } = new URL(url)
  const fields: OutgoingHttpHeaders = Object.create(null)
  for (const [name, value] of headers) fields[name] = [...((fields[name] ?? []) as string[]), value]
  const sent = request({
    host: '127.0.0.1',
    port,
    method,
    path: pathname + search,
    headers: {
      ...fields,
      host,
      // Node frames no body of a DELETE by itself.
      ...(body ? { 'content-length': Buffer.byteLength(body) } : {}),
      'x-forwarded-proto': protocol,
      'x-nf-client-connection-ip': '127.0.0.1',
      'x-nf-request-id': 'local',
    },
  })
  // Once the answer has begun, its reader tells what goes wrong.
  sent.on('error', () => {})
  sent.end(body)
  const [answer] = await once(sent, 'response')
  return {
    status: answer.statusCode,
    ...(await readAnswer(answer)),
    thrown: 'x-thrown' in answer.headers,
  }
}
