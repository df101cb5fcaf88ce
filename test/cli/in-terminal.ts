import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import type { StandIns } from './stand-in.ts'

const edgemint = fileURLToPath(new URL('../../cli/edgemint.js', import.meta.url))

export interface Session {
  exitCode: number | null
  /** What the terminal showed, both streams and what was typed. */
  shown: string
}

/** Calls `edgemint` in a terminal, by `script` of util-linux, and types this. */
export async function inTerminal(
  folder: string,
  args: string[],
  { path }: StandIns,
  options: Record<string, string> = {},
): Promise<Session> {
  let { typed = '', ...variables } = options
  const command = [process.execPath, edgemint, ...args].map((word) => `'${word}'`).join(' ')
  const { CLOUDFLARE_API_TOKEN: _token, CLOUDFLARE_API_KEY: _key, ...environment } = process.env
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    cwd: folder,
    env: { ...environment, CI: '1', GITHUB_ACTIONS: 'true', ...variables, PATH: path },
  })
  let shown = ''
  child.stdout.on('data', (chunk: Buffer) => {
    shown += chunk
    // As a person does: not before the question is there.
    if (typed && shown.includes('(y/N)')) child.stdin.write(`${typed}\n`)
    if (shown.includes('(y/N)')) typed = ''
  })
  const exitCode = await new Promise<number | null>((done) => child.once('close', done))
  return { exitCode, shown: stripVTControlCharacters(shown).replaceAll('\r\n', '\n') }
}
