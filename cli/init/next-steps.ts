import type { Choices } from './choices.ts'
import type { Advice, Draft } from './draft.ts'
import { shellWord } from './build-script.ts'
import type { PlatformName } from './project.ts'
import { defaults } from '../../shared/config/defaults.ts'
import { ownPaths } from '../../shared/core/paths.ts'

/** What init says last: what is left to do by hand, the next three steps, and the lines for the page and the API. */
export function nextSteps(draft: Draft, choices: Choices): string {
  const { project, byHand, notes } = draft
  const sections = [
    ...notes.map((note) => `Note: ${note}`),
    ...(byHand.length > 0 ? [`By hand\n${byHand.map(advice).join('\n')}`] : []),
    `Next\n${numbered(steps(draft, choices))}`,
    `In your page\n${indented(pageLines(draft, choices))}`,
    `In your API, if it runs on Node\n${indented(apiLines(choices))}`,
  ]
  if (!project.packages.has('edgemint')) {
    sections.unshift(
      'Note: package.json does not list edgemint, so a build elsewhere would not find it. Install it in this project first.',
    )
  }
  return sections.join('\n\n') + '\n'
}

function steps(
  { project: { run, exec } }: Draft,
  { platform, site, output, policy }: Choices,
): string[] {
  const deploy: Record<PlatformName, string> = {
    netlify: 'Deploy: npx netlify-cli deploy --build --prod (or push, where Netlify builds it)',
    workers: `Deploy: ${run} build && ${exec} wrangler deploy`,
    pages: `Deploy: ${run} build && ${exec} wrangler pages deploy ${shellWord(output ?? 'dist')}`,
    cloudfront: `${run} build, then make a CloudFront Function of .edgemint/cloudfront/viewer-request.js and a behavior for ${ownPaths(policy).join(', ')} that calls it (README, “CloudFront Functions”).`,
  }
  return [
    'Put the lines below into your page and your API.',
    deploy[platform],
    `Ask whether browsers keep the cookie: ${exec} edgemint doctor ${site}`,
  ]
}

function pageLines({ project }: Draft, { policy }: Choices): string[] {
  const { endpoint } = policy
  const isOther = endpoint !== defaults.endpoint
  const option = isOther ? `{ endpoint: '${endpoint}' }` : ''
  if (!project.framework) {
    return [
      `// After the log-in, with the token that your API answered:`,
      `await fetch('${endpoint}', { method: 'PUT', headers: { authorization: 'Bearer ' + token } })`,
      '// On every page load: gives the cookie its full life again.',
      `await fetch('${endpoint}', { method: 'PATCH' })`,
      '// Log out:',
      `await fetch('${endpoint}', { method: 'DELETE' })`,
    ]
  }
  return [
    "import { setAuthToken, renewAuthToken, clearAuthToken } from 'edgemint/client'",
    `await setAuthToken(token${isOther ? `, ${option}` : ''}) // after the log-in, with the token that your API answered`,
    `renewAuthToken(${option}).catch(() => {}) // on every page load: gives the cookie its full life again`,
    `await clearAuthToken(${option}) // log out`,
  ]
}

function apiLines({ policy, site }: Choices): string[] {
  const { name } = policy.cookie
  const option = name === defaults.cookie.name ? '' : `, { cookieName: '${name}' }`
  return [
    "import { corsAnswer, isAuthed } from 'edgemint/api'",
    `const cors = corsAnswer(request, { origins: ['${site}'] }) // its headers belong on every answer`,
    `await isAuthed(request, (token) => isMyToken(token)${option}) // true or false`,
  ]
}

function advice({ text, lines = [] }: Advice, index: number): string {
  return `  ${index + 1}. ${text}\n${lines.map((line) => `       ${line}`.trimEnd()).join('\n')}`
}

function numbered(lines: string[]): string {
  return lines.map((line, index) => `  ${index + 1}. ${line}`).join('\n')
}

function indented(lines: string[]): string {
  return lines.map((line) => `  ${line}`).join('\n')
}
