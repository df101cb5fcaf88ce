/** What builds a site, and how its project shows it. */
export interface Framework {
  name: string
  /** The package that its projects depend on. */
  package: string
  /** Where a build of plain files goes. */
  output: string
  /** Where a project may say otherwise. */
  configs?: string[]
  /** Packages with which its build makes the Worker, so that Cloudflare runs that one and not ours. */
  workerPackages?: string[]
}

const endings = ['ts', 'js', 'mjs', 'mts']
const named = (name: string): string[] => endings.map((ending) => `${name}.config.${ending}`)

/** Those that are made with another one come before it: most of them depend on Vite. */
const frameworks: Framework[] = [
  {
    name: 'Astro',
    package: 'astro',
    output: 'dist',
    configs: named('astro'),
    workerPackages: ['@astrojs/cloudflare'],
  },
  {
    name: 'SvelteKit',
    package: '@sveltejs/kit',
    output: 'build',
    workerPackages: [
      '@sveltejs/adapter-cloudflare',
      '@sveltejs/adapter-cloudflare-workers',
      '@sveltejs/adapter-auto',
    ],
  },
  { name: 'Nuxt', package: 'nuxt', output: 'dist', workerPackages: ['nuxt'] },
  {
    name: 'Next.js',
    package: 'next',
    output: 'out',
    workerPackages: ['@opennextjs/cloudflare', '@cloudflare/next-on-pages'],
  },
  { name: 'React Router', package: '@react-router/dev', output: 'build/client' },
  { name: 'Eleventy', package: '@11ty/eleventy', output: '_site' },
  { name: 'Create React App', package: 'react-scripts', output: 'build' },
  { name: 'Vite', package: 'vite', output: 'dist', configs: named('vite') },
]

export function findFramework(packages: ReadonlySet<string>): Framework | undefined {
  return frameworks.find((framework) => packages.has(framework.package))
}

/** The output folder that a framework's config names in so many words: `outDir: 'public'`. */
export function literalOutput(config: string): string | undefined {
  const code = config.replace(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, '')
  const found = [...code.matchAll(/\boutDir\s*:\s*(?:'([^'\n\\]+)'|"([^"\n\\]+)")/g)]
  return found.length === 1 ? (found[0][1] ?? found[0][2]) : undefined
}
