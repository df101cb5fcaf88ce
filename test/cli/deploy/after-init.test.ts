import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { suite, test } from 'node:test'
import { buildSite } from '../../../cli/deploy/build-site.ts'
import { choose } from '../../../cli/init/choices.ts'
import { plan } from '../../../cli/init/plan.ts'
import { projectFiles } from '../../../cli/init/project-files.ts'
import { readProject } from '../../../cli/init/project.ts'
import { writeChanges } from '../../../cli/init/write-changes.ts'
import {
  deploymentNames,
  findDeployment,
  type DeploymentName,
} from '../../../platforms/deployments.ts'
import { runEdgemint, type Run } from '../run-edgemint.ts'
import { standIns } from '../stand-in.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { shapes, type Shape } from './project-shapes.ts'

const site = 'https://www.acme-shop.dev'

suite('what edgemint init writes, edgemint deploy has nothing against', { concurrency: 2 }, () => {
  for (const target of deploymentNames) {
    test(target, async () => {
      const programs = standIns(['npm', 'netlify', 'wrangler'])
      const folder = temporaryFolder({
        'package.json': '{ "name": "shop", "scripts": {} }\n',
        'public/index.html': '<!doctype html>',
      })
      const call = (...args: string[]): Promise<Run> =>
        runEdgemint(folder, args, process.execPath, { PATH: programs.path })
      const init = await call('init', '--platform', target, '--site', site, '--yes')
      assert.equal(init.exitCode, 0, init.stderr)
      const { exitCode, stderr } = await call('deploy', target, '--dry-run')
      assert.equal(exitCode, 0, stderr)
      assert.match(stderr, /Nothing was uploaded\. This would run:\n {2}\w+ .*deploy/)
    })
  }
})

suite('nor against what it writes for any other project', () => {
  // The scripts of these projects build nothing here.
  process.env.PATH = standIns(['npm']).path
  for (const shape of shapes) {
    for (const target of shape.platforms ?? deploymentNames) {
      test(`${shape.title} on ${target}`, () => playThrough(shape, target))
    }
  }
})

/** Does what the commands do one after the other, in this process: there are many projects. */
async function playThrough(shape: Shape, target: DeploymentName): Promise<void> {
  const { files, output, byHand = {}, built = {} } = shape
  process.chdir(temporaryFolder(files))

  const project = readProject(projectFiles(process.cwd()))
  const given = { platform: target, site, api: undefined, output: undefined }
  const choices = await choose(project, { ...given, ...shape.given }, undefined)
  const draft = plan(project, choices)
  writeChanges(process.cwd(), draft.changes())
  if (shape.byHand === undefined) assert.deepEqual(draft.byHand, [])
  write(byHand)

  // The site's own build, and an `edgemint build` of whoever wants to see what that does.
  write({ [`${output}/index.html`]: '<!doctype html>', ...built, '.edgemint/policy.js': '' })
  const named = target === 'pages' ? output : undefined
  const { policy } = choices
  const { hostname: host } = new URL(site)
  const upload = { root: process.cwd(), environment: 'production', policy, host, named }
  const deployment = findDeployment(target)
  await buildSite(deployment, upload)
  assert.deepEqual(deployment.findTraps(upload), [])
}

function write(files: Record<string, string>): void {
  for (const [file, contents] of Object.entries(files)) {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, contents)
  }
}
