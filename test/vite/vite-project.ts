import { transformSync } from 'esbuild'
import { readFileSync } from 'node:fs'
import {
  createServer,
  preview,
  type InlineConfig,
  type PreviewServer,
  type ViteDevServer,
} from 'vite'
import { edgemint, type EdgemintOptions } from '../../vite/plugin.ts'
import { temporaryFolder } from '../cli/temporary-folder.ts'

export const site = 'https://www.example.com'

/** A project for Vite: a page, and the config of edgemint. */
export function viteProject(files: Record<string, string> = {}): string {
  return temporaryFolder({
    'package.json': '{ "type": "module" }',
    'index.html':
      '<!doctype html><title>the page</title><script type="module" src="/page.js"></script>',
    'page.js': 'document.body.append("ready")',
    'edgemint.config.ts': `export default { site: '${site}' }`,
    ...files,
  })
}

export interface Served {
  port: number
  close: () => Promise<void>
}

/** Everything that Vite logs, instead of the terminal. */
export function silentLogger(): {
  lines: string[]
  logger: NonNullable<InlineConfig['customLogger']>
} {
  const lines: string[] = []
  const log = (line: string): void => void lines.push(line)
  const logger = {
    info: log,
    warn: log,
    warnOnce: log,
    error: log,
    clearScreen: () => {},
    hasErrorLogged: () => false,
    hasWarned: false,
  }
  return { lines, logger }
}

export function inlineConfig(
  root: string,
  options: EdgemintOptions = {},
  more: InlineConfig = {},
): InlineConfig {
  return {
    root,
    configFile: false,
    logLevel: 'silent',
    plugins: [edgemint(options)],
    ...more,
    server: { host: '127.0.0.1', port: 0, ...more.server },
    preview: { host: '127.0.0.1', port: 0, ...more.preview },
  }
}

export const starts: Record<'dev' | 'preview', (config: InlineConfig) => Promise<Served>> = {
  dev: async (config) => served(await (await createServer(config)).listen()),
  preview: async (config) => served(await preview(config)),
}

function served(server: ViteDevServer | PreviewServer): Served {
  const address = server.httpServer!.address() as { port: number }
  return { port: address.port, close: () => server.close() }
}

/** The package as an installed one: what a page imports in it. */
export function installedClient(): Record<string, string> {
  const exports = { './client': './client.js', './auth-fetch': './auth-fetch.js' }
  return {
    'node_modules/edgemint/package.json': JSON.stringify({
      name: 'edgemint',
      type: 'module',
      sideEffects: false,
      exports,
    }),
    'node_modules/edgemint/client.js': published('client'),
    'node_modules/edgemint/auth-fetch.js': published('auth-fetch'),
  }
}

function published(name: string): string {
  const source = readFileSync(new URL(`../../shared/web/${name}.ts`, import.meta.url), 'utf8')
  return transformSync(source, { loader: 'ts' }).code.replace('./client.ts', './client.js')
}
