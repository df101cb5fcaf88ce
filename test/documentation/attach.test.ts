import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { suite, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { useStandIn } from '../cli/attach/rig.ts'
import { temporaryFolder } from '../cli/temporary-folder.ts'
import { exampleDistribution } from '../cloudfront-stand-in/clients.ts'
import { closedAfterAll } from '../around-all.ts'
import { startStandIn } from '../cloudfront-stand-in/stand-in.ts'
import { readBlocks } from './blocks.ts'

// docs/attach.md: what it shows is what the commands print, with its names in place of the stand-in's.

const edgemint = fileURLToPath(new URL('../../cli/edgemint.js', import.meta.url))
// Nobody is there, and DNS says so at once.
const host = 'www.edgemint.invalid'

suite('what docs/attach.md shows is what the commands print', async () => {
  const standIn = await closedAfterAll(startStandIn())
  const env = { ...process.env, ...useStandIn(standIn) }
  const id = standIn.addDistribution(exampleDistribution.replaceAll('www.example.com', host))
  const blocks = readBlocks().filter(({ place }) => place.startsWith('docs/attach.md'))
  const shown = blocks
    .filter(({ text }) => text.startsWith('/set-auth'))
    .map(({ text }) => asExample(text))
  const plain = temporaryFolder({
    'edgemint.config.ts': `export default { site: 'https://${host}' }\n`,
  })
  const bridged = temporaryFolder({
    'edgemint.config.ts': blocks
      .find(({ text }) => text.includes('bridge: {'))!
      .text.replace('www.example.com', host),
  })

  /** Without a terminal it does not ask. */
  const commands: [command: string, cwd: string, args: string[]][] = [
    ['attach --dry-run with a bridge', bridged, ['attach', '--dry-run']],
    ['attach --dry-run', plain, ['attach', '--dry-run']],
    ['attach', plain, ['attach', '--yes']],
    ['detach', plain, ['detach', '--yes']],
  ]
  commands.forEach(([command, cwd, args], nth) =>
    test(command, async () => {
      const printed = await new Promise<string>((resolve) => {
        const called = [edgemint, ...args, '--distribution', id]
        execFile(process.execPath, called, { cwd, env }, (_, stdout) => resolve(stdout))
      })
      assert.deepEqual(shown[nth], asExample(printed))
    }),
  )

  /** Its lines, but the question, what a log alone is told, and what the site itself answers: this one is nobody's. */
  function asExample(text: string): string[] {
    const lines = text
      .replaceAll(`d${id.toLowerCase()}.cloudfront.net`, 'd111111abcdef8.cloudfront.net')
      .replaceAll(id, 'E2QWRUHEXAMPLE')
      .replaceAll(host, 'www.example.com')
      .replace(/(?<=attach\/E2QWRUHEXAMPLE-)\w+/, 'ETAG')
      .replace(/ after .* s$/m, '')
      .split('\n')
    const end = lines.findIndex((line) => /^[✓✗] https:/.test(line))
    return lines
      .slice(0, end === -1 ? undefined : end)
      .filter((line) => line !== '' && !line.includes('(y/N)') && !line.endsWith(' …'))
  }
})
