import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sendRequest, type Answer, type DemoRequest } from './send-request.ts'
import { copyProject, type Project } from './project.ts'
import { freePort } from '../../free-port.ts'
import { processesOfGroup } from '../../processes-of-group.ts'

/** The demo of `npm start`, in a copy of the project. */
export interface Demo {
  project: Project
  /** From its start to its greeting. */
  secondsToReady: number
  /** The origin of a host of the demo. */
  origin: (host: string, scheme?: 'http' | 'https') => string
  fetch: (url: string, request?: DemoRequest) => Promise<Answer>
  /** Everything printed so far. */
  output: () => string
  /** Waits until this is printed, after what an earlier wait has seen. */
  printed: (text: RegExp) => Promise<string>
  /** Ctrl-C. Resolves to its exit code; null where it had to be killed after 30 s. */
  interrupt: () => Promise<number | null>
  isGone: () => boolean
  /** How many engines of Cloudflare it runs. */
  workerds: () => number
  /** The same once it had started: while an edit is taken up, there are those of before and those of after. */
  workerdsAtStart: number
  /** Takes down what is left of it. */
  remove: () => Promise<void>
}

const deadline = 60_000

export async function startDemo(): Promise<Demo> {
  const project = copyProject()
  const [httpPort, httpsPort] = await Promise.all([freePort(), freePort()])
  const started = Date.now()
  const child = spawn(
    process.execPath,
    ['demo/server/main.ts', '--port', String(httpPort), '--https-port', String(httpsPort)],
    {
      cwd: project.folder,
      // A group of its own, as a terminal gives it: a signal to the group is Ctrl-C.
      detached: true,
      env: { ...process.env, TMPDIR: project.temporary },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let output = ''
  let seen = 0
  const ended = once(child, 'exit')
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
      child.emit('printed')
    })
  }
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null

  const printed = async (text: RegExp): Promise<string> => {
    const signal = AbortSignal.timeout(deadline)
    for (;;) {
      const match = text.exec(output.slice(seen))
      if (match) {
        seen += match.index + match[0].length
        return match[0]
      }
      if (!isRunning()) throw new Error(`the demo ended before ${text}:\n${output}`)
      await Promise.race([once(child, 'printed', { signal }), ended]).catch(() => {
        throw new Error(`the demo did not print ${text} in time:\n${output}`)
      })
    }
  }
  const signalGroup = (signal: NodeJS.Signals | 0): boolean => {
    try {
      return process.kill(-child.pid!, signal)
    } catch {
      return false
    }
  }
  const workerds = (): number =>
    processesOfGroup(child.pid!).filter((line) => line.includes('workerd serve')).length
  const remove = async (): Promise<void> => {
    signalGroup('SIGKILL')
    if (isRunning()) await ended
    project.remove()
  }
  try {
    await printed(/edgemint is ready/)
    const secondsToReady = (Date.now() - started) / 1000
    await printed(/Ctrl-C stops/)
    const certificate = readFileSync(
      join(project.folder, 'node_modules/.cache/edgemint/localhost-certificate.pem'),
    )
    return {
      project,
      secondsToReady,
      origin: (host, scheme = 'http') =>
        `${scheme}://${host}:${scheme === 'http' ? httpPort : httpsPort}`,
      fetch: (url, request) => sendRequest(url, request, certificate),
      output: () => output,
      printed,
      interrupt: async () => {
        signalGroup('SIGINT')
        const unwilling = setTimeout(() => signalGroup('SIGKILL'), 30_000)
        await ended
        clearTimeout(unwilling)
        return child.exitCode
      },
      isGone: () => !signalGroup(0),
      workerds,
      workerdsAtStart: workerds(),
      remove,
    }
  } catch (error) {
    await remove()
    throw error
  }
}
