import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { PlainRequest, PlainResponse } from '../../../platforms/runtime.ts'
import { freePort } from '../../free-port.ts'
import { sendPlain } from '../../local/send-plain.ts'

const edgemint = fileURLToPath(new URL('../../../cli/edgemint.js', import.meta.url))

/** `edgemint dev`, running in a folder. */
export interface RunningDev {
  port: number
  httpsPort: number
  /** An origin of the site, and with `api.` before it of the API. */
  origin: (scheme?: 'http' | 'https', host?: string) => string
  /** Sends to 127.0.0.1, with the URL's Host header. */
  send: (
    request: Partial<PlainRequest> & { url: string },
    target?: string,
  ) => Promise<PlainResponse>
  output: () => string
  printed: (text: RegExp) => Promise<void>
  /** Ctrl-C. Resolves to the exit code. */
  interrupt: () => Promise<number | null>
}

export async function startDev(
  folder: string,
  args: string[],
  program = edgemint,
): Promise<RunningDev> {
  const [port, httpsPort] = [await freePort(), await freePort()]
  const ports = ['--port', String(port), '--https-port', String(httpsPort)]
  const child = spawn(process.execPath, [program, 'dev', ...args, ...ports], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const ended = once(child, 'exit')
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
      child.emit('printed')
    })
  }
  const printed = async (text: RegExp): Promise<void> => {
    const signal = AbortSignal.timeout(60_000)
    while (!text.test(output)) {
      if (child.exitCode !== null || child.signalCode !== null)
        throw new Error(`edgemint dev ended:\n${output}`)
      await Promise.race([once(child, 'printed', { signal }), ended])
    }
  }
  await printed(/Ctrl-C stops/)
  return {
    port,
    httpsPort,
    origin: (scheme = 'http', host = 'example.localhost') =>
      `${scheme}://${host}:${scheme === 'http' ? port : httpsPort}`,
    send: ({ url, method = 'GET', headers = [], ...body }, target) =>
      sendPlain(
        url.startsWith('https:') ? httpsPort : port,
        { url, method, headers, ...body },
        target,
      ),
    output: () => output,
    printed,
    interrupt: async () => {
      child.kill('SIGINT')
      const unwilling = setTimeout(() => child.kill('SIGKILL'), 30_000)
      await ended
      clearTimeout(unwilling)
      return child.exitCode
    },
  }
}
