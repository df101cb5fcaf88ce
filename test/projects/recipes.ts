import { commandsOf, readBlocks } from '../documentation/blocks.ts'
import { readFileSync } from 'node:fs'

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
const [, section] = /^## In your own project\n([^]*?)^## /m.exec(readme)!

/** The three commands of the README's recipe: install, init, deploy. */
export const commands = readBlocks()
  .filter(
    ({ place, language, text }) =>
      place.startsWith('README.md:') && language === 'sh' && section.includes(text),
  )
  .flatMap(commandsOf)

/** `init` with what it would ask, from the README, for a platform. */
export function initFor(platform: string): string {
  const [, line] = /`npx (edgemint init --platform [^`]*)`/.exec(section)!
  return line.replaceAll('\n', ' ').replace(/--platform \w+/, `--platform ${platform}`)
}

/** The build script after init, composed of the two tables: to no build of one's own an option is added. */
export function buildScript(project: string, platform: string): string {
  const [, [build], [folder]] = row(project)
  const [, [added]] = row(platform)
  const command = added.replace('FOLDER', folder)
  return build.startsWith('--') ? `${command} ${build}` : `${build} && ${command}`
}

/** What the README says to write into a config file of a dev server, by the comment that names the file. */
export function configFile(name: string): string {
  const block = readBlocks().find(({ text }) => text.startsWith(`// ${name}\n`))
  if (!block) throw new Error(`the README has no ${name}`)
  return block.text
}

/** The code in the cells of a row. */
function row(name: string): string[][] {
  const line = section.split('\n').find((one) => one.startsWith(`| ${name}`))
  if (!line) throw new Error(`the README has no row ${name}`)
  const cells = line.split('|').slice(1, -1)
  return cells.map((cell) => [...cell.matchAll(/`([^`]*)`/g)].map(([, code]) => code))
}
