import { UsageError } from '../shared/config/usage-error.ts'
import type { Ports } from './origins.ts'

/** What `--port` and `--https-port` are by default. */
export const defaultPorts = { port: '8080', 'https-port': '8443' }

/**
 * Reads both options.
 *
 * @param help where the reader finds how the command is called
 * @throws {UsageError}
 */
export function readPorts(values: typeof defaultPorts, help: string): Ports {
  const ports = {
    http: readPort('--port', values.port, help),
    https: readPort('--https-port', values['https-port'], help),
  }
  if (ports.http !== ports.https) return ports
  throw new UsageError(`http and https cannot share port ${ports.http}.${help}`)
}

function readPort(option: string, text: string, help: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  throw new UsageError(`${option} ${text} is not a port from 1 to 65535.${help}`)
}
