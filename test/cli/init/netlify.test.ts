import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { parse } from 'smol-toml'
import { runEdgemint } from '../run-edgemint.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { buildScript, initProject, readFiles, site, viteManifest } from './init-project.ts'

const build = 'edgemint build --target netlify --into .netlify/v1/functions'
const plain = '[build]\n  publish = "dist" # theirs\n'

suite('edgemint init for Netlify', { concurrency: 2 }, () => {
  test('changes the command of netlify.toml, and nothing in package.json', async () => {
    const before = {
      'package.json': viteManifest(),
      'netlify.toml': '[build]\n  command = "npm run build" # theirs\n  publish = "dist"\n',
      '.gitignore': 'node_modules',
    }
    const { files, stdout } = await initProject(before, site)
    assert.deepEqual(files, {
      'package.json': before['package.json'],
      'netlify.toml': `[build]\n  command = "npm run build && ${build}" # theirs\n  publish = "dist"\n`,
      '.gitignore': 'node_modules\n.edgemint/\n.netlify/\n',
      'edgemint.config.ts': `import { defineConfig } from 'edgemint'

export default defineConfig({
  // Where your pages are, as visitors see it.
  site: 'https://www.shop.test',
})
`,
      'vite.config.mjs':
        "import edgemint from 'edgemint/vite'\n\nexport default { plugins: [edgemint({ build: false })] }\n",
    })
    assert.match(stdout, /^Found: Vite, Netlify \(netlify\.toml\)$/m)
  })

  test('without a command there, changes the script that Netlify calls', async () => {
    const before = { 'package.json': viteManifest(), 'netlify.toml': plain }
    const { files } = await initProject(before, site)
    assert.equal(files['netlify.toml'], plain)
    assert.equal(buildScript(files['package.json']), `vite build && ${build}`)
  })

  test('changes the command of each context that has its own, unless it calls the script', async () => {
    const contexts =
      '[context.staging]\ncommand = "make"\n[context.deploy-preview]\ncommand = "npm run build"\n'
    const before = { 'package.json': viteManifest(), 'netlify.toml': plain + contexts }
    const { files } = await initProject(before, site)
    assert.equal(files['netlify.toml'], plain + contexts.replace('"make"', `"make && ${build}"`))
    assert.equal(buildScript(files['package.json']), `vite build && ${build}`)
  })

  test('tells Netlify to build where there was nothing to build', async () => {
    const before = {
      'public/index.html': '',
      'package.json': '{ "dependencies": { "edgemint": "1" } }',
    }
    const { files } = await initProject(before, [...site, '--platform', 'netlify'])
    assert.equal(files['netlify.toml'], '[build]\ncommand = "npm run build"\npublish = "public"\n')
    assert.equal(buildScript(files['package.json']), `${build} --client public/edgemint.js`)
  })

  test('says that pages beside package.json are published with it', async () => {
    const { stdout, files } = await initProject({ 'index.html': '' }, [
      ...site,
      '--platform=netlify',
    ])
    assert.match(stdout, /^Note: your pages lie beside package\.json, so Netlify publishes/m)
    assert.match(stdout, /^Note: package\.json does not list edgemint/m)
    assert.match(files['netlify.toml'], /^publish = "\."$/m)
  })

  test('leaves a command alone that nothing can be added to, and says what to run there', async () => {
    const toml = '[build]\ncommand = """\nmake\n"""\n'
    const { files, stdout } = await initProject({ 'netlify.toml': toml }, site)
    assert.equal(files['netlify.toml'], toml)
    assert.match(
      stdout,
      /^By hand\n {2}1\. netlify\.toml: at the end of "build\.command", run\n {7}edgemint build --target netlify/m,
    )
  })

  test('says how a command goes on that leaves the folder', async () => {
    const toml = '[build]\ncommand = "cd web && npm run build"\n'
    const { files, stdout } = await initProject({ 'netlify.toml': toml }, site)
    assert.equal(files['netlify.toml'], toml)
    assert.match(
      stdout,
      /"build\.command" goes to another folder, .*\n {7}\(cd web && npm run build\) && edgemint build --target netlify/,
    )
  })

  test('builds the site too where a framework’s project has no script for it', async () => {
    const manifest = '{ "devDependencies": { "edgemint": "1", "astro": "5" } }'
    const before = { 'package.json': manifest, 'netlify.toml': '' }
    const { files } = await initProject(before, site)
    assert.equal(
      buildScript(files['package.json']),
      'astro build && edgemint build --target netlify --into .netlify/v1/functions',
    )
  })

  test('is for the folder that Netlify builds in', async () => {
    const toml = '[build]\nbase = "apps/web/"\ncommand = "npm run build"\n'
    const before = { 'netlify.toml': toml, 'apps/web/package.json': '{}' }
    const folder = temporaryFolder(before)
    const { stderr, exitCode } = await runEdgemint(folder, ['init', '--yes', ...site])
    assert.equal(exitCode, 2)
    assert.match(
      stderr,
      /built in apps\/web \(base\), .*\n {2}→ Run edgemint init there: cd apps\/web\n$/,
    )
    assert.deepEqual(readFiles(folder), before)

    // In that folder the same base leads nowhere.
    const { files } = await initProject({ 'netlify.toml': toml }, site)
    assert.match(files['netlify.toml'], /npm run build && edgemint build/)
  })

  test('says what will not work once it is deployed, as deploy does', async () => {
    const before = { 'package.json': viteManifest(), 'netlify.toml': '' }
    const args = [...site, '--api', 'https://shop.g.kuroco.app']
    const { files, stdout } = await initProject(before, args)
    assert.match(
      stdout,
      /^Note: it will not work yet once it is deployed:\n {2}api: no browser sends .*\n {4}→ .*bridge/m,
    )
    assert.match(files['edgemint.config.ts'], /^ {2}\/\/ Your API\.\n {2}api: /m)
  })

  test('says that all would be published where it is not clear which folder visitors see', async () => {
    const manifest = '{ "devDependencies": { "edgemint": "1", "@angular/core": "20" } }'
    const before = { 'package.json': manifest }
    const { files, stdout } = await initProject(before, [...site, '--platform', 'netlify'])
    assert.equal(files['netlify.toml'], '[build]\ncommand = "npm run build"\n')
    assert.match(stdout, /^Note: it is not clear which folder visitors see, .* publish = /m)
  })

  test('adds a command beside keys with dots, where a table of the same name would be a second one', async () => {
    for (const toml of [
      'build.environment.NODE_VERSION = "24" # theirs\n[dev]\nport = 1\n',
      'build.publish = "public"\n[build.processing]\nskip = true\n',
      '[build.environment]\nNODE_VERSION = "24"\n',
      'build = { publish = "public" }\n',
    ]) {
      const before = { 'netlify.toml': toml, 'public/index.html': '<h1>' }
      const { files } = await initProject(before, site)
      const after = parse(files['netlify.toml']) as { build: Record<string, unknown> }
      const { command, ...rest } = after.build
      assert.equal(command, 'npm run build')
      assert.deepEqual(rest, { ...(parse(toml).build as object) })
    }
  })

  test('leaves a command alone whose quotes cannot hold what is added, and says what to write', async () => {
    const toml = `[build]\ncommand = 'make' # theirs\npublish = "it's"\n`
    const { files, stdout } = await initProject({ 'netlify.toml': toml }, site)
    assert.equal(files['netlify.toml'], toml)
    const line = `build.command = "make && ${build} --client \\"it's/edgemint.js\\""`
    assert.match(stdout, /^By hand\n {2}1\. netlify\.toml stays as it is: /m)
    assert.ok(stdout.includes(`\n       ${line}\n`), stdout)
  })

  test('says where a list stands in the way of a table', async () => {
    const toml = '[[build]]\npublish = "public"\n'
    const before = { 'netlify.toml': toml, 'public/index.html': '<h1>' }
    const { files, stdout } = await initProject(before, site)
    assert.equal(files['netlify.toml'], toml)
    assert.match(
      stdout,
      /1\. netlify\.toml stays as it is: .*\n {7}build\.command = "npm run build"\n/,
    )
  })
})

