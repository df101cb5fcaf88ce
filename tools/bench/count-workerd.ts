import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startWorkers, type Workers } from './workerd-load.ts'

/**
 * The machine instructions of workerd from its start to its end, with all that Workers are asked in between. Other load
 * does not change them, but when workerd compiles and collects is its own choice: they vary by some per cent.
 */
export async function countWorkerd(
  scripts: Record<string, string>,
  use: (workers: Workers) => Promise<void>,
): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'edgemint-bench-'))
  const file = join(folder, 'counted')
  try {
    const options = ['--quiet', '--smc-check=all-non-file', `--callgrind-out-file=${file}`]
    const workers = await startWorkers(scripts, ['valgrind', '--tool=callgrind', ...options])
    try {
      await use(workers)
    } finally {
      await workers.close()
    }
    const sum = /^(?:summary|totals): (\d+)$/m.exec(await readFile(file, 'latin1'))
    if (!sum) throw new Error('valgrind has counted nothing of workerd')
    return Number(sum[1])
  } finally {
    await rm(folder, { recursive: true })
  }
}
