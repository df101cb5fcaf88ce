import { buildCommand, folders, productFor } from '../../platforms/netlify/product.ts'
import { UsageError } from '../../shared/config/usage-error.ts'
import {
  addCommand,
  addToBuildScript,
  buildsTarget,
  leaveToUser,
  shellWord,
  withClient,
} from './build-script.ts'
import type { Draft } from './draft.ts'
import type { Choices } from './choices.ts'
import type { Project } from './project.ts'
import { findSiteBuild, type SiteBuild } from './site-build.ts'
import { quoted, textAt } from './text/config-text.ts'

/**
 * Netlify takes every function that a build leaves in `.netlify/v1`, so the build command is all there is
 * to change: the one of netlify.toml, which Netlify prefers, else the script that its settings call as a rule.
 * https://docs.netlify.com/build/frameworks/frameworks-api/
 */
export function planNetlify(draft: Draft, { output, policy }: Choices): void {
  const { project } = draft
  const command = buildCommand(policy)
  const { netlify, manifest } = project
  checkBase(project)
  const script = (manifest && textAt(manifest, ['scripts', 'build'])) ?? ''
  const paths = [
    ['build', 'command'],
    ...(netlify?.names(['context']) ?? []).map((context) => ['context', context, 'command']),
  ].filter((path) => netlify?.has(path))

  const others = Object.keys(folders).filter((product) => product !== productFor(policy))
  const former = [script, ...paths.map((path) => textAt(netlify!, path) ?? '')].find((text) =>
    others.some((product) => buildsTarget(text, `--target ${product}`)),
  )
  if (former !== undefined) {
    draft.byHand.push({
      text: `Your build writes what the config no longer asks for (${former}). Let it run in place of that`,
      lines: [withClient(draft, command, output)],
    })
    return
  }
  const hasCommand = netlify?.has(['build', 'command']) ?? false
  // Where package.json builds edgemint, a command that calls its script does so, too.
  let scriptBuilds = buildsTarget(script, command)
  const site = findSiteBuild(project, output)
  // Where nothing shows how the pages come about, Netlify's settings may know.
  const isShown = project.framework || script || output !== undefined
  if (!hasCommand && !(site.isKnown && isShown)) {
    leaveCommand(draft, site, withClient(draft, command, output))
  } else if (!hasCommand) {
    const hadScript = addToBuildScript(draft, command, output)
    if (!hadScript) tellNetlifyToBuild(draft, `${project.packageManager.run} build`, output)
    scriptBuilds = true
  }
  for (const path of paths) {
    const value = textAt(netlify!, path)
    const callsScript = value !== undefined && /^(?:npm|pnpm|yarn|bun)(?: run)? build$/.test(value)
    if (!(scriptBuilds && callsScript))
      addCommand(draft, 'netlify.toml', path, withClient(draft, command, output), 'after')
  }
  if (output === '.') {
    draft.notes.push(
      'your pages lie beside package.json, so Netlify publishes that and edgemint.config.ts too (nothing secret is in them). Pages in a folder of their own, such as public/, are safer.',
    )
  }
}

/** Netlify builds in the folder `base`, where it looks for the package.json and for what a build leaves. */
function checkBase({ netlify, files }: Project): void {
  const base = netlify && textAt(netlify, ['build', 'base'])?.replace(/^\.?\/+|\/+$/g, '')
  // Relative to the repository: in the folder itself it leads nowhere.
  if (!base || base === '.' || !files.isFolder(base)) return
  throw new UsageError(
    `netlify.toml says that the site is built in ${base} (base), so that folder is the project.\n  → Run edgemint init there: cd ${shellWord(base)}`,
  )
}

/** A command of ours in netlify.toml would take the place of the one that builds the site now. */
function leaveCommand(draft: Draft, site: SiteBuild, command: string): void {
  leaveToUser(draft, site, command, 'after', (line, yours) => ({
    text: `netlify.toml: what builds your pages on Netlify is not known here. Under [build], write ${yours} together with edgemint:`,
    lines: [`command = ${JSON.stringify(line)}`],
  }))
}

/** There was nothing to build before: Netlify would not run the script by itself. */
function tellNetlifyToBuild(draft: Draft, build: string, output: string | undefined): void {
  draft.notes.push(
    'Netlify runs the command in netlify.toml in place of the one in its settings. If there is another one there, put it before edgemint build.',
  )
  if (draft.project.netlify) {
    draft.add('netlify.toml', ['build', 'command'], build, ['publish'])
    return
  }
  if (output === undefined) {
    draft.notes.push(
      'it is not clear which folder visitors see, so Netlify would publish all of the project. Write publish = "…" into netlify.toml, or take it out and run this again with --output.',
    )
  }
  const publish = output === undefined ? '' : `publish = ${quoted(output)}\n`
  draft.create('netlify.toml', `[build]\ncommand = "${build}"\n${publish}`)
}
