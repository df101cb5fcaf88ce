import { X509Certificate } from 'node:crypto'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { styleText } from 'node:util'
import { plainLines } from '../../doctor/plain-text.ts'
import { UsageError } from '../../shared/config/usage-error.ts'
import type { Facts } from '../../doctor/facts.ts'
import { fileMistake } from '../../platforms/file-failure.ts'
import { readOptions, type Options } from './options.ts'
import { ciReport } from '../../doctor/report/ci-report.ts'
import { jsonReport } from '../../doctor/report/json-report.ts'
import type { Paint } from '../../doctor/report/terminal-text.ts'
import { terminalReport } from '../../doctor/report/terminal-report.ts'
import { diagnose } from '../../doctor/rules/diagnose.ts'
import { showProgress } from '../show-progress.ts'
import { chooseSite } from './choose-site.ts'
import { readPlanFile } from './plan-file.ts'
import { readText } from './read-source.ts'
import { openReport } from './report-file.ts'

// What a run does without is not loaded: it is the greater part of its time.

/** `edgemint doctor`: says what browsers will do with the auth cookie of a site, real or planned. */
export async function doctorCommand(args: string[]): Promise<void> {
  const options = readOptions(args)
  if (!options) return
  try {
    await examine(options)
  } catch (thrown) {
    // 1 would say that the site is at fault.
    const error = fileMistake(thrown, 2) ?? thrown
    if (error instanceof UsageError) throw error
    const stack = plainLines(String((error as Error).stack))
    process.stderr.write(`edgemint: a mistake of doctor's own, please report it:\n${stack}\n`)
    process.exitCode = 2
  }
}

async function examine(options: Options): Promise<void> {
  // Before the network is asked: what is wrong with a file is told at once.
  const writeReport = options.html === undefined ? undefined : openReport(options.html)
  const compare = await openComparison(options)
  const facts = await findFacts(options)
  const diagnosis = diagnose(facts)
  await writeReport?.(diagnosis)
  if (options.json) await print(jsonReport(diagnosis))
  else if (options.ci) await print([ciReport(diagnosis)])
  else await print([terminalReport(diagnosis, paintFor(process.stdout))])
  if (compare) {
    const { lines, exitCode } = compare(diagnosis)
    const told = lines.map((line) => `${line}\n`).join('')
    // What reads the JSON reads nothing else.
    if (options.json) process.stderr.write(told)
    else await print([told])
    process.exitCode = exitCode
  } else {
    process.exitCode = diagnosis.exitCode
  }
}

async function openComparison({ baseline, writeBaseline }: Options) {
  if (baseline === undefined) return undefined
  const { openBaseline } = await import('./baseline-file.ts')
  return openBaseline(baseline, writeBaseline)
}

async function findFacts(options: Options): Promise<Facts> {
  if (options.facts !== undefined) return readPlanFile(options.facts)
  if (options.har !== undefined) {
    const { readHarFile } = await import('./har-file.ts')
    return readHarFile(options.har, options)
  }
  if (options.setCookie === undefined) return look(options)
  const { readPastedCookies, withPastedCookies } = await import('./pasted-cookies.ts')
  // Before the network is asked: a mistake in it is told at once.
  const cookies = await readPastedCookies(options.setCookie)
  return withPastedCookies(await look(options), cookies)
}

/** Piece by piece, as fast as they are read. */
async function print(pieces: Iterable<string>): Promise<void> {
  try {
    await pipeline(Readable.from(pieces), process.stdout, { end: false })
  } catch (error) {
    // What standard output does not take is told where it is watched.
    if ((error as NodeJS.ErrnoException).syscall !== 'write') throw error
  }
}

async function look(options: Options): Promise<Facts> {
  const { gather } = await import('../../doctor/gather/gather.ts')
  const site = await chooseSite(options)
  const ca = options.ca === undefined ? undefined : await readCertificates(options.ca)
  const token = options.mint === undefined ? undefined : await readToken(options.mint)
  const progress = showProgress(!options.ci)
  try {
    return await gather({
      ...site,
      timeout: options.timeout,
      dns: options.dns,
      ...(ca !== undefined && { ca }),
      ...(token !== undefined && { mintToken: token }),
      progress: progress.show,
    })
  } finally {
    progress.clear()
  }
}

async function readCertificates(file: string): Promise<string> {
  const pem = await readText(file, '--ca')
  try {
    void new X509Certificate(pem)
    return pem
  } catch {
    throw new UsageError(
      `--ca ${file} holds no certificate.\n  → Name a PEM file: it begins with -----BEGIN CERTIFICATE-----`,
    )
  }
}

async function readToken(option: string): Promise<string> {
  const token = option === '-' ? (await text(process.stdin)).trim() : option
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new UsageError(
      '--mint: a token is ASCII without spaces, and this is none.\n  → Copy it again, or pass it by standard input: --mint -',
    )
  }
  // A shorter one stands in every text by chance, and could not be kept out of the report.
  if (token.length >= 8) return token
  throw new UsageError(
    '--mint: this is too short for a token.\n  → Give one of at least 8 characters.',
  )
}

const formats = {
  good: 'green',
  bad: 'red',
  unsure: 'yellow',
  strong: 'bold',
  faint: 'dim',
} as const

function paintFor(stream: NodeJS.WriteStream): Paint {
  const hasColors = stream.isTTY && stream.hasColors() && !process.env.NO_COLOR
  if (!hasColors) return (_tone, words) => words
  return (tone, words) =>
    tone === 'plain' ? words : styleText(formats[tone], words, { validateStream: false })
}
