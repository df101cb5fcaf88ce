import { posix } from 'node:path'
import type { Choices } from './choices.ts'
import type { Advice, Draft } from './draft.ts'
import { clientFile, shellWord } from './build-script.ts'
import type { PlatformName, Project } from './project.ts'
import { textAt } from './text/config-text.ts'
import { hasVitePlugin } from './vite-plugin.ts'
import type { Bridge } from '../../shared/core/bridge.ts'
import { defaults } from '../../shared/config/defaults.ts'

/** What init says last: what is left to do by hand, the next steps, and the lines for the page and the API. */
export function nextSteps(draft: Draft, choices: Choices): string {
  const { project, byHand, notes } = draft
  const sections = [
    ...notes.map((note) => `Note: ${note}`),
    ...(byHand.length > 0 ? [`By hand\n${byHand.map(advice).join('\n')}`] : []),
    `Next\n${numbered(steps(draft, choices))}`,
    `In your page\n${indented(pageLines(draft, choices))}`,
    ...apiSection(choices),
  ]
  const missing = missingElsewhere(project)
  if (missing !== undefined) sections.unshift(`Note: ${missing}`)
  return sections.join('\n\n') + '\n'
}

/** Why a build elsewhere would not find edgemint; undefined where it would. */
function missingElsewhere({ manifest, packages }: Project): string | undefined {
  if (!packages.has('edgemint'))
    return 'package.json does not list edgemint, so a build elsewhere would not find it. Install it in this project first.'
  const versions = ['dependencies', 'devDependencies'].map((kind) =>
    textAt(manifest!, [kind, 'edgemint']),
  )
  const path = /^(?:file|link|portal):(.+)/.exec(versions.find(Boolean) ?? '')?.[1]
  if (path === undefined || !/^(?:\.\.(?:\/|$)|\/|\w:)/.test(posix.normalize(path)))
    return undefined
  return `package.json takes edgemint from ${path}. Unless that is in your repository, a build elsewhere, such as Netlify's after a push, does not find it: copy it into the project, and install it from there.`
}

function steps(
  { project }: Draft,
  { platform, site, output, policy: { bridge } }: Choices,
): string[] {
  const { exec } = project.packageManager
  // Where no file of Cloudflare's names the folder, the command does.
  const folder = project.wrangler?.has(['pages_build_output_dir'])
    ? ''
    : ` ${shellWord(output ?? 'dist')}`
  const deploy: Record<PlatformName, string[]> = {
    netlify: [
      `Deploy: ${exec} edgemint deploy netlify (or push, where Netlify builds your repository)`,
    ],
    workers: [`Deploy: ${exec} edgemint deploy workers`],
    pages: [`Deploy: ${exec} edgemint deploy pages${folder}`],
    cloudfront: [
      `See what would change on your distribution: ${exec} edgemint attach --distribution ID --dry-run`,
      `Put the endpoint on it: ${exec} edgemint attach --distribution ID (if you keep it as code: ${exec} edgemint template)`,
    ],
  }
  return [
    bridge
      ? 'Put the lines below into your page. The API stays as it is.'
      : 'Put the lines below into your page and your API.',
    ...deploy[platform],
    `Ask whether browsers keep the cookie: ${exec} edgemint doctor ${site}`,
  ]
}

/** The client of a framework and the one that build writes know the endpoint; a fetch must be told. */
function pageLines(draft: Draft, { policy, output }: Choices): string[] {
  const file = clientFile(draft, output)
  const knows = file !== undefined || hasVitePlugin(draft) || policy.endpoint === defaults.endpoint
  const option = knows ? '' : `{ endpoint: '${policy.endpoint}' }`
  const written = file === undefined ? undefined : `/${posix.basename(file)}`
  const lines = policy.bridge
    ? bridgedLines(policy.bridge, written ?? 'edgemint/auth-fetch', option)
    : clientLines(written ?? 'edgemint/client', option)
  if (file === undefined) return lines
  return ['<script type="module">', ...lines.map((line) => `  ${line}`), '</script>']
}

function clientLines(from: string, option: string): string[] {
  return [
    `import { setAuthToken, renewAuthToken, clearAuthToken } from '${from}'`,
    '// After the log-in, with the token that your API answered:',
    `await setAuthToken(token${option && `, ${option}`})`,
    '// On every page load: gives the cookie its full life again.',
    `renewAuthToken(${option}).catch(() => {})`,
    '// Log out:',
    `await clearAuthToken(${option})`,
  ]
}

function bridgedLines({ path, tokens }: Bridge, from: string, option: string): string[] {
  const names = 'authFetch, logIn, logOut'
  return [
    ...(option
      ? [
          `import { createAuthFetch } from '${from}'`,
          `const { ${names} } = createAuthFetch(${option})`,
        ]
      : [`import { ${names} } from '${from}'`]),
    `// After the log-in, with the ${tokens ? `${tokens.grant} ` : 'token '}that your API answered:`,
    'await logIn(answered)',
    `// As fetch, at your API: the token is put into the header on the way${tokens ? ', and renewed' : ''}.`,
    `const response = await authFetch('${path}/…')`,
    '// Log out:',
    'await logOut()',
  ]
}

/** An API behind a bridge gets the token in a header, as ever. */
function apiSection(choices: Choices): string[] {
  if (choices.policy.bridge) return []
  return [`In your API, if it runs on Node\n${indented(apiLines(choices))}`]
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
  return [`  ${index + 1}. ${text}`, ...lines.map((line) => `       ${line}`.trimEnd())].join('\n')
}

function numbered(lines: string[]): string {
  return lines.map((line, index) => `  ${index + 1}. ${line}`).join('\n')
}

function indented(lines: string[]): string {
  return lines.map((line) => `  ${line}`).join('\n')
}
