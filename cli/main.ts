import { readFileSync } from 'node:fs'
import { plainLines } from '../doctor/plain-text.ts'
import { UsageError } from '../shared/config/usage-error.ts'
import { fileMistake } from '../platforms/file-failure.ts'
import { didYouMean, wrongUse } from './parse-options.ts'
import { watchStandardOutput } from './standard-output.ts'

const usage = `edgemint: auth cookies that Safari keeps, from a function on your own site

  edgemint init      set edgemint up in the project in this folder
  edgemint build     write the bundles that the CDNs run
  edgemint dev       the endpoint before the dev server that you have
  edgemint deploy    have the platform's own program upload it, and look
  edgemint attach    put it on a CloudFront distribution that there is
  edgemint detach    take it out of the distribution again
  edgemint template  print it for CloudFormation, the CDK or Terraform
  edgemint doctor    say whether Safari will keep the cookie of a site
  edgemint try       put it on a public address for an hour, without an account

  edgemint COMMAND --help shows the options, edgemint --version the version.
`

// Each is loaded when it is asked for: the bundler alone takes longer to load than doctor takes to look.
const commands: Record<string, () => Promise<(args: string[]) => Promise<void>>> = {
  attach: async () => (await import('./attach/command.ts')).attachCommand,
  build: async () => (await import('./build/command.ts')).buildCommand,
  dev: async () => (await import('./dev/command.ts')).devCommand,
  deploy: async () => (await import('./deploy/command.ts')).deployCommand,
  detach: async () => (await import('./detach/command.ts')).detachCommand,
  doctor: async () => (await import('./doctor/command.ts')).doctorCommand,
  init: async () => (await import('./init/command.ts')).initCommand,
  template: async () => (await import('./template/command.ts')).templateCommand,
  try: async () => (await import('./try/command.ts')).tryCommand,
}

watchStandardOutput()
const [name = '', ...args] = process.argv.slice(2)
try {
  if (['', 'help', '--help', '-h'].includes(name)) process.stdout.write(usage)
  else if (['--version', '-v'].includes(name)) process.stdout.write(`${version()}\n`)
  else if (Object.hasOwn(commands, name)) await (await commands[name]())(args)
  else throw unknown(name)
} catch (thrown) {
  // What the user can put right is said in words; anything else is our own bug and keeps its stack.
  const error = fileMistake(thrown, 1) ?? thrown
  if (!(error instanceof UsageError)) throw error
  process.stderr.write(plainLines(`edgemint: ${error.message}\n`))
  process.exitCode = error.exitCode
}

function unknown(written: string): UsageError {
  const [, dashes, word] = /^(-*)(.*)$/s.exec(written)!
  if (!dashes) {
    const meant = didYouMean(written, Object.keys(commands))
    return wrongUse(usage, `there is no command "${written}".${meant}`)
  }
  return wrongUse(
    usage,
    `there is no option ${written}.${didYouMean(word, ['help', 'version'], '--')}`,
  )
}

function version(): string {
  // The package holds this file one folder deeper, compiled.
  const up = import.meta.url.endsWith('.ts') ? '../' : '../../'
  return JSON.parse(readFileSync(new URL(`${up}package.json`, import.meta.url), 'utf8')).version
}
