import { posix } from 'node:path'
import { outputFolder } from '../../platforms/vendor.ts'
import { endpointPaths } from '../../shared/core/paths.ts'
import type { Policy } from '../../shared/core/policy.ts'
import type { Draft } from './draft.ts'
import type { ProjectFiles } from './project-files.ts'

// Where a project has a Worker of its own, ours would take its place. So its owner calls edgemint from it.

/** The user's own Worker, by the path of its source. Undefined where the config hides it. */
export function callFromWorker(draft: Draft, file: string | undefined): void {
  if (file !== undefined && callsEdgemint(draft, file)) return
  draft.byHand.push({
    text: `${file ?? 'The Worker'} is your own Worker and stays as it is. In it, ask edgemint first:`,
    lines: [
      ...imports(file ?? 'src/index.js'),
      '',
      'export default {',
      '  async fetch(request, env, context) {',
      '    const answer = endpoint(request, env)',
      '    if (answer) return answer',
      '    // … what you have there now',
      '  },',
      '}',
    ],
  })
}

/** A `functions/` folder of Pages: a `_worker.js` would switch it off. */
export function callFromFunctions(draft: Draft, policy: Policy): void {
  for (const path of routePaths(policy, '[[path]]')) {
    const file = `functions${path}.js`
    if (callsEdgemint(draft, file) || callsEdgemint(draft, `functions${path}.ts`)) continue
    draft.byHand.push({
      text: `functions/ is yours, and a Worker beside it would switch it off. Write ${file}:`,
      lines: [
        ...imports(file),
        'export const onRequest = ({ request, env }) => endpoint(request, env)',
      ],
    })
  }
}

/** A framework whose build makes the Worker. Each hands on what is bound to it in a way of its own. */
export function callFromFramework(draft: Draft, policy: Policy): void {
  const { framework, files } = draft.project
  const ending = files.has('tsconfig.json') ? 'ts' : 'js'
  const entries = frameworkEntries[framework!.name]?.(ending, policy, files) ?? []
  for (const { file, imports: first = [], lines } of entries) {
    if (callsEdgemint(draft, file)) continue
    draft.byHand.push({
      text: `${framework!.name} makes the Worker itself. ${files.has(file) ? `In ${file}, ask edgemint first:` : `Write ${file}:`}`,
      lines: [...first, ...imports(file), ...lines],
    })
  }
}

/** All that is ours as folders and files have it. `rest` stands for what may follow the bridge's path, or nothing. */
function routePaths(policy: Policy, rest: string): string[] {
  const { bridge } = policy
  return [...endpointPaths(policy), ...(bridge ? [`${bridge.path}/${rest}`] : [])]
}

/** Whether it has been done already. */
function callsEdgemint({ project }: Draft, file: string): boolean {
  return project.files.read(file)?.includes('edgemint/workers') ?? false
}

interface Entry {
  file: string
  imports?: string[]
  lines: string[]
}

type Entries = (ending: 'ts' | 'js', policy: Policy, files: ProjectFiles) => Entry[]

const frameworkEntries: Record<string, Entries> = {
  // https://svelte.dev/docs/kit/hooks#Server-hooks-handle
  // https://svelte.dev/docs/kit/adapter-cloudflare#Runtime-APIs
  SvelteKit: (ending) => [
    {
      file: `src/hooks.server.${ending}`,
      imports: ending === 'ts' ? ["import type { Handle } from '@sveltejs/kit'"] : [],
      lines: [
        `export const handle${ending === 'ts' ? ': Handle' : ''} = ({ event, resolve }) => {`,
        // `env` is in its type only where src/app.d.ts says so.
        ending === 'ts'
          ? '  const platform = event.platform as { env?: object } | undefined'
          : '  const { platform } = event',
        '  return endpoint(event.request, platform?.env) ?? resolve(event)',
        '}',
      ],
    },
  ],
  // https://docs.astro.build/en/guides/endpoints/
  // https://docs.astro.build/en/guides/integrations-guide/cloudflare/#environment-variables-and-secrets
  Astro: (ending, policy) =>
    routePaths(policy, '[...path]').map((path) => ({
      file: `src/pages${path}.${ending}`,
      imports: [
        ...(ending === 'ts' ? ["import type { APIRoute } from 'astro'"] : []),
        "import { env } from 'cloudflare:workers'",
      ],
      lines: [
        'export const prerender = false',
        `export const ALL${ending === 'ts' ? ': APIRoute' : ''} = ({ request }) =>`,
        '  endpoint(request, env) ?? new Response(null, { status: 404 })',
      ],
    })),
  // https://nuxt.com/docs/guide/directory-structure/server#server-routes
  // https://nitro.build/deploy/providers/cloudflare#direct-access-to-cloudflare-bindings
  Nuxt: (ending, policy) =>
    routePaths(policy, '[...path]').map((path) => ({
      file: `server/routes${path}.${ending}`,
      lines: [
        'export default defineEventHandler((event) =>',
        '  endpoint(toWebRequest(event), event.context.cloudflare?.env),',
        ')',
      ],
    })),
  // https://nextjs.org/docs/app/api-reference/file-conventions/route
  // OpenNext puts variables and secrets into process.env: https://opennext.js.org/cloudflare/howtos/env-vars
  // Beside an `app` of the project itself, one in src is no longer read: /file-conventions/src-folder
  'Next.js': (ending, policy, files) =>
    routePaths(policy, '[[...path]]').map((path) => ({
      file: `${usesSource(files) ? 'src/' : ''}app${path}/route.${ending}`,
      lines: [
        `const answer = (request${ending === 'ts' ? ': Request' : ''}) => endpoint(request)`,
        'export { answer as GET, answer as HEAD, answer as OPTIONS, answer as PATCH }',
        'export { answer as DELETE, answer as POST, answer as PUT }',
      ],
    })),
}

const usesSource = ({ isFolder }: ProjectFiles): boolean =>
  ['app', 'pages'].some((folder) => isFolder(`src/${folder}`) && !isFolder(folder))

function imports(file: string): string[] {
  const policy = posix.relative(posix.dirname(file), `${outputFolder}/policy.js`)
  return [
    "import { createEndpoint } from 'edgemint/workers'",
    `import { policy } from '${policy.startsWith('.') && !policy.startsWith('.e') ? policy : `./${policy}`}'`,
    '',
    'const endpoint = createEndpoint(policy)',
  ]
}
