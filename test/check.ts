import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

// `npm run check`: format, lint and types, one after the other, and beside them the fast tests, in two halves. Where
// format, lint or types fail, that is the last word, and the tests are not waited for. Of tests that pass there are
// the counts alone; of a half in which one fails, all that it says.

const halves = ['doctor', 'others'].map(startHalf)

const lint = spawn('npm run --silent lint:all', { stdio: 'inherit', shell: true })
const [status] = await once(lint, 'exit')
if (status === 0) {
  await reportTests()
} else {
  process.exitCode = 1
  for (const { child } of halves) child.kill()
}

function startHalf(half: string): { child: ReturnType<typeof spawn>; said: Promise<string> } {
  const argv = [join(import.meta.dirname, 'run.ts'), '--fast', half]
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] })
  return {
    child,
    said: Promise.all([text(child.stdout), once(child, 'exit')]).then(([all]) => all),
  }
}

async function reportTests(): Promise<void> {
  const sums = [0, 0, 0]
  for (const { child, said } of halves) {
    const all = await said
    const counts = /^(\d+) passed, (\d+) failed, (\d+) skipped$/m.exec(all)
    for (const at of sums.keys()) sums[at] += Number(counts?.[at + 1] ?? 0)
    // A process that died has no counts.
    if (child.exitCode === 0 && counts) continue
    process.exitCode = 1
    process.stdout.write(all)
  }
  const [passed, failed, skipped] = sums
  process.stdout.write(`\n${passed} passed, ${failed} failed, ${skipped} skipped\n`)
}
