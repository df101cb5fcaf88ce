import { spawn, type ChildProcess } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { existsSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { freePort } from '../../free-port.ts'
import { temporaryFolder } from '../../cli/temporary-folder.ts'

/** Debian keeps it where only root's PATH leads. */
const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin']
const program = folders.map((folder) => join(folder, 'nsd')).find((path) => existsSync(path))

/** Why tests that need a DNS server are left out; false where they can run. 127.x.y.z is Linux's. */
export const whyNoNameServer =
  (program === undefined || process.platform !== 'linux') &&
  'doctor goes untested end to end: install nsd, on Linux'

export interface NameServer {
  /** `127.0.0.1:5353`, over UDP and TCP. */
  address: string
  close: () => Promise<void>
}

/**
 * Starts NSD, a real authoritative DNS server, on loopback.
 * @param records lines of zone files with full names; the zones are the last two labels of the owners
 * @param brokenZones zones that it is to serve but cannot load: SERVFAIL. Any other name is REFUSED.
 */
export async function startNameServer(
  records: string[],
  brokenZones: string[] = [],
): Promise<NameServer> {
  const zones = groupByZone(records)
  const port = await freeDnsPort()
  const names = [...zones.keys(), ...brokenZones]
  const files = [...zones].map(([zone, lines]) => [`${zone}.zone`, `${lines.join('\n')}\n`])
  const folder = temporaryFolder(Object.fromEntries(files))
  const config = join(folder, 'nsd.conf')
  writeFileSync(config, configuration(folder, port, names))
  // With the death of this process it ends too, whatever kills us.
  const args = ['--pdeathsig', 'TERM', '--', program!, '-d', '-c', config]
  const child = spawn('setpriv', args, { stdio: ['ignore', 'ignore', 'pipe'] })
  await started(child)
  const close = async (): Promise<void> => {
    if (child.exitCode !== null) return
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  return { address: `127.0.0.1:${port}`, close }
}

function groupByZone(records: string[]): Map<string, string[]> {
  const zones = new Map<string, string[]>()
  for (const record of records) {
    const [owner] = record.split(' ', 1)
    const zone = owner.toLowerCase().replace(/\.$/, '').split('.').slice(-2).join('.')
    if (!zones.has(zone)) zones.set(zone, apex(zone))
    zones.get(zone)!.push(record)
  }
  return zones
}

/** What makes a file a zone. */
function apex(zone: string): string[] {
  return [
    `${zone}. 60 IN SOA ns.invalid. hostmaster.invalid. 1 3600 600 86400 60`,
    `${zone}. 60 IN NS ns.invalid.`,
  ]
}

/** Everything stays in the folder, and nothing limits the rate of answers. */
function configuration(folder: string, port: number, zones: string[]): string {
  return `server:
  ip-address: 127.0.0.1@${port}
  username: ""
  database: ""
  xfrdfile: ""
  pidfile: "${folder}/nsd.pid"
  zonelistfile: "${folder}/zone.list"
  zonesdir: "${folder}"
  xfrdir: "${folder}"
  rrl-ratelimit: 0
remote-control:
  control-enable: no
${zones.map((zone) => `zone:\n  name: "${zone}"\n  zonefile: "${zone}.zone"\n`).join('')}`
}

async function started(child: ChildProcess): Promise<void> {
  let output = ''
  child.stderr!.setEncoding('utf8')
  await new Promise<void>((resolve, reject) => {
    child.stderr!.on('data', (text: string) => {
      output += text
      if (output.includes('nsd started')) resolve()
    })
    child.once('error', reject)
    child.once('exit', () => reject(new Error(`nsd did not start: ${output}`)))
  })
}

/** Free for TCP and UDP. */
async function freeDnsPort(): Promise<number> {
  for (;;) {
    const port = await freePort()
    const socket = createSocket('udp4')
    const isFree = await new Promise<boolean>((resolve) => {
      socket.once('error', () => resolve(false))
      socket.bind(port, '127.0.0.1', () => resolve(true))
    })
    socket.close()
    if (isFree) return port
  }
}
