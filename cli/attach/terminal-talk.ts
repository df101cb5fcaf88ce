import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { plainLines } from '../../doctor/plain-text.ts'
import type { LiveDistribution } from '../../platforms/cloudfront/attach/aws/live-distribution.ts'
import { unmodelledElements } from '../../platforms/cloudfront/attach/config/unmodelled-elements.ts'
import type { Talk } from '../../platforms/cloudfront/attach/talk.ts'
import { outputFolder } from '../../platforms/vendor.ts'
import { UsageError } from '../../shared/config/usage-error.ts'
import { fileFailure } from '../../platforms/file-failure.ts'
import { showProgress } from '../show-progress.ts'
import { isAgreed } from '../terminal.ts'

/**
 * Talks with the person at the terminal.
 *
 * @param yes whether they have said yes to everything: `--yes`
 */
export function terminalTalk(yes: boolean): Talk {
  const { show, clear } = showProgress()
  const told = new Set<string>()
  const say = (text: string): void => {
    clear()
    process.stdout.write(`${plainLines(text)}\n`)
  }
  return {
    say,
    done: (step) => say(`✓ ${step}`),
    progress: show,
    async wait(seconds, reason) {
      show(reason)
      // A log has no line that is written over: it is told once what takes so long.
      const [what] = reason.split(':')
      if (!process.stderr.isTTY && !told.has(what)) say(`${what} …`)
      told.add(what)
      await setTimeout(seconds * 1000)
    },
    async confirm(question) {
      clear()
      return yes || (await isAgreed(question))
    },
    async save(before) {
      say(`The config as it was is kept in ${await keepConfig(before)}`)
    },
  }
}

/** Nobody is asked in a script, and nothing is guessed there. */
export function refuseWithoutPerson({ yes, isDryRun }: { yes: boolean; isDryRun: boolean }): void {
  if (yes || isDryRun || process.stdin.isTTY) return
  throw new UsageError(
    'it asks before anything goes live, and nobody is here to answer.\n  → Look first with --dry-run, then let it do so without asking: --yes',
  )
}

/**
 * Keeps a distribution's config: the XML with all that AWS sent, and JSON as the AWS CLI takes it. The ETag
 * in the name says of which moment it is. A config may hold secrets that go to an origin in a header: it is
 * for its owner's eyes, and not for a repository.
 */
async function keepConfig({ id, etag, config, json }: LiveDistribution): Promise<string> {
  const folder = join(outputFolder, 'attach')
  const file = join(folder, `${id}-${etag}`)
  const mode = 0o600
  try {
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, '.gitignore'), '*\n')
    await writeFile(`${file}.xml`, config.xml, { mode })
    await writeFile(`${file}.json`, `${JSON.stringify(json, null, 2)}\n`, { mode })
  } catch (error) {
    throw new UsageError(
      `${file}.json cannot be written: ${fileFailure(error)}. It would hold the distribution's config as it was; without it attach changes nothing.\n  → Run this in a folder that you may write to.`,
      1,
    )
  }
  const unknown = unmodelledElements(config, json)
  if (unknown.length === 0) return `${file}.json`
  return `${file}.json, without what this version of AWS's SDK does not know (${unknown.join(', ')}): that is in ${file}.xml alone. The distribution keeps it.`
}
