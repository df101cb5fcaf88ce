import assert from 'node:assert/strict'
import { execFile, execFileSync } from 'node:child_process'
import { suite, test } from 'node:test'
import { promisify } from 'node:util'
import { watchFolder } from '../../local/watch-file.ts'
import { temporaryFolder } from '../cli/temporary-folder.ts'

const canLimit = ((): boolean => {
  try {
    execFileSync('unshare', ['-Ur', 'true'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

suite('what cannot be watched is said, and all goes on', () => {
  test('a folder that is not there', (t) => {
    const { mock } = t.mock.method(process.stderr, 'write', () => true)
    watchFolder('/no/such/folder', {}, () => {}).close()
    assert.deepEqual(
      mock.calls.map(({ arguments: [line] }) => line),
      [
        'edgemint: edits in /no/such/folder are not taken up: there is no such file or folder.\n  → After an edit, stop with Ctrl-C and start again.\n',
      ],
    )
  })

  // The limit of a user of its own: nobody else is met by it.
  const skip = !canLimit && 'needs a Linux that lets a process have a user of its own (unshare)'
  for (const limit of ['max_inotify_watches', 'max_inotify_instances']) {
    test(`a folder beyond the system’s ${limit}`, { skip }, async () => {
      const folder = temporaryFolder()
      const module = new URL('../../local/watch-file.ts', import.meta.url)
      const script = `const { watchFolder } = await import('${module.href}')
          const watcher = watchFolder('${folder}', {}, () => {})
          setTimeout(() => watcher.close(), 100)`
      const shell = `echo 0 > /proc/sys/user/${limit} && exec "$0" --input-type=module --eval "$1"`
      const args = ['-Ur', 'sh', '-c', shell, process.execPath, script]
      const { stderr } = await promisify(execFile)('unshare', args)
      assert.match(
        stderr,
        /^edgemint: edits in \S+ are not taken up: the system watches no more files for you\.\n {2}→ Close a program that watches many, or raise fs\.inotify\.max_user_\w+ and fs\.inotify\.max_user_\w+\. Until then, stop with Ctrl-C and start again after an edit\.\n$/,
      )
    })
  }
})
