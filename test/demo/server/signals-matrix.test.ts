import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { connect } from 'node:net'
import { after, before, suite, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { freePort } from '../../free-port.ts'
import { isInThisRun } from '../../matrix-cells.ts'
import { processesOfGroup } from '../../processes-of-group.ts'
import { copyProject, type Project } from './project.ts'

let project: Project
before(() => {
  project = copyProject()
})
after(() => project?.remove())

interface Running {
  port: number
  output: () => string
  /** Resolves when this was printed, in the same turn as it is read. */
  printed: (text: string) => Promise<void>
  signal: (name: NodeJS.Signals) => void
  /** As a terminal does, to all processes. */
  interrupt: () => void
  /** The command lines of those that it started. */
  processes: () => string
  /** Resolves to what is left when the process has ended, or was killed after a minute. */
  ended: () => Promise<{ exitCode: number | null; signal: string | null; left: string[] }>
}

async function run(): Promise<Running> {
  const [port, httpsPort] = await Promise.all([freePort(), freePort()])
  const args = ['demo/server/main.ts', '--port', String(port), '--https-port', String(httpsPort)]
  const child = spawn(process.execPath, args, {
    cwd: project.folder,
    env: { ...process.env, TMPDIR: project.temporary },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let output = ''
  const exit = once(child, 'exit')
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
      child.emit('printed')
    })
  }
  return {
    port,
    output: () => output,
    printed: async (text) => {
      while (!output.includes(text)) {
        if (child.exitCode !== null || child.signalCode !== null) throw new Error(output)
        await Promise.race([once(child, 'printed'), exit])
      }
    },
    signal: (name) => child.kill(name),
    processes: () => processesOfGroup(child.pid!).join('\n'),
    interrupt: () => process.kill(-child.pid!, 'SIGINT'),
    ended: async () => {
      const deadline = AbortSignal.timeout(60_000)
      deadline.addEventListener('abort', () => process.kill(-child.pid!, 'SIGKILL'))
      const [exitCode, signal] = await exit
      return { exitCode, signal, left: readdirSync(project.temporary) }
    },
  }
}

/** Waits for the demo's servers, which listen before its endpoints are built. */
async function listening(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, '127.0.0.1')
    const isOpen = await once(socket, 'connect').then(
      () => true,
      () => false,
    )
    socket.destroy()
    if (isOpen) return
    await setTimeout(5)
  }
}

const tidy = { exitCode: 0, signal: null, left: [] }

/** A test, where it is played in this run. */
function cell(isSample: boolean, title: string, play: () => Promise<void>): void {
  if (isInThisRun(isSample)) test(title, play)
}

// Each cell starts the whole demo. `npm test` plays a sample: a signal while it runs, and one before.
suite('a signal ends the demo tidily, whenever it comes', () => {
  for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    cell(name === 'SIGTERM', `${name} with the greeting`, async () => {
      const demo = await run()
      await demo.printed('edgemint is ready')
      demo.signal(name)
      assert.deepEqual(await demo.ended(), tidy)
      assert.doesNotMatch(demo.output(), /Error|^ +at /m)
    })
  }

  cell(true, 'while the endpoints are built: the demo does not greet any more', async () => {
    const demo = await run()
    await listening(demo.port)
    demo.signal('SIGTERM')
    assert.deepEqual(await demo.ended(), tidy)
    assert.equal(demo.output(), '')
  })

  cell(
    true,
    'Ctrl-C while they are built, which ends the bundler and the engines too',
    async () => {
      const demo = await run()
      await listening(demo.port)
      demo.interrupt()
      assert.deepEqual(await demo.ended(), tidy)
      assert.equal(demo.output(), '')
    },
  )

  cell(false, 'while an edit is taken up', async () => {
    const demo = await run()
    await demo.printed('Ctrl-C stops')
    project.edit('edgemint.config.ts', (text) => `${text}\n`)
    await setTimeout(150)
    demo.signal('SIGTERM')
    assert.deepEqual(await demo.ended(), tidy)
  })

  cell(false, 'after an edit was taken up', async () => {
    const demo = await run()
    await demo.printed('Ctrl-C stops')
    project.edit('edgemint.config.ts', (text) => `${text}\n`)
    await demo.printed('Reloaded.')
    demo.signal('SIGTERM')
    assert.deepEqual(await demo.ended(), tidy)
  })

  cell(false, 'a second signal ends it at once', async () => {
    const demo = await run()
    await listening(demo.port)
    demo.signal('SIGTERM')
    await setTimeout(100)
    demo.signal('SIGINT')
    const { exitCode } = await demo.ended()
    assert.equal(exitCode, 130)
  })
})
