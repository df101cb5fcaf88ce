import type { Draft } from './draft.ts'
import { configsOf } from './frameworks.ts'
import { importLine, pluginCall, withPlugin } from './vite-config.ts'

const commonJsLines = [
  'module.exports = async () => {',
  "  const { default: edgemint } = await import('edgemint/vite')",
  `  return { plugins: [${pluginCall}] } // with what you have there now`,
  '}',
]
const frameworks = new Set(['Vite', 'SvelteKit', 'React Router', 'Remix'])
const configs = configsOf('vite')

/** Whether the plugin is in Vite's config: it tells the client the endpoint. */
export function hasVitePlugin({ text }: Draft): boolean {
  return configs.some((file) => text(file)?.includes('edgemint/vite') ?? false)
}

/** The endpoint in `vite dev`: the plugin goes into the config where its place is certain, else it is said where. */
export function addVitePlugin(draft: Draft): void {
  const { framework, files, packages, ownsWorker } = draft.project
  const isServed = ownsWorker || packages.has('@cloudflare/vite-plugin')
  if (!framework || !frameworks.has(framework.name) || isServed || !packages.has('edgemint')) return
  const file = configs.find((name) => files.has(name))
  if (file === undefined) {
    // The others need plugins of their own there.
    if (framework.name !== 'Vite') return
    const lines = [importLine, '', `export default { plugins: [${pluginCall}] }`]
    draft.create('vite.config.mjs', lines.map((line) => `${line}\n`).join(''))
    return
  }
  const text = files.read(file)!
  if (text.includes('edgemint/vite')) return
  const edited = /\bedgemint\b/.test(text) ? undefined : withPlugin(text)
  if (edited !== undefined) draft.replace(file, edited)
  else {
    draft.byHand.push({
      text: `${file}: for the endpoint in vite dev, add the plugin:`,
      lines: isCommonJs(text) ? commonJsLines : [importLine, `plugins: [${pluginCall}],`],
    })
  }
}

const isCommonJs = (text: string): boolean => /^\s*module\.exports\b/m.test(text)
