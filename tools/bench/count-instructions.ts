import { spawnSync } from 'node:child_process'
import { toViewerRequestEvent } from '../../platforms/cloudfront/event.ts'
import type { PlainRequest } from '../../platforms/runtime.ts'

/**
 * What a CloudFront Function costs for one request: the machine instructions of njs from the call of
 * `handler` until its promise is settled. Each call gets an event of its own, but reading that from
 * JSON does not count: CloudFront hands it over ready.
 *
 * The same to the digit on every run, so it shows what no clock does on a busy machine. It can move
 * by 0.3 % where a change elsewhere in the script shifts the layout of njs's memory.
 */
export function countInstructions(
  script: string,
  request: PlainRequest,
  repetitions = 100,
): number {
  const event = JSON.stringify(toViewerRequestEvent(request))
  const countCalls = (calls: number): number =>
    countRun(`${script}\n${callHandler(event, calls, 1 + repetitions)}`)
  // Of a difference, because njs starts first, and the first call makes what later ones use again.
  return Math.round((countCalls(1 + repetitions) - countCalls(1)) / repetitions)
}

/**
 * Reads the same events however many are used, so that their cost falls out of the difference. The
 * long names stay clear of the short ones in the minified script, which are global too.
 */
function callHandler(event: string, calls: number, events: number): string {
  return `const countedEvents = []
for (let countedIndex = 0; countedIndex < ${events}; countedIndex++) {
  countedEvents.push(JSON.parse(${JSON.stringify(event)}))
}
for (let countedIndex = 0; countedIndex < ${calls}; countedIndex++) {
  handler(countedEvents[countedIndex])
}`
}

/** All that njs executes for a script, from its start to its end, which is after the last promise. */
function countRun(script: string): number {
  const { stderr, stdout, error } = spawnSync(
    'valgrind',
    ['--tool=callgrind', '--callgrind-out-file=/dev/null', 'njs', '-s', '-'],
    {
      input: script,
      encoding: 'utf8',
      // njs keeps both in its memory: others would give other figures.
      cwd: '/',
      env: { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C' },
    },
  )
  const collected = /Collected : (\d+)/.exec(stderr ?? '')
  // Its message, if any, is about the script, which here holds no real token.
  if (!collected || stdout) throw error ?? new Error(`njs under valgrind: ${stdout || stderr}`)
  return Number(collected[1])
}
