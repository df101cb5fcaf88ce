import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { EdgemintConfig } from '../../shared/config/config.ts'
import { findConfig, loadConfig, requirePolicy } from '../build/load-config.ts'
import { UsageError } from '../usage-error.ts'
import type { Demo } from './answer.ts'
import { loadCertificate } from './certificate.ts'
import { startSite } from './demo-site.ts'
import { greet } from './greeting.ts'
import type { Ports } from './origins.ts'
import { startServers } from './server.ts'
import { buildSite } from './site-files.ts'
import { sites } from './sites.ts'
import { watchSources } from './watch.ts'

// `npm start`: the demo. Three CDNs and a site without edgemint, each with its API, on *.localhost.

const cache = fileURLToPath(new URL('../../node_modules/.cache/edgemint', import.meta.url))

try {
  await start(readPorts())
} catch (error) {
  if (!(error instanceof UsageError)) throw error
  process.stderr.write(`edgemint: ${error.message}\n`)
  process.exit(error.exitCode)
}

async function start(ports: Ports): Promise<void> {
  const config = findConfig()
  const certificate = await loadCertificate(cache)
  let demo: Demo = { sites: [], files: new Map() }
  const servers = await startServers(certificate, ports, () => demo)
  demo = await buildDemo(config, ports).catch(async (error: unknown) => {
    await servers.close()
    throw error
  })
  process.stdout.write(await greet(demo.sites, certificate, ports))

  const takeUp = async (previous: Promise<void>): Promise<void> => {
    await previous
    demo = await rebuild(demo, config, ports)
  }
  let reload = Promise.resolve()
  const watcher = watchSources(config, () => {
    reload = takeUp(reload)
  })
  const stop = async (): Promise<void> => {
    process.once('SIGINT', () => process.exit(130))
    watcher.close()
    await reload
    await servers.close()
    await closeSites(demo)
    process.exit(0)
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

async function buildDemo(file: string, ports: Ports): Promise<Demo> {
  const { config } = requirePolicy(await loadConfig(file), file)
  const [files, started] = await Promise.all([buildSite(), startSites(config, file, ports)])
  return { files, sites: started }
}

/** All sites, or none: one that fails takes those that started down with it. */
async function startSites(
  config: EdgemintConfig,
  file: string,
  ports: Ports,
): Promise<Demo['sites']> {
  const results = await Promise.allSettled(
    sites.map((site) => startSite(site, config, file, ports)),
  )
  const started = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
  const failed = results.find((result) => result.status === 'rejected')
  if (!failed) return started
  await Promise.all(started.map((site) => site.close()))
  throw failed.reason
}

/** A mistake in the edit is told, and what ran before goes on. */
async function rebuild(old: Demo, file: string, ports: Ports): Promise<Demo> {
  try {
    const demo = await buildDemo(file, ports)
    await closeSites(old)
    process.stdout.write('Reloaded.\n')
    return demo
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    process.stderr.write(`Not reloaded: ${reason}\n`)
    return old
  }
}

async function closeSites(demo: Demo): Promise<void> {
  await Promise.all(demo.sites.map((site) => site.close()))
}

function readPorts(): Ports {
  const options = {
    port: { type: 'string', default: '8080' },
    'https-port': { type: 'string', default: '8443' },
  } as const
  try {
    const { values } = parseArgs({ options })
    return { http: portOf(values.port), https: portOf(values['https-port']) }
  } catch (error) {
    throw new UsageError(
      `${(error as Error).message}\n\nnpm start -- --port 8080 --https-port 8443`,
    )
  }
}

function portOf(text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  throw new UsageError(`${text} is not a port`)
}
