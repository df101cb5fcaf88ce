import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { loadCertificate } from '../../local/certificate.ts'
import { findConfig } from '../../platforms/load-config.ts'
import { loadProject } from '../../platforms/load-project.ts'
import { allOrNone } from './all-or-none.ts'
import { answer, type Demo } from './answer.ts'
import { startSite } from './demo-site.ts'
import { buildDoctorSite, doctorHost } from './doctor-site.ts'
import { kurocoSite, startKuroco, type Kuroco } from './kuroco-site.ts'
import { startOpenIdSite } from './openid-site.ts'
import { greet } from './greeting.ts'
import type { Ports } from '../../local/origins.ts'
import { startServers } from '../../local/servers.ts'
import { isBrokenOff } from '../../local/stop-signals.ts'
import { buildSite } from './site-files.ts'
import { hosts, kurocoSites, pageNames, sites } from './sites.ts'
import { watchSources } from './watch.ts'

const cache = fileURLToPath(new URL('../../node_modules/.cache/edgemint', import.meta.url))

/** Runs the demo until a signal stops it, which may come before it runs. */
export async function start(ports: Ports, stopping: AbortSignal): Promise<void> {
  if (stopping.aborted) return
  const config = findConfig()
  const certificate = await loadCertificate(cache, [...hosts, doctorHost])
  let demo: Demo = {
    sites: [],
    pages: { '.': new Map(), openid: new Map(), kuroco: new Map() },
    doctor: new Map(),
  }
  const servers = await startServers(
    certificate,
    ports,
    { answer: (...asked) => answer(...asked, demo, ports) },
    'npm start --',
  )
  // It outlives reloads: who is logged in stays so.
  const kuroco = await startKuroco(ports)
  const closeServers = async (): Promise<void> => {
    await servers.close()
    await kuroco.close()
  }
  try {
    demo = await buildDemo(config, ports, kuroco)
  } catch (error) {
    await closeServers()
    if (await isBrokenOff(stopping)) return
    throw error
  }
  const takeUp = async (previous: Promise<void>): Promise<void> => {
    await previous
    if (stopping.aborted) return
    const old = demo
    demo = await rebuild(old, config, ports, kuroco)
    if (demo !== old) await closeSites(old)
  }
  let reload = Promise.resolve()
  const watcher = watchSources(config, () => {
    reload = takeUp(reload)
  })
  const greeting = await greet(demo.sites, certificate, ports)
  if (!stopping.aborted) {
    process.stdout.write(greeting)
    await once(stopping, 'abort')
  }
  watcher.close()
  await reload
  await closeServers()
  await closeSites(demo)
  // No process.exit: Miniflare removes its folder after it says that it has closed.
}

async function buildDemo(file: string, ports: Ports, kuroco: Kuroco): Promise<Demo> {
  const { config } = await loadProject({ config: file })
  // First, because nothing of them has to be closed where one fails.
  const [pages, doctor] = await Promise.all([
    Promise.all(pageNames.map(async (name) => [name, await buildSite(name)] as const)),
    buildDoctorSite(),
  ])
  const bridged = kurocoSites.map((site) => kurocoSite(site, file, ports, kuroco))
  const started = await allOrNone([
    ...sites.map((site) => startSite(site, config, file, ports)),
    startOpenIdSite(config, file, ports),
  ])
  return {
    doctor,
    pages: Object.fromEntries(pages) as Demo['pages'],
    sites: [...started, ...bridged],
  }
}

/** A mistake in the edit is reported, and what ran before goes on. */
async function rebuild(old: Demo, file: string, ports: Ports, kuroco: Kuroco): Promise<Demo> {
  try {
    const demo = await buildDemo(file, ports, kuroco)
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
