import { UsageError } from '../../shared/config/usage-error.ts'
import type { Ports } from '../../local/origins.ts'
import { defaultPorts, readPorts } from '../../local/port-options.ts'
import { isLoopback } from '../../shared/core/domain.ts'
import { checkName, parseOptions } from '../parse-options.ts'
import { runtimeNames, type RuntimeName } from './endpoint.ts'

const usage = `edgemint dev --to URL [--api URL]

Puts the endpoint before the dev server that you have, on names under localhost,
over http and https.

  --to URL            your dev server, such as http://localhost:5173
  --api URL           your API, which then stands at api.NAME.localhost, so that
                      the cookie reaches it; with bridge in the config, where
                      the bridge leads
  --port N            the port for http (default: ${defaultPorts.port})
  --https-port N      the port for https (default: ${defaultPorts['https-port']})
  --runtime NAME      runs the endpoint in a platform's own engine, as it is
                      deployed: ${runtimeNames.join(', ')}
  --config FILE       the config (default: edgemint.config.ts in this folder)
  --env NAME          the environment that the config is for (default: production)
`

export interface DevOptions {
  to: URL
  api: URL | undefined
  ports: Ports
  runtime: RuntimeName | undefined
  config: string | undefined
  environment: string | undefined
}

/** Undefined where they were `--help`, which is then answered. */
export function readOptions(args: string[]): DevOptions | undefined {
  const parsed = parseOptions(args, {
    usage,
    options: {
      to: { type: 'string' },
      api: { type: 'string' },
      port: { type: 'string', default: defaultPorts.port },
      'https-port': { type: 'string', default: defaultPorts['https-port'] },
      runtime: { type: 'string' },
      config: { type: 'string' },
      env: { type: 'string' },
    },
  })
  if (!parsed) return undefined
  const { to, api, runtime, config, env } = parsed.values
  if (to === undefined) {
    throw new UsageError(
      '--to is missing: the address of your dev server.\n  → Start it in another terminal, and write what it prints: edgemint dev --to http://localhost:5173',
    )
  }
  const ports = readPorts(parsed.values, '\n  → See edgemint dev --help')
  return {
    to: readUpstream('--to', to, ports),
    api: api === undefined ? undefined : readUpstream('--api', api, ports),
    ports,
    runtime: runtime === undefined ? undefined : checkName('runtime', runtime, runtimeNames),
    config,
    environment: env,
  }
}

/** A server's origin: what is asked of it is up to the browser. */
function readUpstream(option: string, text: string, ports: Ports): URL {
  const example = `  → Write the address alone: ${option} http://localhost:${option === '--to' ? 5173 : 3000}`
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new UsageError(`${option} ${text} is not the address of a server.\n${example}`)
  }
  if (url.username || url.password) {
    throw new UsageError(`${option} must have no user name and no password.\n${example}`)
  }
  if (url.pathname !== '/' || url.search || url.hash) {
    throw new UsageError(`${option} ${text} has a path.\n  → Write ${option} ${url.origin}`)
  }
  if (isLoopback(url.hostname) && [ports.http, ports.https].includes(Number(url.port))) {
    throw new UsageError(
      `${option} ${text} is where edgemint dev itself listens.\n  → Write the address that your server prints, or choose another port with --port and --https-port.`,
    )
  }
  return url
}
