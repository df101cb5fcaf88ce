import { withScripts, type Scripts } from './script-calls.ts'

/** The commands of a script and of all scripts that it calls, one by one. */
export function stepsOf(script: string, scripts: Scripts): string[] {
  return withScripts(script, scripts).flatMap(stepsIn)
}

/** Those of one script; comments of the shell left out. */
function stepsIn(script: string): string[] {
  return script
    .replace(/(?<=^|\s)#.*$/gm, '')
    .replace(/\d?>&\d|&>/g, '>')
    .split(/[&|;\n]+/)
    .map((step) => step.replace(/^[\s(]+|[\s)]+$/g, ''))
    .filter((step) => step !== '')
}

/** Whether a command is an `edgemint build` that is told to build this target, alone or with others. */
export function isBuildOf(step: string, target: string): boolean {
  return new RegExp(
    `\\bedgemint build\\b.*--target[ =](?:["']?[a-z-]+["']? +)*["']?${target}(?![\\w-])`,
  ).test(step)
}

/** What writes nothing but a site, by options and configs of its own, or moves files about. */
const seen = new Set(
  [
    'astro docusaurus eleventy gatsby hexo hugo jekyll mkdocs next ng nuxi nuxt react-router react-scripts remix',
    'vite vitepress vue-cli-service zola babel esbuild lessc parcel postcss rollup sass svelte-check svelte-kit',
    'swc tailwindcss tsc tsup vue-tsc webpack biome eslint jest oxlint prettier stylelint vitest',
    'cat cp cpy echo exit export ls mkdir mv printf rimraf rm sed set test touch true',
    'edgemint npm run-s run-p npm-run-all npm-run-all2',
  ].flatMap((names) => names.split(' ')),
)

/** Whether what a script runs is known here, down to the last that it calls. */
export function isAllSeen(script: string, scripts: Scripts): boolean {
  return stepsOf(script, scripts).every((step) => isSeen(step, scripts))
}

/** No program of the project's own is, and no scripts of another package. */
function isSeen(step: string, scripts: Scripts): boolean {
  const program = programOf(step, scripts)
  if (/`|\$\(/.test(step) || (program.includes('/') && !isInstalled.test(program))) return false
  return seen.has(program.replace(isInstalled, '').replace(/(?<=.)@.*/, ''))
}

/** A package with a scope, such as `@11ty/eleventy`, or a program of one: its last word is the program's name. */
const isInstalled = /^@[^/]+\/|^(?:\.\/)?node_modules\/\.bin\//

/** The word that names the program; of a package manager that runs a script by its name, `npm`. */
function programOf(step: string, scripts: Scripts): string {
  const command = step
    .replace(/^(?:(?:\w+=\S*|cross-env|env|exec|time) +)*/, '')
    .replace(
      /^(?:npx|bunx|pnpx|bundle exec|(?:npm|pnpm|yarn) exec|(?:pnpm|yarn) dlx|bun x) +(?:-\S+ +)*/,
      '',
    )
  const [program, ...words] = command.split(/\s+/)
  if (!/^(?:npm|pnpm|yarn|bun)$/.test(program)) return program
  if (isElsewhere.test(command)) return ''
  const called = words.find((word) => !/^(?:-.*|run|run-script)$/.test(word))
  // The others run a program of that name, where there is no such script.
  const isOwn = called === undefined || called in scripts || /^(?:i|install|ci)$/.test(called)
  return program === 'npm' || isOwn ? 'npm' : called
}

const isElsewhere =
  / (?:-r|-F|-C|-w|-ws|--recursive|--filter|--prefix|--cwd|--dir|--workspaces?|workspaces?)\b/
