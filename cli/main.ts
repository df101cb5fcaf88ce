import { plainLines } from '../doctor/plain-text.ts'
import { UsageError } from '../shared/config/usage-error.ts'

const usage = `edgemint: auth cookies that Safari keeps, from a function on your own site

  edgemint build     write the bundles that the CDNs run
  edgemint doctor    say whether Safari will keep the cookie of a site

  edgemint COMMAND --help shows the options.
`

// Each is loaded when it is asked for: the bundler alone takes longer to load than doctor takes to look.
const commands: Record<string, () => Promise<(args: string[]) => Promise<void>>> = {
  build: async () => (await import('./build/command.ts')).buildCommand,
  doctor: async () => (await import('./doctor/command.ts')).doctorCommand,
}

const [name = '', ...args] = process.argv.slice(2)
try {
  if (['', 'help', '--help', '-h'].includes(name)) process.stdout.write(usage)
  else if (Object.hasOwn(commands, name)) await (await commands[name]())(args)
  else throw new UsageError(`there is no command "${name}".\n\n${usage}`)
} catch (error) {
  // What the user can put right is said in words; anything else is our own bug and keeps its stack.
  if (!(error instanceof UsageError)) throw error
  process.stderr.write(plainLines(`edgemint: ${error.message}\n`))
  process.exitCode = error.exitCode
}
