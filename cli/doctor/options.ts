import { isIP } from 'node:net'
import { defaults } from '../../shared/config/defaults.ts'
import { UsageError } from '../../shared/config/usage-error.ts'
import { parseOptions, wrongUse, type Parsed } from '../parse-options.ts'

const usage = `edgemint doctor [SITE] [--api URL] [options]
edgemint doctor --facts plan.json

Says what Safari, Firefox and Chrome do with the auth cookie of a site, by which
rule, and what to change. Without SITE it takes site and api from the config.

  SITE                the page: https://www.example.com
  --api URL           the API: https://api.example.com; with a bridge in the config
                      an address of it that needs a log-in: https://…/profile
  --endpoint PATH     path of the endpoint (default: ${defaults.endpoint})
  --config FILE       the config (default: edgemint.config.ts in this folder)
  --env NAME          the environment that the config is for (default: production)
  --facts FILE        judge a plan, without network; - reads it from standard
                      input. docs/doctor.md shows what is in it
  --har FILE          judge a log-in that a browser recorded; of the cookies in it only names
                      and attributes are kept. SITE and --api say which hosts count
  --set-cookie TEXT   judge the cookie of a pasted Set-Cookie header, of the API or else of
                      the site; - reads it from standard input
  --mint TOKEN        ask the endpoint for a real cookie, over https and on this
                      site alone; - reads the token from standard input, so
                      that no list of processes shows it
  --refresh-life SECONDS
                      how long the API behind the bridge lets a refresh token
                      live, by its settings
  --dns ADDRESS       the DNS server to ask: 127.0.0.1:5353
  --ca FILE           certificate authorities to trust besides the usual, as PEM
  --timeout SECONDS   after which it makes do with what it has (default: 10)
  --json              print the diagnosis as JSON
  --html FILE         write a report to mail or print
  --ci                no colour, one line for each finding
  --baseline FILE     compare with an earlier run: what got worse since?
  --write-baseline    write that file, or renew it: what is so now is accepted

Exit code: 0 the cookie keeps its full life everywhere · 1 somewhere it does
not, or something is set up wrong · 2 it could not be found out, or wrong use.
With --baseline: 0 nothing got worse · 1 something did · 2 as above
`

const known = {
  api: { type: 'string' },
  endpoint: { type: 'string' },
  config: { type: 'string' },
  env: { type: 'string' },
  facts: { type: 'string' },
  har: { type: 'string' },
  'set-cookie': { type: 'string' },
  mint: { type: 'string' },
  'refresh-life': { type: 'string' },
  dns: { type: 'string' },
  ca: { type: 'string' },
  timeout: { type: 'string', default: '10' },
  json: { type: 'boolean', default: false },
  html: { type: 'string' },
  ci: { type: 'boolean', default: false },
  baseline: { type: 'string' },
  'write-baseline': { type: 'boolean', default: false },
} as const

export type Options = Omit<
  Parsed<typeof known>['values'],
  'timeout' | 'refresh-life' | 'set-cookie' | 'write-baseline'
> & {
  site: string | undefined
  setCookie: string | undefined
  writeBaseline: boolean
  /** Seconds. */
  refreshLife: number | undefined
  /** Seconds. */
  timeout: number
}

/** Undefined where the options were `--help`, which is then answered; throws a UsageError that says what is wrong with them. */
export function readOptions(args: string[]): Options | undefined {
  const parsed = parseOptions(args, { usage, positionals: Infinity, options: known })
  if (!parsed) return undefined
  const {
    'refresh-life': refreshLife,
    'set-cookie': setCookie,
    'write-baseline': writeBaseline,
    ...values
  } = parsed.values
  const { positionals } = parsed
  if (positionals.length > 1) {
    throw wrongUse(usage, `"${positionals[1]}" is one site too many: doctor looks at one.`)
  }
  if (values.dns !== undefined) checkDns(values.dns)
  const options = {
    ...values,
    site: positionals[0],
    setCookie,
    writeBaseline,
    timeout: checkTimeout(values.timeout),
    refreshLife: refreshLife === undefined ? undefined : checkLife(refreshLife),
  }
  checkExclusive(options)
  checkBaseline(options)
  if (options.html === '') throw new UsageError('--html needs the name of a file.')
  if (options.mint === '') throw new UsageError('--mint needs a token, or - to read it.')
  return options
}

/** What judges something by itself, and what would then be silently ignored. */
const exclusive = {
  facts: {
    others: [
      'site',
      'api',
      'endpoint',
      'config',
      'env',
      'mint',
      'refreshLife',
      'dns',
      'ca',
      'har',
      'setCookie',
    ],
    text: (other: string) =>
      `--facts judges the plan alone: leave ${other} out, or write it into the plan.`,
  },
  har: {
    others: ['endpoint', 'config', 'env', 'mint', 'refreshLife', 'ca', 'setCookie'],
    text: (other: string) =>
      `--har judges what was recorded: leave ${other} out. A site and --api may say which hosts count.`,
  },
} as const

function checkExclusive(options: Options): void {
  for (const name of ['facts', 'har'] as const) {
    const { others, text } = exclusive[name]
    const other = others.find((one) => options[one] !== undefined)
    if (options[name] === undefined || other === undefined) continue
    throw new UsageError(text(other === 'site' ? 'a site' : `--${hyphened(other)}`))
  }
  if (options.mint === '-' && options.setCookie === '-') {
    throw new UsageError(
      '--mint and --set-cookie cannot both be read from standard input.\n  → Give one of them as text.',
    )
  }
}

function checkBaseline({ baseline, writeBaseline }: Options): void {
  if (baseline === '') throw new UsageError('--baseline needs the name of a file.')
  if (!writeBaseline || baseline !== undefined) return
  throw new UsageError(
    '--write-baseline does not say which file.\n  → Name it: --baseline edgemint-baseline.json --write-baseline',
  )
}

/** An option as it is written: `refreshLife` is `refresh-life`. */
function hyphened(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

function checkTimeout(value: string): number {
  const seconds = Number(value)
  if (/^\d+(\.\d+)?$/.test(value) && seconds >= 0.1 && seconds <= 600) return seconds
  throw new UsageError(`--timeout "${value}" is not a number of seconds from 0.1 to 600.`)
}

function checkLife(value: string): number {
  const seconds = Number(value)
  if (/^\d+$/.test(value) && seconds > 0 && Number.isSafeInteger(seconds)) return seconds
  throw new UsageError(
    `--refresh-life "${value}" is not a life.\n  → Write whole seconds, such as 604800 for 7 days.`,
  )
}

/** `127.0.0.1`, `127.0.0.1:5353`, `::1` or `[::1]:5353`, as Node's resolver takes it. */
function checkDns(value: string): void {
  const [, bracketed, plain, port] = /^(?:\[(.+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(value) ?? []
  const address = bracketed ?? plain ?? value
  if (isIP(address) !== 0 && Number(port ?? 53) > 0 && Number(port ?? 53) < 65_536) return
  throw new UsageError(
    `--dns "${value}" is not the address of a DNS server.\n  → Write an IP address, with a port if it is not 53: 127.0.0.1:5353`,
  )
}
