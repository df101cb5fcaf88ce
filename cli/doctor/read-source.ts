import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { UsageError } from '../../shared/config/usage-error.ts'
import { fileFailure } from '../../platforms/file-failure.ts'

/** What is read, for messages. */
interface Source {
  /** The option that names the file: `--facts`. */
  option: string
  /** What it should be: "a plan". */
  kind: string
  /** Octets. */
  longest: number
}

/** The UTF-8 text of a file, or with `-` of standard input; a byte order mark is no part of it. */
export async function readSource(file: string, { option, kind, longest }: Source): Promise<string> {
  const stream = file === '-' ? process.stdin : createReadStream(file)
  const chunks: Buffer[] = []
  let octets = 0
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      chunks.push(chunk)
      octets += chunk.length
      if (octets > longest) break
    }
  } catch (error) {
    throw unreadable(`${option} ${file}`, error)
  }
  if (octets > longest) {
    throw new UsageError(
      `${file} is too long for ${kind}.\n  → At most ${longest / 1_000_000} MB are read.`,
    )
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
  } catch {
    throw new UsageError(
      `${file} is not UTF-8 text.\n  → Save it again, with UTF-8 as its encoding.`,
    )
  }
}

/** The text of a file that an option names. */
export async function readText(file: string, option: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw unreadable(`${option} ${file}`, error)
  }
}

/** @param place the option and the file: `--ca FILE` */
export function unreadable(place: string, error: unknown): UsageError {
  return new UsageError(
    `${place} cannot be read: ${fileFailure(error)}.\n  → Check the name of the file.`,
  )
}
