import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { toLambdaEdgeEvent } from '../../platforms/cloudfront/event.ts'
import type { Bench } from './bench.ts'
import { jsonMint } from './browser-request.ts'
import { bundlePeer, netlifyScripts, ourBundle } from './contestants.ts'
import { lambdaStart, netlifyStart, type Section } from './sections.ts'
import { tableRows } from './table.ts'
import { takeSamples, type Sample } from './take-samples.ts'

export async function measureNetlifyStart(bench: Bench): Promise<string> {
  const { url, ...init } = jsonMint
  const request = `new Request(${JSON.stringify(url)}, ${JSON.stringify(init)})`
  const scripts = await netlifyScripts(bench.policy)
  return measureStarts(bench, netlifyStart, scripts, `module.default(${request})`)
}

export async function measureLambdaStart(bench: Bench): Promise<string> {
  const event = JSON.stringify(toLambdaEdgeEvent(jsonMint))
  const scripts = {
    edgemint: await ourBundle('lambda-edge', bench.policy),
    empty: await bundlePeer('lambda-edge', 'lambda-empty.ts'),
  }
  return measureStarts(bench, lambdaStart, scripts, `module.handler(${event})`)
}

async function measureStarts<Name extends string>(
  { folder, rounds }: Bench,
  section: Section<Name>,
  scripts: Record<Name, string>,
  call: string,
): Promise<string> {
  const fileOf = (name: Name): string => join(folder, `${name}.mjs`)
  for (const name of section.contestants) await writeFile(fileOf(name), scripts[name])
  const samples = await takeSamples(section, { rounds, warmUp: 1 }, (name) =>
    start(fileOf(name), call),
  )
  return tableRows(section, samples)
}

/** A process of its own imports the bundle, asks it once, and says what that has cost. */
async function start(file: string, call: string): Promise<Sample> {
  const code = `const module = await import(${JSON.stringify(pathToFileURL(file))})
    const { status } = await ${call}
    const { user, system } = process.cpuUsage()
    process.stdout.write(status + ' ' + (user + system), () => process.exit())`
  const begin = performance.now()
  const args = ['--input-type=module', '--eval', code]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  const figure = performance.now() - begin
  const [status, cpu] = stdout.split(' ').map(Number)
  if (status !== 204) throw new Error(`${file} answers ${status}`)
  return { figure, cpu }
}
