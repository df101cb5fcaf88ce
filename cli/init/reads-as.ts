import { isDeepStrictEqual } from 'node:util'
import { UsageError } from '../../shared/config/usage-error.ts'
import { parseConfigText } from './project.ts'
import type { ConfigText, Data } from './text/config-text.ts'

/** Whether an edited config file can be read, and says what it said before but for one value. */
export function readsAs(
  edited: string,
  file: string,
  before: ConfigText,
  path: string[],
  value: Data,
): boolean {
  try {
    const expected = withValue(before.data(), path, value)
    return isDeepStrictEqual(parseConfigText(edited, file).data(), expected)
  } catch (error) {
    if (error instanceof UsageError) return false
    throw error
  }
}

/** What stands at a path, if anything does. */
export function valueAt(data: unknown, path: string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (inner as Record<string, unknown> | undefined)?.[key],
    data,
  )
}

function withValue(data: unknown, [key, ...rest]: string[], value: Data): Record<string, unknown> {
  const record = (data ?? {}) as Record<string, unknown>
  const inner = rest.length === 0 ? value : withValue(record[key], rest, value)
  return { ...record, [key]: inner }
}
