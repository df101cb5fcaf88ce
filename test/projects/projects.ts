import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Workspace } from './workspace.ts'

/** A front end that a user has before edgemint. The folder of its name here holds its page with the log-in button. */
export interface Project {
  name: string
  title: string
  /** How its row in the README begins. */
  row: string
  /** The generator that makes it; none: the folder here is the whole project. */
  generator?: string
  /** Files that the generator does not write and whose names are not for our own folders. */
  files?: Record<string, string>
  /** The folder that is published. */
  output: string
  /** Whether `vite dev`, or a dev server that is Vite, serves it. */
  hasVite: boolean
  /** The config file into which the user writes the plugin, where init does not. */
  config?: string
}

export const projects: Project[] = [
  {
    name: 'react',
    title: 'Vite + React',
    row: 'Vite',
    generator: 'create-vite react --template react --no-interactive',
    output: 'dist',
    hasVite: true,
  },
  {
    name: 'vue',
    title: 'Vite + Vue',
    row: 'Vite',
    generator: 'create-vite vue --template vue --no-interactive',
    output: 'dist',
    hasVite: true,
  },
  // `npm create astro` and its kind fetch their templates from GitHub: this is the minimal one by hand.
  {
    name: 'astro',
    title: 'Astro',
    row: 'Astro',
    output: 'dist',
    hasVite: true,
    config: 'astro.config.mjs',
  },
  {
    name: 'svelte',
    title: 'SvelteKit',
    row: 'SvelteKit',
    generator:
      'sv create svelte --template minimal --no-types --add sveltekit-adapter=adapter:static --no-install',
    files: { 'src/routes/+layout.js': 'export const prerender = true\n' },
    output: 'build',
    hasVite: true,
  },
  { name: 'html', title: 'plain HTML', row: 'plain HTML', output: 'public', hasVite: false },
]

/** Makes the project in a folder of the workspace. */
export async function makeProject(workspace: Workspace, project: Project): Promise<void> {
  const folder = join(workspace.folder, project.name)
  if (project.generator) await workspace.run(project.generator, '.')
  await cp(fileURLToPath(new URL(project.name, import.meta.url)), folder, { recursive: true })
  // What `npm install --save-dev` writes; in a folder without package.json it makes one.
  const manifest = join(folder, 'package.json')
  const text = await readFile(manifest, 'utf8').catch(() => '{}')
  const { devDependencies, ...fields } = JSON.parse(text)
  const packages = { ...devDependencies, edgemint: `file:${workspace.tarball}` }
  const saved = JSON.stringify({ ...fields, devDependencies: packages }, null, 2)
  await writeFile(manifest, `${saved}\n`)
  for (const [file, contents] of Object.entries(project.files ?? {})) {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), contents)
  }
}
