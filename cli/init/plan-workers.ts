import { basename, isAbsolute } from 'node:path'
import { covers } from '../../platforms/cloudflare/path-patterns.ts'
import { outputFolder } from '../../platforms/vendor.ts'
import { compatibilityDate, files as names } from '../../platforms/cloudflare/vendor.ts'
import { ownPaths } from '../../shared/core/paths.ts'
import type { Policy } from '../../shared/core/policy.ts'
import { UsageError } from '../../shared/config/usage-error.ts'
import { addToBuildScript } from './build-script.ts'
import type { Draft } from './draft.ts'
import { callFromFramework, callFromWorker } from './own-worker.ts'
import type { Choices } from './choices.ts'
import { textAt, type ConfigText, type Data } from './text/config-text.ts'

const main = `${outputFolder}/${names.worker}`

/** What is in a project and no page of it. */
const notPages = [
  outputFolder,
  '.wrangler',
  'node_modules',
  '.git',
  '.env*',
  '.dev.vars*',
  '.npmrc',
  'edgemint.config.*',
  'package*.json',
  'wrangler.*',
]

/** The Worker stands in front of the site's files, and is asked first for our paths alone. */
export function planWorkers(draft: Draft, { output, policy }: Choices): void {
  const { wrangler, ownsWorker, packages } = draft.project
  const command = 'edgemint build --target workers'
  if (wrangler?.has(['pages_build_output_dir'])) {
    throw new UsageError(
      `${wrangler.file} is for Cloudflare Pages (pages_build_output_dir), and one file cannot serve both.\n  → Write --platform pages`,
    )
  }
  if (ownsWorker) {
    addToBuildScript(draft, command, output, 'before')
    callFromFramework(draft, policy)
    if (wrangler) runWorkerFirst(draft, wrangler.file, policy, true)
    return
  }
  const theirs = wrangler && textAt(wrangler, ['main'])
  const isTheirs = wrangler?.has(['main']) && theirs?.replace(/^\.\//, '') !== main
  // Cloudflare's Vite plugin bundles the Worker, so it must be there when Vite starts.
  const isBundled = isTheirs || packages.has('@cloudflare/vite-plugin')
  addToBuildScript(draft, command, output, isBundled ? 'before' : 'after')
  if (!wrangler) createWrangler(draft, output, policy)
  else if (isTheirs) callFromWorker(draft, theirs)
  else editWrangler(draft, wrangler.file, output, policy)
  if (wrangler) runWorkerFirst(draft, wrangler.file, policy, isTheirs ?? false)
  if (wrangler) tellOfEnvironments(draft, wrangler.file, policy)
  if (output === '.' && !isTheirs) keepFromVisitors(draft)
}

function createWrangler(draft: Draft, output: string | undefined, policy: Policy): void {
  const { manifest, files } = draft.project
  const name = (manifest && textAt(manifest, ['name'])) ?? basename(files.folder)
  const config = {
    $schema: './node_modules/wrangler/config-schema.json',
    name: workerName(name),
    main,
    compatibility_date: compatibilityDate,
    assets: assets(output, policy),
  }
  // Lists of one path read better on one line.
  const text = JSON.stringify(config, null, 2).replace(/\[\s+("[^"\n]*")\s+\]/g, '[$1]')
  draft.create('wrangler.jsonc', `${text}\n`)
}

function editWrangler(
  draft: Draft,
  file: string,
  output: string | undefined,
  policy: Policy,
): void {
  const wrangler = draft.project.wrangler!
  if (!wrangler.has(['main'])) draft.add(file, ['main'], main, ['name'])
  if (!wrangler.has(['compatibility_date'])) {
    draft.add(file, ['compatibility_date'], compatibilityDate, ['main'])
  }
  if (!wrangler.has(['assets'])) {
    draft.add(file, ['assets'], assets(output, policy), ['compatibility_date', 'main'])
    if (wrangler.has(['site'])) {
      const text = `${file}: take "site" out, since wrangler refuses it beside "assets", which serves the same files`
      draft.byHand.push({ text })
    }
    return
  }
  if (isNoTable(wrangler)) return
  if (!wrangler.has(['assets', 'binding'])) {
    draft.add(file, ['assets', 'binding'], 'ASSETS', ['directory'])
  } else if (textAt(wrangler, ['assets', 'binding']) !== 'ASSETS') {
    draft.byHand.push({
      text: `${file}: the Worker finds your pages by the name ASSETS. Write`,
      lines: [wrangler.written(['binding'], 'ASSETS')],
    })
  }
}

/** `assets = "./dist"`. */
function isNoTable(wrangler: ConfigText): boolean {
  const { kind } = wrangler.find(['assets']) ?? {}
  return kind !== undefined && kind !== 'record'
}

/**
 * Without `run_worker_first` a form post to the endpoint may be answered by the asset server, with 405. But where that
 * answers for what is missing, it does so for all that is not in the list, which a Worker of theirs has answered so far.
 */
function runWorkerFirst(draft: Draft, file: string, policy: Policy, isTheirs: boolean): void {
  const wrangler = draft.project.wrangler!
  if (!wrangler.has(['assets'])) return
  if (isNoTable(wrangler)) {
    const table = assets(textAt(wrangler, ['assets']) ?? 'dist', policy)
    draft.byHand.push({
      text: `${file}: wrangler takes no "assets" but a table. In its place, write`,
      lines: [wrangler.written(['assets'], table)],
    })
    return
  }
  const path = ['assets', 'run_worker_first']
  const found = wrangler.find(path)
  const listed = found?.kind === 'list' ? found.items.filter(({ kind }) => kind === 'text') : []
  const patterns = listed.map((item) => (item as { value: string }).value)
  const missing = ownPaths(policy).filter((own) => !covers(patterns, own))
  const excluded = missing.filter((own) => !covers([...patterns, own], own))
  const missingPages = textAt(wrangler, ['assets', 'not_found_handling']) ?? 'none'
  if (!found && isTheirs && missingPages !== 'none') {
    draft.byHand.push({
      text: `${file}: Cloudflare answers for what is not among your files (not_found_handling), unless it is told to ask the Worker first. In assets, name our path and each other path that your Worker answers`,
      lines: [wrangler.written(['run_worker_first'], [...ownPaths(policy), '…'])],
    })
  } else if (!found) {
    draft.add(file, path, ownPaths(policy), ['binding', 'directory'])
  } else if (found.kind === 'list') {
    if (excluded.length > 0) {
      draft.byHand.push({
        text: `${file}: in run_worker_first, the pattern with ! takes out again what the Worker must be asked for. Change it, so that it leaves`,
        lines: excluded,
      })
    }
    for (const own of missing.filter((each) => !excluded.includes(each))) {
      draft.addItem(file, path, own)
    }
  } else if (wrangler.text.slice(found.start, found.end) !== 'true') {
    draft.byHand.push({
      text: `${file}: let Cloudflare ask the Worker before it looks for a file, on this path. In assets, write`,
      lines: [wrangler.written(['run_worker_first'], ownPaths(policy))],
    })
  }
}

/** An environment of wrangler's inherits all this, unless it says something of its own. */
function tellOfEnvironments(draft: Draft, file: string, policy: Policy): void {
  const wrangler = draft.project.wrangler!
  for (const name of wrangler.names(['env'])) {
    const path = ['env', name, 'assets']
    if (!wrangler.has(path) || wrangler.has([...path, 'run_worker_first'])) continue
    draft.byHand.push({
      text: `${file}: the environment "${name}" has assets of its own. Write there, too:`,
      lines: [
        wrangler.written(['binding'], 'ASSETS'),
        wrangler.written(['run_worker_first'], ownPaths(policy)),
      ],
    })
  }
}

function assets(output: string | undefined, policy: Policy): Record<string, Data> {
  if (output === undefined) {
    throw new UsageError(
      'it is not clear which folder holds the pages that visitors see.\n  → Name it: --output dist',
    )
  }
  return {
    directory: /^\.\.?(?:\/|$)/.test(output) || isAbsolute(output) ? output : `./${output}`,
    binding: 'ASSETS',
    run_worker_first: ownPaths(policy),
  }
}

/** https://developers.cloudflare.com/workers/static-assets/binding/#ignoring-assets */
function keepFromVisitors(draft: Draft): void {
  const lines =
    draft
      .text('.assetsignore')
      ?.split(/\r?\n/)
      .map((line) => line.trim()) ?? []
  const missing = notPages.filter((name) => !lines.includes(name))
  if (missing.length > 0) draft.append('.assetsignore', missing)
}

/** https://developers.cloudflare.com/workers/wrangler/configuration/#inheritable-keys: letters, digits and dashes. */
function workerName(name: string): string {
  return (
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 54) || 'site'
  )
}
