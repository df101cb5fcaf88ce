import { chmodSync, existsSync, readFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { temporaryFolder } from './temporary-folder.ts'

/** A call of a program that stands in for a platform's own. */
export interface Call {
  program: string
  args: string[]
  /** What CLOUDFLARE_ENV was. */
  environment?: string
  /** What CI was, in a terminal. */
  ci?: string
}

interface Behaviour {
  output?: string
  exitCode?: number
  listing?: string
}

export interface StandIns {
  /** A PATH with them and this Node in it, and nothing that is installed here. */
  path: string
  calls: () => Call[]
}

/**
 * Programs that upload nothing: each writes down how it was called.
 *
 * @param output what it writes to WRANGLER_OUTPUT_FILE_PATH, as wrangler does
 * @param exitCode with which it ends
 * @param listing what it prints where it is asked for a list; undefined: it fails then
 */
export function standIns(
  names: string[],
  { output = '', exitCode = 0, listing }: Behaviour = {},
): StandIns {
  const log = join(temporaryFolder(), 'calls')
  const script = `#!/usr/bin/env node
import { appendFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
const { CLOUDFLARE_ENV: environment, WRANGLER_OUTPUT_FILE_PATH: file } = process.env
const ci = process.stdin.isTTY && process.stdout.isTTY ? process.env.CI : undefined
const call = { program: basename(process.argv[1]), args: process.argv.slice(2), environment, ci }
appendFileSync(${JSON.stringify(log)}, JSON.stringify(call) + '\\n')
if (file) writeFileSync(file, ${JSON.stringify(output)})
process.exitCode = ${exitCode}
if (call.args.some((arg) => /\\blist$/.test(arg))) {
  const listing = ${JSON.stringify(listing) ?? 'undefined'}
  if (listing === undefined) process.exitCode = 1
  else process.stdout.write(listing)
}
`
  const folder = temporaryFolder({
    'package.json': '{ "type": "module" }',
    ...Object.fromEntries(names.map((name) => [name, script])),
  })
  for (const name of names) chmodSync(join(folder, name), 0o755)
  return {
    path: [folder, dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter),
    calls: () => {
      const lines = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []
      return lines.map((line) => JSON.parse(line) as Call)
    },
  }
}
