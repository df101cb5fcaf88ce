import { buildCommand } from './build/command.ts'
import { UsageError } from './usage-error.ts'

const usage = `edgemint: auth cookies that Safari keeps, from a function on your own site

  edgemint build    write the bundles that the CDNs run

  edgemint build --help shows the options.
`

const commands: Record<string, (args: string[]) => Promise<void>> = { build: buildCommand }

const [name = '', ...args] = process.argv.slice(2)
try {
  if (['', 'help', '--help', '-h'].includes(name)) process.stdout.write(usage)
  else if (Object.hasOwn(commands, name)) await commands[name](args)
  else throw new UsageError(`there is no command "${name}".\n\n${usage}`)
} catch (error) {
  // What the user can mend is told in words; anything else is our own bug and keeps its stack.
  if (!(error instanceof UsageError)) throw error
  process.stderr.write(`edgemint: ${error.message}\n`)
  process.exitCode = error.exitCode
}
