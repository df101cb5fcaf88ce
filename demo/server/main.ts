import { parseArgs } from 'node:util'
import { UsageError } from '../../shared/config/usage-error.ts'
import type { Ports } from '../../local/origins.ts'
import { defaultPorts, readPorts } from '../../local/port-options.ts'
import { stopSignals } from '../../local/stop-signals.ts'

// `npm start`: the demo. Three CDNs and a site without edgemint, each with its API, on *.localhost.

const help = '\n\nnpm start -- --port 8080 --https-port 8443'

try {
  const ports = readOptions()
  const stopping = stopSignals()
  // Only now: the runtimes take more than a second to load.
  const { start } = await import('./start.ts')
  await start(ports, stopping)
} catch (error) {
  if (!(error instanceof UsageError)) throw error
  process.stderr.write(`edgemint: ${error.message}\n`)
  process.exit(error.exitCode)
}

function readOptions(): Ports {
  const options = {
    port: { type: 'string', default: defaultPorts.port },
    'https-port': { type: 'string', default: defaultPorts['https-port'] },
  } as const
  try {
    return readPorts(parseArgs({ options }).values, help)
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new UsageError((error as Error).message + help)
  }
}