suite('an edgemint that is installed from a file', { concurrency: 2 }, () => {
  const args = [...site, '--platform', 'netlify']

  for (const path of ['../edgemint/edgemint-0.1.0.tgz', '/opt/edgemint', 'a/../../edgemint']) {
    test(`outside the project, ${path}: it is said that a build elsewhere lacks it`, async () => {
      const { stdout } = await initProject(installed(`file:${path}`), args)
      assert.ok(
        stdout.includes(
          `Note: package.json takes edgemint from ${path}. Unless that is in your repository, a build elsewhere, such as Netlify's after a push, does not find it: copy it into the project, and install it from there.\n`,
        ),
        stdout,
      )
    })
  }

  for (const version of [
    'file:vendor/edgemint-0.1.0.tgz',
    'file:./edgemint.tgz',
    '^0.1.0',
    'workspace:*',
  ]) {
    test(`inside it, or from a registry, ${version}: nothing is said`, async () => {
      const { stdout } = await initProject(installed(version), args)
      assert.doesNotMatch(stdout, /takes edgemint from/)
    })
  }
})

/** A project that has edgemint from there. */
function installed(edgemint: string): Record<string, string> {
  const devDependencies = { edgemint, vite: '8' }
  return { 'package.json': JSON.stringify({ scripts: { build: 'vite build' }, devDependencies }) }
}
