import { parseArgs } from 'node:util'
import { njsVersion } from '../../platforms/cloudfront/runtime.ts'
import { brokenRequest } from './broken-wire.ts'
import { hostileRequest } from './generate.ts'
import { huntOn, zeros, type Counts, type Finding } from './hunt.ts'
import { sites } from './sites.ts'

// `npm run hostile`: the same hostile requests to every runtime, judged by an oracle that was written from the contract.

const usage = `npm run hostile -- [--count N] [--seed N] [--only INDEX]

  --count N      requests, each to every runtime (default: 5000)
  --seed N       the same one makes the same requests (default: by the clock)
  --only INDEX   one of them, which is shown
`
const options = readOptions()
const indices =
  options.only === undefined ? Array.from({ length: options.count }, (_, i) => i) : [options.only]
process.stdout.write(`seed ${options.seed}\n`)
if (njsVersion() === undefined)
  process.stdout.write('CloudFront Functions go untested: install njs\n')
const counts: Counts = {}
const broken: Counts = {}
const findings: Finding[] = []
for (const site of sites) {
  const hunt = await huntOn(site, options.seed, indices)
  for (const finding of hunt.findings) report(finding)
  add(counts, hunt.counts)
  add(broken, hunt.broken)
}
if (options.only !== undefined) show(options.only)
tell('requests', counts)
tell('octets that are no good HTTP', broken)
process.stdout.write(`${indices.length} requests, ${findings.length} findings\n`)
if (findings.length > 0) process.exitCode = 1

function add(to: Counts, from: Counts): void {
  for (const [name, own] of Object.entries(from) as [keyof Counts, Record<string, number>][]) {
    const sum: Record<string, number> = (to[name] ??= { ...own, ...zeros })
    for (const [did, count] of Object.entries(own)) sum[did] += count
  }
}

function tell(what: string, of: Counts): void {
  process.stdout.write(`${what}\n`)
  for (const [name, own] of Object.entries(of)) {
    const parts = Object.entries(own).filter(([, count]) => count > 0)
    const text = parts.map(([did, count]) => `${did} ${count}`).join(', ')
    process.stdout.write(`  ${name.padEnd(12)} ${text}\n`)
  }
}

function report(finding: Finding): void {
  findings.push(finding)
  if (findings.length > 50) return
  const { index, runtime, complaint } = finding
  process.stdout.write(
    `--seed ${options.seed} --only ${index}: ${runtime}: ${complaint.slice(0, 1500)}\n`,
  )
}

/** Its tokens are made up. */
function show(index: number): void {
  const { site, method, host, target, headers, body } = hostileRequest(options.seed, index)
  const lines = headers.map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
  process.stdout.write(
    `${method} https://${host}${target} (the site ${site.name})\n${lines.join('\n')}\n` +
      `${body.length} octets: ${printable(body)}\n`,
  )
  const { what, octets } = brokenRequest(options.seed, index)
  process.stdout.write(`and ${what}: ${printable(octets)}\n`)
}

function printable(octets: Uint8Array): string {
  return JSON.stringify(Buffer.from(octets).toString('latin1').slice(0, 2000))
}

function readOptions(): { count: number; seed: number; only: number | undefined } {
  try {
    const { values } = parseArgs({
      options: {
        count: { type: 'string', default: '5000' },
        seed: { type: 'string', default: String(Date.now() % 1_000_000) },
        only: { type: 'string' },
      },
    })
    return {
      count: number(values.count),
      seed: number(values.seed),
      only: values.only === undefined ? undefined : number(values.only),
    }
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${usage}`)
    process.exit(2)
  }
}

function number(text: string): number {
  if (/^\d{1,7}$/.test(text)) return Number(text)
  throw new Error(`${text} is no whole number up to 9999999.`)
}
