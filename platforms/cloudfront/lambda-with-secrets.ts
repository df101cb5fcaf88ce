import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'
import { MessageChannel, Worker } from 'node:worker_threads'
import type { Bridge } from '../../shared/core/bridge.ts'
import { endedEarly, keepRunning, type EngineProcess } from '../keep-running.ts'
import type { Runtime } from '../runtime.ts'
import type { Secrets } from '../secrets.ts'
import { makeTemporaryFolder } from '../temporary-folder.ts'
import { askOrigin } from './ask-origin.ts'
import { fromLambdaEdge, toLambdaEdgeEvent } from './event.ts'

/**
 * Runs a Lambda@Edge bundle that reads secrets: in a thread with an environment of its own, beside AWS's
 * SDK as Lambda's runtime has it, and with a parameter store on loopback that holds these secrets.
 */
export async function startLambdaWithSecrets(
  script: string,
  secrets: Secrets,
  bridge?: Bridge,
): Promise<Runtime> {
  const folder = makeTemporaryFolder('edgemint-lambda-')
  const removeNow = (): void => rmSync(folder, { recursive: true, force: true })
  process.once('exit', removeNow)
  await writeFile(join(folder, 'index.mjs'), script)
  const sdk = createRequire(import.meta.url).resolve('@aws-sdk/client-ssm')
  const name = '/node_modules/'
  await symlink(sdk.slice(0, sdk.lastIndexOf(name) + name.length), join(folder, 'node_modules'))

  const store = await serveParameters(secrets)
  const variables = {
    AWS_ENDPOINT_URL_SSM: store.url,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  }
  const module = pathToFileURL(join(folder, 'index.mjs')).href
  const { engine, fetch, close } = await keepRunning(() => startThread(module, variables, bridge))
  return {
    engine,
    fetch,
    close: async () => {
      await close()
      await store.close()
      process.off('exit', removeNow)
      removeNow()
    },
  }
}

async function startThread(
  module: string,
  env: Record<string, string>,
  bridge: Bridge | undefined,
): Promise<EngineProcess> {
  const engine = `Node ${process.version}`
  // It is compiled where this file is.
  const host = new URL(`lambda-host${extname(import.meta.url)}`, import.meta.url)
  const worker = new Worker(host, { workerData: module, env })
  const ended = new AbortController()
  worker.once('error', (error) => ended.abort(error))
  worker.once('exit', (code) => ended.abort(endedEarly(engine, code)))
  await once(worker, 'online')
  return {
    engine,
    isRunning: () => !ended.signal.aborted,
    fetch: async (request) => {
      const { port1, port2 } = new MessageChannel()
      worker.postMessage({ event: toLambdaEdgeEvent(request), port: port2 }, [port2])
      const answer = once(port1, 'message', { signal: ended.signal })
      // The reason itself says more than that the wait was ended.
      const [{ result, thrown }] = await answer
        .catch(() => Promise.reject(ended.signal.reason))
        .finally(() => port1.close())
      if (thrown !== undefined) throw new Error(thrown)
      const left = fromLambdaEdge(result)
      return 'uri' in left ? askOrigin(request, left, bridge) : left
    },
    close: async () => void (await worker.terminate()),
  }
}

/** Answers AWS's SDK as Systems Manager does: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html */
async function serveParameters(
  secrets: Secrets,
): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer(async (request, response) => {
    const { Name } = JSON.parse(await text(request))
    const found = Object.hasOwn(secrets, Name)
    const answer = found
      ? { Parameter: { Name, Value: secrets[Name] } }
      : { __type: 'ParameterNotFound' }
    response
      .writeHead(found ? 200 : 400, { 'content-type': 'application/x-amz-json-1.1' })
      .end(JSON.stringify(answer))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
