import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parseArgs } from 'node:util'
import { load } from './load.ts'
import { fewestLooks, Memory } from './memory.ts'
import { subjects } from './subjects.ts'

// `npm run soak`: an hour's worth of requests in minutes, to what runs for long, and the memory of each of its processes.

const usage = `npm run soak -- [SUBJECT] [--requests N] [--port N]

  SUBJECT        ${Object.keys(subjects).join(', ')} (default: start)
  --requests N   how many (default: 72000, twenty a second for an hour)
  --port N       the port for http; the next one is for https (default: 18080)
`
const { subject, name, requests, port } = readOptions()
const site = createServer((_, response) => response.end('the site')).listen(0, '127.0.0.1')
await once(site, 'listening')
const args = subject.args(port, port + 1, (site.address() as AddressInfo).port)
const child = spawn(process.execPath, args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
process.once('exit', () => {
  // Whatever is left of it.
  try {
    process.kill(-child.pid!, 'SIGKILL')
  } catch {}
})
const ended = once(child, 'exit')
let said = ''
for (const stream of [child.stdout, child.stderr]) {
  stream.setEncoding('utf8').on('data', (text: string) => (said += text))
}
while (!said.includes('Ctrl-C stops')) {
  if (child.exitCode !== null || child.signalCode !== null) fail(`${name} did not start:\n${said}`)
  await Promise.race([once(child.stdout, 'data'), ended])
}
const greeted = said.length

const memory = new Memory()
const look = (): void => memory.look(child.pid!)
look()
const looks = setInterval(look, 1000)
const wrong: string[] = []
const began = Date.now()
let isAsked = true
void ended.then(() => isAsked && fail(`${name} ended:\n${said.slice(greeted)}`))
await load(subject.jobs, port, requests, (complaint) => wrong.push(complaint))
isAsked = false
const seconds = (Date.now() - began) / 1000
clearInterval(looks)
look()
const usages = memory.usages()
process.kill(-child.pid!, 'SIGINT')
const [exitCode] = await ended
site.close()

process.stdout.write(`${name}: ${requests} requests in ${seconds.toFixed()} s\n`)
process.stdout.write(`${'MB'.padEnd(28)} start    end   most\n`)
for (const { name: program, grows, ...each } of usages) {
  const figures = [each.start, each.end, each.most].map((figure) => figure.toFixed().padStart(6))
  process.stdout.write(`${program.padEnd(27)}${figures.join(' ')}${grows ? '  grows' : ''}\n`)
}
for (const complaint of wrong.slice(0, 20)) process.stdout.write(`wrong: ${complaint}\n`)
const mistakes = [
  wrong.length > 0 && `${wrong.length} wrong answers`,
  usages.some(({ grows }) => grows) && 'memory grows',
  said.length > greeted && `it said:\n${said.slice(greeted, greeted + 2000)}`,
  exitCode !== 0 && `Ctrl-C ended it with ${exitCode}`,
].filter((mistake) => mistake !== false)
if (mistakes.length > 0) fail(mistakes.join('\n'))
const isShort = memory.looks < fewestLooks
process.stdout.write(
  `All as it should be${isShort ? ', but too short to tell whether memory grows: see --requests' : ''}.\n`,
)

function fail(why: string): never {
  process.stderr.write(`${why}\n`)
  process.exit(1)
}

function readOptions() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        requests: { type: 'string', default: '72000' },
        port: { type: 'string', default: '18080' },
      },
    })
    const [given = 'start'] = positionals
    if (!Object.hasOwn(subjects, given)) throw new Error(`there is no ${given}`)
    const numbers = { requests: Number(values.requests), port: Number(values.port) }
    for (const [option, number] of Object.entries(numbers)) {
      if (!Number.isInteger(number) || number < 1) throw new Error(`--${option} is no number`)
    }
    return { subject: subjects[given], name: given, ...numbers }
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${usage}`)
    process.exit(2)
  }
}
