import { fileFailure } from '../platforms/file-failure.ts'

/**
 * A reader that has seen enough, such as `head`, is no mistake, and the work goes on without it. What cannot be printed
 * because a disk is full is told, and the command has failed.
 */
export function watchStandardOutput(): void {
  let isTold = false
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || isTold) return
    isTold = true
    process.stderr.write(
      `edgemint: what this command prints cannot be written: ${fileFailure(error)}.\n`,
    )
    process.once('exit', (exitCode) => (process.exitCode = exitCode || 1))
  })
  // There is nowhere left to tell it.
  process.stderr.on('error', () => {})
}
