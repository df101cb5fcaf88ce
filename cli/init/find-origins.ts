import { compilePolicy } from '../../shared/config/compile-policy.ts'
import { formatMistakes } from '../../shared/config/mistakes.ts'
import type { Project } from './project.ts'
import { textAt } from './text/config-text.ts'

/** An address that the project names, and where. */
export interface Found {
  origin: string
  file: string
}

/** The address of the pages: Astro's `site`, or the `homepage` of package.json. */
export function findSite({ files, framework, manifest }: Project): Found | undefined {
  for (const file of framework?.name === 'Astro' ? framework.configs! : []) {
    const code = files.read(file)?.replace(/^\s*\/\/.*$/gm, '')
    const [, , url] = /\bsite\s*:\s*(['"])(https:\/\/[^'"\s]+)\1/.exec(code ?? '') ?? []
    const origin = originOf(url)
    if (origin && isSite(origin)) return { origin, file }
  }
  const origin = originOf(manifest && textAt(manifest, ['homepage']))
  // Many packages name their repository there.
  const isRepository = /^https:\/\/([\w-]+\.)*(github|gitlab|npmjs|bitbucket)\.(com|org)$/
  if (origin && !isRepository.test(origin) && isSite(origin)) {
    return { origin, file: 'package.json, "homepage"' }
  }
  return undefined
}

/** The address of the API, as front ends get it: `VITE_API_URL=https://api.example.com` in .env. Other lines are not looked at. */
export function findApi({ files }: Project, site: string): Found | undefined {
  const line =
    /^[ \t]*(?:export[ \t]+)?(?:[A-Z]+_)*API(?:_BASE)?(?:_URL|_ORIGIN|_HOST)?[ \t]*=[ \t]*["']?(https:\/\/[^\s"'#]+)/m
  for (const file of ['.env.production', '.env']) {
    const origin = originOf(line.exec(files.read(file) ?? '')?.[1])
    if (origin && mistakes({ site, api: origin }) === '') return { origin, file }
  }
  return undefined
}

/** What is wrong with an address, as build would say it; empty if nothing is. */
export function mistakes(config: { site: string; api?: string }): string {
  const compilation = compilePolicy(config)
  return 'mistakes' in compilation ? formatMistakes(compilation.mistakes) : ''
}

/** As people type it: without a scheme, with a path. */
export function originOf(text: string | undefined): string | undefined {
  if (!text) return undefined
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`
  return URL.canParse(url) ? new URL(url).origin : undefined
}

function isSite(origin: string): boolean {
  return mistakes({ site: origin }) === ''
}
