import type { ProjectFiles } from './project-files.ts'

/** What builds a site, and how its project shows it. */
export interface Framework {
  name: string
  /** The package that its projects depend on. */
  package?: string
  /** How a project shows that needs no package. */
  isShown?: (files: ProjectFiles) => boolean
  /** What builds it, as its generator writes it. */
  build?: string
  /** What builds it where each project has options of its own, so that nobody but its owner knows the command. */
  usualBuild?: string
  /** False where it leaves the scripts of pages as they are: an import from a package would not be found. */
  bundles?: false
  /** Where a build of plain files goes, as a rule. Undefined where there is no rule. */
  output?: string
  /** Where it goes in the folder that the build command names: `vitepress build docs`. */
  outputInNamed?: string
  /** Where a project may say otherwise. */
  configs?: string[]
  /** The field there that names the output folder. */
  outputField?: string
  /** The field there that names the folder which the output folder is relative to. */
  rootField?: string
  /** What its config must say for it to write plain files at all. */
  plainFiles?: { field: RegExp; line: string }
  /** Packages with which its build makes the Worker, so that Cloudflare runs that one and not ours. */
  workerPackages?: string[]
}

/** In the order in which Vite looks: https://vite.dev/config/. */
const endings = ['js', 'mjs', 'ts', 'cjs', 'mts', 'cts']
const configsIn = (file: string): string[] => endings.map((ending) => `${file}.${ending}`)
/** The files that a tool looks for its config in: where there is one of them, another may take its place. */
export const configsOf = (name: string): string[] => configsIn(`${name}.config`)

const hugoConfigs = ['toml', 'yaml', 'yml', 'json'].flatMap((ending) =>
  ['hugo', 'config/_default/hugo', 'config/_default/config', 'config'].map(
    (name) => `${name}.${ending}`,
  ),
)
const jekyllConfigs = ['_config.yml', '_config.yaml', '_config.toml']

/** Those that are made with another one come before it: most of them depend on Vite. */
const frameworks: Framework[] = [
  {
    name: 'Astro',
    package: 'astro',
    build: 'astro build',
    output: 'dist',
    configs: configsOf('astro'),
    outputField: 'outDir',
    workerPackages: ['@astrojs/cloudflare'],
  },
  {
    name: 'SvelteKit',
    package: '@sveltejs/kit',
    build: 'vite build',
    output: 'build',
    configs: configsOf('svelte'),
    // Of adapter-static.
    outputField: 'pages',
    workerPackages: [
      '@sveltejs/adapter-cloudflare',
      '@sveltejs/adapter-cloudflare-workers',
      '@sveltejs/adapter-auto',
    ],
  },
  { name: 'Nuxt', package: 'nuxt', build: 'nuxt build', output: 'dist', workerPackages: ['nuxt'] },
  {
    name: 'Next.js',
    package: 'next',
    build: 'next build',
    output: 'out',
    configs: configsOf('next'),
    outputField: 'distDir',
    workerPackages: ['@opennextjs/cloudflare', '@cloudflare/next-on-pages'],
    plainFiles: { field: /\boutput\s*:\s*['"]export['"]/, line: "output: 'export'," },
  },
  {
    name: 'React Router',
    package: '@react-router/dev',
    build: 'react-router build',
    output: 'build/client',
  },
  { name: 'Remix', package: '@remix-run/dev', build: 'remix vite:build', output: 'build/client' },
  {
    name: 'Eleventy',
    package: '@11ty/eleventy',
    build: 'eleventy',
    bundles: false,
    output: '_site',
    configs: ['.eleventy.js', ...configsOf('eleventy')],
    outputField: 'output',
  },
  {
    name: 'Create React App',
    package: 'react-scripts',
    build: 'react-scripts build',
    output: 'build',
  },
  {
    name: 'Vue CLI',
    package: '@vue/cli-service',
    build: 'vue-cli-service build',
    output: 'dist',
    configs: configsOf('vue'),
    outputField: 'outputDir',
  },
  { name: 'Gatsby', package: 'gatsby', build: 'gatsby build', output: 'public' },
  { name: 'Docusaurus', package: '@docusaurus/core', build: 'docusaurus build', output: 'build' },
  { name: 'Angular', package: '@angular/core', build: 'ng build' },
  { name: 'Hexo', package: 'hexo', build: 'hexo generate', bundles: false, output: 'public' },
  {
    name: 'Hugo',
    // Other tools have a config.toml, too.
    isShown: ({ read, has }) =>
      hugoConfigs.some((file) =>
        file.includes('hugo') ? has(file) : /^\W*baseurl\b/im.test(read(file) ?? ''),
      ),
    usualBuild: 'hugo',
    bundles: false,
    output: 'public',
    configs: hugoConfigs,
    outputField: 'publishDir',
  },
  {
    name: 'Vite',
    package: 'vite',
    build: 'vite build',
    output: 'dist',
    configs: configsOf('vite'),
    outputField: 'outDir',
    rootField: 'root',
  },
  {
    name: 'VitePress',
    package: 'vitepress',
    usualBuild: 'vitepress build',
    outputInNamed: '.vitepress/dist',
    configs: configsIn('.vitepress/config'),
    outputField: 'outDir',
  },
  { name: 'Parcel', package: 'parcel', usualBuild: 'parcel build', output: 'dist' },
  { name: 'webpack', package: 'webpack', build: 'webpack' },
  {
    name: 'Jekyll',
    isShown: ({ has }) => jekyllConfigs.some(has),
    usualBuild: 'bundle exec jekyll build',
    bundles: false,
    output: '_site',
    configs: jekyllConfigs,
    outputField: 'destination',
  },
  {
    name: 'Zola',
    isShown: ({ read, has }) =>
      has('zola.toml') || /^\s*base_url\b/m.test(read('config.toml') ?? ''),
    usualBuild: 'zola build',
    bundles: false,
    output: 'public',
    configs: ['zola.toml', 'config.toml'],
    outputField: 'output_dir',
  },
  {
    name: 'MkDocs',
    isShown: ({ has }) => has('mkdocs.yml'),
    usualBuild: 'mkdocs build',
    bundles: false,
    output: 'site',
    configs: ['mkdocs.yml'],
    outputField: 'site_dir',
  },
]

export function findFramework(
  packages: ReadonlySet<string>,
  files: ProjectFiles,
): Framework | undefined {
  return frameworks.find(({ package: name, isShown }) =>
    name === undefined ? isShown!(files) : packages.has(name),
  )
}
