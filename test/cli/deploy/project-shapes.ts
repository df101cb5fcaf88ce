import type { DeploymentName } from '../../../platforms/deployments.ts'

/** A project as users have it before `edgemint init`. */
export interface Shape {
  title: string
  files: Record<string, string>
  /** What the command line of init says beside platform and site. */
  given?: { output: string }
  /** The folder that its own build writes. */
  output: string
  /** What init leaves to its owner, done. */
  byHand?: Record<string, string>
  /** What else its own build writes. */
  built?: Record<string, string>
  /** Default: all. */
  platforms?: DeploymentName[]
}

const calls = "import { createEndpoint } from 'edgemint/workers'\n"
const html = { 'package.json': '{ "devDependencies": { "edgemint": "1" } }\n' }

/** A project that is built by its own script. */
function manifest(build: string, packages: string[]): Record<string, string> {
  const devDependencies = Object.fromEntries(['edgemint', ...packages].map((name) => [name, '1']))
  return { 'package.json': JSON.stringify({ scripts: { build }, devDependencies }) }
}

const plainHtml: Shape[] = [
  { title: 'plain HTML in public/', files: { ...html, 'public/index.html': '' }, output: 'public' },
  {
    title: 'plain HTML beside package.json',
    files: { ...html, 'index.html': '', '.env': '' },
    output: '.',
    platforms: ['netlify', 'workers'],
  },
  {
    title: 'plain HTML in public/, with functions of Pages',
    files: { ...html, 'public/index.html': '', 'functions/api.js': 'export const onRequest = 0' },
    output: 'public',
    byHand: { 'functions/set-auth-token.js': `${calls}export const onRequest = 0` },
    platforms: ['pages'],
  },
]

const frameworks: Shape[] = (
  [
    ['Vite', 'vite build', ['vite'], 'dist'],
    ['Astro', 'astro build', ['astro', 'vite'], 'dist'],
    ['SvelteKit', 'vite build', ['@sveltejs/kit', '@sveltejs/adapter-static', 'vite'], 'build'],
    ['Nuxt', 'nuxt generate', ['nuxt'], 'dist'],
    ['React Router', 'react-router build', ['@react-router/dev', 'vite'], 'build/client'],
    ['Remix', 'remix vite:build', ['@remix-run/dev', 'vite'], 'build/client'],
    ['Eleventy', 'eleventy', ['@11ty/eleventy'], '_site'],
    ['Create React App', 'react-scripts build', ['react-scripts'], 'build'],
    ['Vue CLI', 'vue-cli-service build', ['@vue/cli-service'], 'dist'],
    ['Gatsby', 'gatsby build', ['gatsby'], 'public'],
    ['Docusaurus', 'docusaurus build', ['@docusaurus/core'], 'build'],
    ['Parcel', 'parcel build index.html', ['parcel'], 'dist'],
    ['VitePress', 'vitepress build', ['vitepress'], '.vitepress/dist'],
  ] as const
).map(([title, build, packages, output]) => ({
  title,
  files: manifest(build, [...packages]),
  output,
}))

/** Those whose output folder must be named. */
const unclear: Shape[] = (
  [
    ['Angular', 'ng build', '@angular/core', 'dist/shop/browser'],
    ['webpack', 'webpack', 'webpack', 'dist'],
  ] as const
).map(([title, build, name, output]) => ({
  title,
  files: manifest(build, [name]),
  given: { output },
  output,
}))

const nextFiles = {
  ...manifest('next build', ['next']),
  'next.config.js': "export default { output: 'export' }",
}

