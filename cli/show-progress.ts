import { plainText } from '../doctor/plain-text.ts'

export interface Progress {
  show: (line: string) => void
  clear: () => void
}

/**
 * One line that is written over, for somebody who waits longer than a second; nothing in a log or a pipe.
 *
 * @param isWanted whether there is to be any
 */
export function showProgress(isWanted = true): Progress {
  const { stderr } = process
  if (!stderr.isTTY || !isWanted) return { show: () => {}, clear: () => {} }
  const clear = (): void => void stderr.write('\r\x1b[K')
  return { clear, show: (line) => void stderr.write(`\r\x1b[K${plainText(line).slice(0, 79)}`) }
}
