import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { suite, test } from 'node:test'
import { startTarget } from '../../platforms/build.ts'
import { keepRunning } from '../../platforms/keep-running.ts'
import type { Runtime } from '../../platforms/runtime.ts'
import { findTarget, type TargetName } from '../../platforms/targets.ts'
import { UsageError } from '../../shared/config/usage-error.ts'
import { policyOf } from '../cli/policy-of.ts'

/** The process of each engine that has one; CloudFront's njs is a new one for each request. */
const processes: [TargetName, RegExp][] = [
  ['netlify', /lambda-host/],
  ['netlify-edge', /deno run/],
  ['workers', /workerd serve/],
]
const policy = policyOf({ site: 'https://www.example.com' })

suite('an engine whose process is killed', () => {
  for (const [name, program] of processes) {
    test(`${name} answers again, and closes`, { timeout: 60_000 }, async () => {
      const runtime = await startTarget(findTarget(name), policy)
      try {
        assert.equal(await mint(runtime), 204)
        const [first] = children(program)
        process.kill(first, 'SIGKILL')
        // What is asked until it runs again may fail, and says so.
        while ((await answered(runtime)) !== 204);
        const [second, ...others] = children(program)
        assert.notEqual(second, first)
        assert.deepEqual(others, [])
      } finally {
        await runtime.close()
      }
      assert.deepEqual(children(program), [])
    })
  }

  test('one that was killed last closes too', { timeout: 60_000 }, async () => {
    const runtime = await startTarget(findTarget('netlify'), policy)
    const asked = mint(runtime)
    process.kill(children(/lambda-host/)[0], 'SIGKILL')
    await assert.rejects(asked, (error: Error) => {
      assert.ok(error instanceof UsageError)
      assert.match(
        error.message,
        /^Netlify bootstrap \S+, Node \S+ was ended \(SIGKILL\) before it answered\.\n {2}→ Send the request again: /,
      )
      return true
    })
    await runtime.close()
  })

  test('is started once for all that ask meanwhile', async () => {
    let started = 0
    let isRunning = true
    const runtime = await keepRunning(async () => ({
      engine: `engine ${++started}`,
      isRunning: () => isRunning,
      fetch: async () => undefined,
      close: async () => {},
    }))
    isRunning = false
    const request = { method: 'GET', url: 'https://www.example.com/', headers: [] }
    await Promise.all([runtime.fetch(request), runtime.fetch(request)])
    assert.equal(started, 2)
  })
})

async function mint(runtime: Runtime): Promise<number | undefined> {
  const response = await runtime.fetch({
    method: 'PUT',
    url: 'https://www.example.com/set-auth-token',
    headers: [
      ['origin', 'https://www.example.com'],
      ['authorization', 'Bearer abc'],
    ],
  })
  return response?.status
}

const answered = (runtime: Runtime): Promise<number | undefined | Error> =>
  mint(runtime).catch((error: Error) => error)

/** Those of this process whose command line has it. */
function children(program: RegExp): number[] {
  const all = execFileSync('ps', ['-eo', 'ppid=,pid=,stat=,args='], { encoding: 'utf8' })
  return all.split('\n').flatMap((line) => {
    const [, parent, pid, state, args] = /^ *(\d+) +(\d+) +(\S+) +(.*)$/.exec(line) ?? []
    const isOne = Number(parent) === process.pid && !state.startsWith('Z') && program.test(args)
    return isOne ? [Number(pid)] : []
  })
}
