import { parseArgs, type ParseArgsConfig } from 'node:util'
import { nearestName } from '../shared/config/nearest-name.ts'
import { UsageError } from '../shared/config/usage-error.ts'

type Options = NonNullable<ParseArgsConfig['options']>

/** What a command takes. `--help` and `-h` are there without being named. */
export interface CommandLine<T extends Options> {
  /** What `--help` prints. It begins with the command, `edgemint build …`, and shows each option with its value: `--out DIR`. */
  usage: string
  /** As `parseArgs` of Node takes them. */
  options: T
  /** An option that may be forgotten before its value: `['--platform', ['netlify']]`. */
  forgotten?: [option: string, values: readonly string[]]
  /** How many words that belong to no option are allowed. Default: none. */
  positionals?: number
}

export type Parsed<T extends Options> = ReturnType<
  typeof parseArgs<{ args: string[]; options: T; allowPositionals: true }>
>

/**
 * Reads the options of a command. Undefined where they were `--help`, which is then answered.
 *
 * @example
 * const parsed = parseOptions(args, { usage, options: { out: { type: 'string', default: 'dist' } } })
 * if (!parsed) return
 * console.log(parsed.values.out)
 *
 * @throws {UsageError} for what the command does not take, with the option that was probably meant
 */
export function parseOptions<const T extends Options>(
  args: string[],
  { usage, options, forgotten, positionals = 0 }: CommandLine<T>,
): Parsed<T> | undefined {
  const known: Options = { ...options, help: { type: 'boolean', short: 'h' } }
  const { tokens, values } = parseArgs({
    args,
    options: known,
    allowPositionals: true,
    strict: false,
    tokens: true,
  })
  const words = tokens.filter((token) => token.kind === 'positional')
  for (const token of tokens) {
    if (token.kind === 'option') checkOption(token, known, usage)
  }
  if (words.length > positionals) {
    throw unexpected(usage, words[positionals].value, forgotten)
  }
  if (values.help) {
    process.stdout.write(usage)
    return undefined
  }
  return parseArgs({ args, options, allowPositionals: true })
}

/** A call that cannot be understood: what is wrong with it, and where the help is. */
export function wrongUse(usage: string, problem: string, otherwise = ''): UsageError {
  const command = /^edgemint(?: [a-z]+)?(?= |:)/.exec(usage)?.[0] ?? 'edgemint'
  return new UsageError(`${problem}\n  → See ${command} --help${otherwise && `\n  → ${otherwise}`}`)
}

/** A word where none is expected; where it is one of an option's values, the option was forgotten. */
export function unexpected(
  usage: string,
  word: string,
  [option, values]: [option: string, values: readonly string[]] = ['', []],
): UsageError {
  const otherwise = values.includes(word) ? `Or write ${option} ${word}` : ''
  return wrongUse(usage, `"${word}" is not expected here.`, otherwise)
}

/** A value that must be one of a list: a target, a platform. */
export function checkName<Name extends string>(
  kind: string,
  value: string,
  known: readonly Name[],
): Name {
  const found = known.find((name) => name === value)
  if (found !== undefined) return found
  throw new UsageError(
    `there is no ${kind} "${value}".${didYouMean(value, known)}\n  → Write ${oneOf(known)}.`,
  )
}

/** `netlify, workers or pages`. */
export function oneOf(names: readonly string[]): string {
  return `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`
}

/** ` Did you mean build?`, or nothing. */
export function didYouMean(written: string, known: readonly string[], prefix = ''): string {
  const meant = nearestName(written, known)
  return meant === undefined ? '' : ` Did you mean ${prefix}${meant}?`
}

interface OptionToken {
  name: string
  /** As it is written: `-h`, `--help`. */
  rawName: string
  value?: string | undefined
  inlineValue?: boolean | undefined
}

function checkOption(token: OptionToken, known: Options, usage: string): void {
  const { name, rawName, value, inlineValue } = token
  if (!Object.hasOwn(known, name)) {
    throw wrongUse(
      usage,
      `there is no option ${rawName}.${didYouMean(name, Object.keys(known), '--')}`,
    )
  }
  if (known[name].type === 'boolean') {
    if (value !== undefined) throw wrongUse(usage, `${rawName} takes no value.`)
  } else if (value === undefined || (!inlineValue && /^-./.test(value))) {
    const [shown = `--${name} VALUE`] = new RegExp(`--${name} [A-Z]+`).exec(usage) ?? []
    throw wrongUse(usage, `${rawName} needs a value: ${shown}`)
  }
}
