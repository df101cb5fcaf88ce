import { once } from 'node:events'
import { resolve } from 'node:path'
import { loadCertificate } from '../../local/certificate.ts'
import { localConfig } from '../../local/local-config.ts'
import { localHosts } from '../../local/local-name.ts'
import { startServers } from '../../local/servers.ts'
import { isBrokenOff, stopSignals } from '../../local/stop-signals.ts'
import { isLoopback } from '../../shared/core/domain.ts'
import { onceABurst, watchFile } from '../../local/watch-file.ts'
import { loadProject, requirePolicy, type Project } from '../../platforms/load-project.ts'
import { findTarget } from '../../platforms/targets.ts'
import type { EdgemintConfig } from '../../shared/config/config.ts'
import { UsageError } from '../../shared/config/usage-error.ts'
import { createListeners } from './answer.ts'
import { startEndpoint, type Endpoint } from './endpoint.ts'
import { greet } from './greeting.ts'
import { devHosts, type DevHosts } from './hosts.ts'
import { readOptions, type DevOptions } from './options.ts'

/** `edgemint dev`: the endpoint in front of any dev server, until a signal stops it. */
export async function devCommand(args: string[]): Promise<void> {
  const options = readOptions(args)
  if (!options) return
  const stopping = stopSignals()
  try {
    await run(options, stopping)
  } catch (error) {
    if (!(await isBrokenOff(stopping))) throw error
  }
}

async function run(options: DevOptions, stopping: AbortSignal): Promise<void> {
  const project = await loadProject(options)
  const hosts = devHosts(project.policy, options)
  const certificate = await loadCertificate(
    resolve('node_modules/.cache/edgemint'),
    localHosts(project.policy),
  )
  let endpoint = await start(project, hosts, options)
  const listeners = createListeners(hosts, options, () => endpoint)
  const command = `edgemint dev --to ${options.to.origin}`
  const servers = await startServers(certificate, options.ports, listeners, command).catch(
    async (error: unknown) => {
      await endpoint.close()
      throw error
    },
  )

  const takeUp = async (previous: Promise<void>): Promise<void> => {
    await previous
    const old = endpoint
    endpoint = await restart(old, hosts, options)
    if (endpoint !== old) await old.close()
  }
  let reload = Promise.resolve()
  const burst = onceABurst(() => {
    reload = takeUp(reload)
  })
  const watcher = watchFile(project.file, burst.call)
  const greeting = await greet(hosts, endpoint, certificate, options)
  if (!stopping.aborted) {
    process.stdout.write(greeting)
    await once(stopping, 'abort')
  }

  watcher.close()
  burst.cancel()
  await reload
  await servers.close()
  await endpoint.close()
}

/** The endpoint of a project, moved to its host on this machine. */
function start(
  { config, file, environment }: Project,
  { site, api }: DevHosts,
  { runtime, api: given }: DevOptions,
): Promise<Endpoint> {
  const seesOrigin = runtime === undefined || findTarget(runtime).seesOrigin
  const moved = localConfig(config, [site.origins], api?.origins, seesOrigin)
  if (config.bridge && given) moved.api = bridgedApi(given, config)
  // An API that posts the form itself does so from where it stands here.
  if (api && config.api && config.formOrigins?.includes(config.api)) {
    moved.formOrigins = [...config.formOrigins, api.origins.http, api.origins.https]
  }
  return startEndpoint(requirePolicy(moved, file, environment).policy, runtime)
}

/** Where the bridge leads with `--api`: there, to the path that the config's API has. */
function bridgedApi(given: URL, { api = '' }: EdgemintConfig): string {
  const here = new URL(URL.canParse(api) ? new URL(api).pathname : '', given)
  // As the config's check takes it.
  if (isLoopback(here.hostname)) here.hostname = 'localhost'
  return here.href
}

/** A mistake in the edit is reported, and what ran before goes on. */
async function restart(old: Endpoint, hosts: DevHosts, options: DevOptions): Promise<Endpoint> {
  try {
    const endpoint = await start(await loadProject(options), hosts, options)
    process.stdout.write('The config has changed and holds now.\n')
    return endpoint
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    process.stderr.write(`edgemint: ${error.message}\nThe old config still holds.\n`)
    return old
  }
}
