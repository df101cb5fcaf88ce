import { parseArgs } from 'node:util'
import { UsageError } from '../../shared/config/usage-error.ts'
import type { Ports } from './origins.ts'
import { stopSignals } from './stop-signals.ts'

// `npm start`: the demo. Three CDNs and a site without edgemint, each with its API, on *.localhost.

const usage = 'npm start -- --port 8080 --https-port 8443'

try {
  const ports = readPorts()
  const stopping = stopSignals()
  // Only now: the runtimes take more than a second to load.
  const { start } = await import('./start.ts')
  await start(ports, stopping)
} catch (error) {
  if (!(error instanceof UsageError)) throw error
  process.stderr.write(`edgemint: ${error.message}\n`)
  process.exit(error.exitCode)
}

function readPorts(): Ports {
  const options = {
    port: { type: 'string', default: '8080' },
    'https-port': { type: 'string', default: '8443' },
  } as const
  let values
  try {
    values = parseArgs({ options }).values
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${usage}`)
  }
  const ports = {
    http: portOf('--port', values.port),
    https: portOf('--https-port', values['https-port']),
  }
  if (ports.http !== ports.https) return ports
  throw new UsageError(`http and https cannot share port ${ports.http}.\n\n${usage}`)
}

function portOf(option: string, text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  throw new UsageError(`${option} ${text} is not a port from 1 to 65535.\n\n${usage}`)
}
