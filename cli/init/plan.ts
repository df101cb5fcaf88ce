import { formatMistakes } from '../../shared/config/mistakes.ts'
import { defaults } from '../../shared/config/defaults.ts'
import { outputFolder } from '../../platforms/vendor.ts'
import { addToBuildScript } from './build-script.ts'
import { createDraft, type Draft } from './draft.ts'
import { ignore } from './git-ignore.ts'
import type { Choices } from './choices.ts'
import { planNetlify } from './plan-netlify.ts'
import { planPages } from './plan-pages.ts'
import { planWorkers } from './plan-workers.ts'
import type { PlatformName, Project } from './project.ts'
import { addVitePlugin } from './vite-plugin.ts'

const planners: Record<PlatformName, (draft: Draft, choices: Choices) => void> = {
  netlify: planNetlify,
  workers: planWorkers,
  pages: planPages,
  cloudfront: (draft, { output }) => addToBuildScript(draft, 'edgemint build', output),
}

/** Works out every change, and what is left to the user. Nothing is written yet. */
export function plan(project: Project, choices: Choices): Draft {
  const draft = createDraft(project)
  const { obstacles = [] } = choices
  if (obstacles.length > 0) {
    draft.notes.push(`it will not work yet once it is deployed:\n${formatMistakes(obstacles)}`)
  }
  if (!choices.config) draft.create('edgemint.config.ts', configFile(project, choices))
  planners[choices.platform](draft, choices)
  if (choices.platform !== 'netlify') tellOfPlainFiles(draft)
  addVitePlugin(draft)
  ignore(draft, `${outputFolder}/`)
  if (choices.platform === 'netlify') ignore(draft, '.netlify/')
  return draft
}

/** Netlify runs what a framework's own server does; elsewhere there are the files that its build writes. */
function tellOfPlainFiles({ project: { framework, files, ownsWorker }, byHand }: Draft): void {
  const { name, plainFiles, configs = [] } = framework ?? {}
  if (!plainFiles || ownsWorker) return
  const file = configs.find((config) => files.has(config))
  if (file && plainFiles.field.test(files.read(file)!)) return
  byHand.push({
    text: `${name} writes the files that are deployed only if ${file ?? configs[0]} says`,
    lines: [plainFiles.line],
  })
}

function configFile({ packages }: Project, { site, api, obstacles = [] }: Choices): string {
  const isReached = !obstacles.some(({ place }) => place === 'api')
  const isInstalled = packages.has('edgemint')
  const lines = [
    ...(isInstalled ? ["import { defineConfig } from 'edgemint'", ''] : []),
    `export default ${isInstalled ? 'defineConfig(' : ''}{`,
    '  // Where your pages are, as visitors see it.',
    `  site: '${site}',`,
    ...(api === undefined
      ? []
      : [
          `  // Your API${isReached ? `: it receives the cookie ${defaults.cookie.name}` : ''}.`,
          `  api: '${api}',`,
        ]),
    `}${isInstalled ? ')' : ''}`,
  ]
  return lines.map((line) => `${line}\n`).join('')
}
