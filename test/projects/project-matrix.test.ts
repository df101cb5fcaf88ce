import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, suite, test } from 'node:test'
import { startEngine, whyNot } from '../browsers/engines/start-engine.ts'
import type { Engine } from '../browsers/engines/engine.ts'
import { listFiles } from '../cli/temporary-folder.ts'
import { assertAnswer } from '../conformance/assert-answer.ts'
import { loadVectors, toRequest } from '../conformance/vectors.ts'
import { isInThisRun } from '../matrix-cells.ts'
import { startDevServer } from './dev-server.ts'
import { logIn, logInOnSite } from './log-in.ts'
import { platforms, type Platform } from './platforms.ts'
import { makeProject, projects, type Project } from './projects.ts'
import type { Site } from './sites.ts'
import { buildScript, commands, configFile, initFor } from './recipes.ts'
import { openWorkspace, type Workspace } from './workspace.ts'

/** What a project of another framework is asked, after the first was asked everything. */
const core = ['methods', 'clear', 'login-wins']

const skip = whyNot('chromium')

test('three things are typed', () => {
  const { version } = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  )
  assert.deepEqual(commands, [
    `npm install --save-dev ../edgemint/edgemint-${version}.tgz`,
    'npx edgemint init',
    'npx edgemint deploy netlify',
  ])
})

// Each installs a framework: `npm test` leaves all of them to `npm run test:all`.
suite('a project of a user', { concurrency: 2 }, () => {
  if (!isInThisRun(false)) return
  let workspace: Workspace
  let chromium: Engine

  before(async () => {
    workspace = await openWorkspace()
    for (const project of projects) await makeProject(workspace, project)
    if (!skip) chromium = await startEngine('chromium')
  })
  after(async () => {
    await chromium?.close()
    await workspace.close()
  })

  for (const project of projects.filter(({ hasVite }) => hasVite)) {
    test(`${project.title}: npm run dev`, { skip }, async () => {
      const folder = `${project.name}-dev`
      const path = join(workspace.folder, folder)
      await cp(join(workspace.folder, project.name), path, { recursive: true })
      await workspace.run(initFor('netlify'), folder)
      if (project.config) {
        await writeFile(join(path, project.config), configFile(project.config))
      }
      const server = await startDevServer(workspace, folder)
      try {
        await logIn(chromium, server.url)
      } finally {
        await server.close()
      }
    })
  }

  for (const project of projects) {
    for (const platform of platforms) {
      test(`${project.title} on ${platform.title}`, async (t) => {
        const folder = `${project.name}-${platform.name}`
        const path = join(workspace.folder, folder)
        await cp(join(workspace.folder, project.name), path, { recursive: true })

        const start = performance.now()
        await workspace.run(initFor(platform.name), folder)
        const { scripts } = JSON.parse(await readFile(join(path, 'package.json'), 'utf8'))
        assert.equal(scripts.build, buildScript(project.row, platform.title))
        await platform.build(workspace, folder)
        const site = await platform.start(workspace, folder, project)
        const { frameworks, edgemint } = workspace.seconds
        const seconds = (performance.now() - start) / 1000 + frameworks + edgemint
        t.diagnostic(`${seconds.toFixed(1)} s with the installation, on ${site.engine}`)
        assert.ok(seconds < 300)

        try {
          await answersVectors(site, project === projects[0] ? undefined : core)
          if (!skip) await logInOnSite(chromium, site)
        } finally {
          await site.close()
        }
        await publishesNothingOfOurs(path, project, platform)

        const files = await contentsOf(path)
        await workspace.run(initFor(platform.name), folder)
        assert.deepEqual(await contentsOf(path), files, 'a second init changes nothing')

        // All bundles, before and after the site's own build; Pages is the one whose files are in the site.
        await workspace.run('edgemint build', folder)
        await publishesNothingOfOurs(path, project, platform)
        if (platform.name !== 'pages') return
        await platform.build(workspace, folder)
        await publishesNothingOfOurs(path, project, platform)
      })
    }
  }
})

/** The vectors of these files, or all, of the config that init writes. */
async function answersVectors(site: Site, files?: string[]): Promise<void> {
  let count = 0
  for (const { name, config, vectors } of loadVectors()) {
    if (Object.keys(config).length > 1 || (files && !files.includes(name))) continue
    for (const vector of vectors) {
      try {
        assertAnswer(await site.fetch(toRequest(vector, config)), vector.answer)
      } catch (error) {
        throw new Error(`${vector.title} (${vector.clause})`, { cause: error })
      }
      count++
    }
  }
  assert.ok(count > (files ? 20 : 200))
}

/** No file that visitors could ask for is ours or tells the policy, whose cookie's name the pages do not hold. */
async function publishesNothingOfOurs(
  path: string,
  { output }: Project,
  { unserved }: Platform,
): Promise<void> {
  const files = listFiles(join(path, output)).filter((file) => !unserved.includes(file))
  assert.ok(files.includes('index.html'))
  for (const file of files) {
    assert.doesNotMatch(file, /\.edgemint|edgemint\.config|policy|worker|viewer-request|\.netlify/)
    const contents = await readFile(join(path, output, file), 'utf8')
    assert.ok(!contents.includes('__Secure-authToken'), file)
  }
}

async function contentsOf(path: string): Promise<Record<string, string>> {
  const files = listFiles(path)
  const read = files.map(async (file) => [file, await readFile(join(path, file), 'utf8')])
  return Object.fromEntries(await Promise.all(read))
}
