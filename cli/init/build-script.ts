import { posix } from 'node:path'
import { isBuildOf } from '../../platforms/build-steps.ts'
import { mark } from '../../platforms/target.ts'
import type { Advice, Draft } from './draft.ts'
import { ignore } from './git-ignore.ts'
import { findSiteBuild, scriptsOf, type SiteBuild } from './site-build.ts'
import { textAt } from './text/config-text.ts'

/** When the bundles are built: after the site, or before it where the site's build needs them. */
export type Order = 'after' | 'before'

/**
 * Lets the build script of package.json build edgemint, too. Says whether there was a script before, so that
 * the platform can be expected to run it.
 */
export function addToBuildScript(
  draft: Draft,
  build: string,
  output: string | undefined,
  order: Order = 'after',
): boolean {
  const { manifest } = draft.project
  const site = findSiteBuild(draft.project, output)
  const command = withClient(draft, build, output)
  const hadScript = manifest?.has(['scripts', 'build']) ?? false
  if (!site.isKnown) {
    leaveToUser(draft, site, command, order, (line, yours) => {
      if (site.isHidden)
        return {
          text: 'package.json: what "build" under "scripts" calls is not seen here. If it builds your pages, let it build edgemint, too:',
          lines: [buildLine(inOrder(textAt(manifest!, ['scripts', 'build']), command, order))],
        }
      if (hadScript)
        return {
          text: 'package.json: "build" under "scripts" does not build your pages, it seems. Let what builds them build edgemint, too:',
          lines: [line],
        }
      return {
        text: `package.json: what builds your pages is not known here. Under "scripts", write ${yours} together with edgemint:`,
        lines: [buildLine(line)],
      }
    })
  } else if (hadScript) {
    addCommand(draft, 'package.json', ['scripts', 'build'], command, order)
  } else {
    const script = inOrder(site.command, command, order)
    if (manifest) {
      draft.add('package.json', ['scripts', 'build'], script, ['dev', 'start'])
    } else {
      const created = { private: true, scripts: { build: script } }
      draft.create('package.json', JSON.stringify(created, null, 2) + '\n')
    }
  }
  return hadScript
}

const buildLine = (script: string): string => `"build": ${JSON.stringify(script)}`

/** Says what to write where what builds the site is a guess, unless a script does so already. */
export function leaveToUser(
  draft: Draft,
  site: SiteBuild,
  command: string,
  order: Order,
  advice: (line: string, yours: string) => Advice,
): void {
  if (Object.values(scriptsOf(draft.project)).some((script) => buildsTarget(script, command)))
    return
  const guess = site.command ?? 'YOUR-BUILD'
  const yours = `your own build command (here as ${guess})`
  draft.byHand.push(advice(inOrder(guess, command, order), yours))
}

function inOrder(site: string | undefined, command: string, order: Order): string {
  const commands = site === undefined ? [command] : [site, command]
  return (order === 'after' ? commands : commands.toReversed()).join(' && ')
}

/** The command, which writes the client as well where a page could not have it otherwise. */
export function withClient(draft: Draft, command: string, output: string | undefined): string {
  const client = clientFile(draft, output)
  if (client === undefined) return command
  ignore(draft, client.includes('/') ? client : `/${client}`)
  return `${command} --client ${shellWord(client)}`
}

/** Adds a command to one that is there: `vite build && edgemint build`. Once is enough. */
export function addCommand(
  draft: Draft,
  file: string,
  path: string[],
  command: string,
  order: Order,
): void {
  const config = file === 'package.json' ? draft.project.manifest : draft.project.netlify
  const found = config?.find(path)
  const script = found?.kind === 'text' ? found.value : ''
  const name = `"${path.join('.')}"`
  // What stands behind it is no use to anybody, be it ours.
  if (order === 'after' && endsShell(script.split('edgemint build')[0])) {
    draft.byHand.push({
      text: `${file}: ${name} ends its shell (exec or exit), so that nothing behind that runs. Take the word out, and run at the end`,
      lines: [command],
    })
    return
  }
  if (buildsTarget(script, command)) return
  if (order === 'after' && leavesFolder(script)) {
    draft.byHand.push({
      text: `${file}: ${name} goes to another folder, and edgemint is built in this one. Write there`,
      lines: [`(${script}) && ${command}`],
    })
    return
  }
  if (!canBeJoined(script, order)) {
    draft.byHand.push({
      text: `${file}: ${order === 'after' ? 'at the end of' : 'before what is in'} ${name}, run`,
      lines: [command],
    })
    return
  }
  if (order === 'after') draft.join(file, path, 'end', ` && ${command}`)
  else draft.join(file, path, 'start', `${command} && `)
}

/** Whether a script builds this target already, wherever to. */
export function buildsTarget(script: string, command: string): boolean {
  const target = /--target (\S+)/.exec(command)?.[1]
  const builds = script.match(/\bedgemint build\b[^&|;]*/g) ?? []
  return builds.some((known) =>
    target === undefined ? !known.includes('--target') : isBuildOf(known, target),
  )
}

/** Not after what runs in the background, a comment or a line that goes on; and not where there is nothing. */
function canBeJoined(script: string, order: Order): boolean {
  // A line of its own cannot begin with &&, and what ends a text of several lines stands alone.
  if (order === 'after' && /[\r\n]\s*$|<</.test(script)) return false
  return script.trim() !== '' && !/[&|;\\]\s*$|(?:^|\s)#|^\s*[&|;]/.test(script)
}

/** `exec vite build` or `vite build && exit 0`: nothing behind it runs. `… || exit 1` ends what has failed. */
function endsShell(script: string): boolean {
  return /(?:^|[\n;{(]|&&)\s*(?:\w+=\S*\s+)*(?:exec|exit)(?![\w-])/.test(script)
}

/** `cd web && npm run build`: what is added at the end runs there, too. In brackets it would not. */
function leavesFolder(script: string): boolean {
  return /(?:^|[&|;])\s*(?:cd|pushd)\s/.test(script)
}

/**
 * Where a page without a bundler finds the client, beside the pages: build writes it there, and git ignores it.
 * Undefined where a framework bundles it, or where it is not known which folder visitors see.
 */
export function clientFile({ project }: Draft, output: string | undefined): string | undefined {
  const { framework, files } = project
  if ((framework && framework.bundles !== false) || output === undefined) return undefined
  const [file, other] = ['edgemint.js', 'edgemint-client.js'].map((name) =>
    posix.join(output, name),
  )
  // One of that name that is somebody's own is never written over.
  return (files.read(file) ?? mark).startsWith(mark) ? file : other
}

/** A folder as a word of a command. */
export function shellWord(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `"${text.replace(/["$`\\]/g, '\\$&')}"`
}
