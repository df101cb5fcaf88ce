import { listFunctions, zipFunctions } from '@netlify/zip-it-and-ship-it'
import { unzipSync } from 'fflate'
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Secrets } from '../secrets.ts'
import { endedEarly, keepRunning, type EngineProcess } from '../keep-running.ts'
import { versionOf, type PlainResponse, type Runtime } from '../runtime.ts'
import { functionFile } from './vendor.ts'

/** Runs a bundle as Netlify does. */
export async function startNetlifyBundle(code: string, secrets?: Secrets): Promise<Runtime> {
  const folder = await mkdtemp(join(tmpdir(), 'edgemint-netlify-'))
  try {
    await mkdir(join(folder, 'functions'))
    await writeFile(join(folder, 'functions', basename(functionFile)), code)
    return await startNetlify(join(folder, 'functions'), secrets)
  } finally {
    await rm(folder, { recursive: true })
  }
}

/**
 * Packs a functions folder as Netlify's build does, unpacks the zip as AWS Lambda does, and runs it
 * by the bootstrap that the packager put into it, in a process of its own, with the secrets in its environment.
 */
export async function startNetlify(functionsFolder: string, secrets?: Secrets): Promise<Runtime> {
  const folder = await mkdtemp(join(tmpdir(), 'edgemint-netlify-'))
  // A signal may end the process before close() is called.
  const removeNow = (): void => rmSync(folder, { recursive: true, force: true })
  process.once('exit', removeNow)
  try {
    const zips = await zipFunctions(functionsFolder, join(folder, 'zip'), {
      archiveFormat: 'zip',
      basePath: dirname(functionsFolder),
      config: { '*': { nodeVersion: '24' } },
    })
    await unzip(zips[0].path, join(folder, 'function'))
    const entry = join(folder, 'function', '___netlify-entry-point.mjs')
    const { engine, fetch, close } = await keepRunning(() => startHost(entry, secrets))
    let last: Promise<PlainResponse | undefined> = Promise.resolve(undefined)
    return {
      engine,
      // One at a time, as an instance of a Lambda function gets its requests.
      fetch: (request) => {
        last = last.then(
          () => fetch(request),
          () => fetch(request),
        )
        return last
      },
      close: async () => {
        await last.catch(() => {})
        await close()
        process.off('exit', removeNow)
        removeNow()
      },
    }
  } catch (error) {
    process.off('exit', removeNow)
    removeNow()
    throw error
  }
}

async function startHost(entry: string, secrets: Secrets | undefined): Promise<EngineProcess> {
  const engine = `Netlify bootstrap ${versionOf('@netlify/serverless-functions-api')}, Node ${process.version}`
  // It is compiled where this file is.
  const hostFile = new URL(`lambda-host${extname(import.meta.url)}`, import.meta.url)
  const host = fork(fileURLToPath(hostFile), [entry], {
    env: { ...process.env, ...secrets },
    // A body may be octets.
    serialization: 'advanced',
  })
  await answerOf(host, engine)
  const isRunning = (): boolean => host.exitCode === null && host.signalCode === null
  return {
    engine,
    isRunning,
    fetch: (request) => {
      // With a callback, a process that has ended is no uncaught error.
      host.send(request, () => {})
      return answerOf(host, engine)
    },
    close: async () => {
      if (!isRunning()) return
      const ended = once(host, 'exit')
      host.kill()
      await ended
    },
  }
}

/** The route of each function as Netlify's packager finds it in the code. */
export async function findRoutes(functionsFolder: string): Promise<Record<string, string[]>> {
  const functions = await listFunctions(functionsFolder, {
    parseISC: true,
    basePath: dirname(functionsFolder),
  })
  return Object.fromEntries(
    functions.map(({ name, routes = [] }) => [
      name,
      routes.map((route) => ('literal' in route ? route.literal : route.expression)),
    ]),
  )
}

async function unzip(file: string, folder: string): Promise<void> {
  for (const [name, contents] of Object.entries(unzipSync(await readFile(file)))) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), contents)
  }
}

/** The next message of the process: an answer, or what the function threw. */
function answerOf(host: ChildProcess, engine: string): Promise<PlainResponse> {
  return new Promise((resolve, reject) => {
    const exited = (code: number | null, signal: string | null): void => {
      host.off('message', answered)
      reject(endedEarly(engine, signal ?? code))
    }
    const answered = (message: PlainResponse | { thrown: string }): void => {
      host.off('exit', exited)
      if ('thrown' in message) reject(new Error(message.thrown))
      else resolve(message)
    }
    host.once('exit', exited)
    host.once('message', answered)
  })
}