/** On Cloudflare, those whose build makes the Worker. */
const cloudflare: DeploymentName[] = ['workers', 'pages']
const settings = (main: string, assets: object): Record<string, string> => ({
  'wrangler.jsonc': JSON.stringify({ name: 'shop', main, assets }),
})
const singlePage = { directory: 'dist', not_found_handling: 'single-page-application' }
const ownWorkers: Shape[] = [
  {
    title: 'SvelteKit with its adapter for Cloudflare',
    files: {
      ...manifest('vite build', ['@sveltejs/kit', '@sveltejs/adapter-cloudflare', 'vite']),
      ...settings('.svelte-kit/cloudflare/_worker.js', {
        binding: 'ASSETS',
        directory: '.svelte-kit/cloudflare',
      }),
    },
    output: '.svelte-kit/cloudflare',
    byHand: { 'src/hooks.server.js': calls },
    built: { '.svelte-kit/cloudflare/_worker.js': '"not-authenticated"' },
    platforms: ['workers'],
  },
  {
    title: 'SvelteKit with its adapter for Cloudflare, without settings',
    files: manifest('vite build', ['@sveltejs/kit', '@sveltejs/adapter-cloudflare', 'vite']),
    output: '.svelte-kit/cloudflare',
    byHand: { 'src/hooks.server.js': calls },
    built: { '.svelte-kit/cloudflare/_worker.js': '"not-authenticated"' },
    platforms: ['pages'],
  },
  {
    title: 'Astro with its adapter for Cloudflare',
    files: {
      ...manifest('astro build', ['astro', '@astrojs/cloudflare']),
      ...settings('dist/_worker.js/index.js', { binding: 'ASSETS', directory: './dist' }),
    },
    output: 'dist',
    byHand: { 'src/pages/set-auth-token.js': calls },
    built: { 'dist/_worker.js/index.js': '"not-authenticated"' },
    platforms: ['workers'],
  },
  {
    title: 'Astro with its adapter for Cloudflare, whose build writes the settings',
    files: manifest('astro build', ['astro', '@astrojs/cloudflare']),
    output: 'dist/client',
    byHand: { 'src/pages/set-auth-token.js': calls },
    built: {
      '.wrangler/deploy/config.json': '{ "configPath": "../../dist/server/wrangler.json" }',
      'dist/server/wrangler.json': JSON.stringify({
        main: 'entry.mjs',
        assets: { binding: 'ASSETS', directory: '../client', not_found_handling: 'none' },
      }),
      'dist/server/entry.mjs': '"not-authenticated"',
    },
    platforms: ['workers'],
  },
  {
    title: 'Nuxt',
    files: manifest('nuxt build', ['nuxt']),
    output: 'dist',
    byHand: { 'server/routes/set-auth-token.js': calls },
    built: {
      'dist/_worker.js/index.js': '"not-authenticated"',
      '.wrangler/deploy/config.json': '{ "configPath": "../../.output/server/wrangler.json" }',
      '.output/server/wrangler.json': JSON.stringify({
        main: 'index.mjs',
        assets: { binding: 'ASSETS', directory: '../public' },
      }),
      '.output/server/index.mjs': '"not-authenticated"',
    },
    platforms: cloudflare,
  },
  {
    title: 'Next.js with OpenNext',
    files: {
      ...manifest('next build', ['next', '@opennextjs/cloudflare']),
      ...settings('.open-next/worker.js', { binding: 'ASSETS', directory: '.open-next/assets' }),
    },
    output: '.open-next/assets',
    byHand: { 'app/set-auth-token/route.js': calls },
    built: { '.open-next/worker.js': '"not-authenticated"' },
    platforms: ['workers'],
  },
  {
    title: 'a Worker of their own, asked first for its paths, before a single-page app',
    files: {
      ...manifest('vite build', ['vite']),
      ...settings('src/worker.js', { ...singlePage, run_worker_first: ['/api/*'] }),
    },
    output: 'dist',
    byHand: { 'src/worker.js': calls },
    platforms: ['workers'],
  },
  {
    title: 'a Worker of their own before a single-page app',
    files: {
      ...manifest('vite build', ['vite', '@cloudflare/vite-plugin']),
      ...settings('src/worker.js', singlePage),
    },
    output: 'dist',
    byHand: {
      'src/worker.js': calls,
      ...settings('src/worker.js', {
        ...singlePage,
        run_worker_first: ['/set-auth-token', '/api/*'],
      }),
    },
    platforms: ['workers'],
  },
]

/** What the tests of init know. */
export const shapes: Shape[] = [
  ...plainHtml,
  ...frameworks,
  ...unclear,
  { title: 'Next.js, as files', files: nextFiles, output: 'out' },
  ...ownWorkers,
]
