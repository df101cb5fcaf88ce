/** What builds a site, and how its project shows it. */
export interface Framework {
  name: string
  /** The package that its projects depend on. */
  package: string
  /** What builds it, as its generator writes it. */
  build?: string
  /** Where a build of plain files goes, as a rule. Undefined where there is no rule. */
  output?: string
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
/** The files that a tool looks for its config in: where there is one of them, another may take its place. */
export const configsOf = (name: string): string[] =>
  endings.map((ending) => `${name}.config.${ending}`)

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
  {
    name: 'Vite',
    package: 'vite',
    build: 'vite build',
    output: 'dist',
    configs: configsOf('vite'),
    outputField: 'outDir',
    rootField: 'root',
  },
  { name: 'VitePress', package: 'vitepress' },
  { name: 'Parcel', package: 'parcel', output: 'dist' },
  { name: 'webpack', package: 'webpack', build: 'webpack' },
]

export function findFramework(packages: ReadonlySet<string>): Framework | undefined {
  return frameworks.find((framework) => packages.has(framework.package))
}
