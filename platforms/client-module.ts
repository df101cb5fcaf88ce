import { build } from 'esbuild'
import { defaults } from '../shared/config/defaults.ts'
import type { Policy } from '../shared/core/policy.ts'
import { awaitBundler } from './await-bundler.ts'
import { sourceFile } from './build.ts'
import { mark } from './target.ts'

/** An ES module with the exports of `edgemint/client`, which it imports, and the policy's endpoint as their default. */
export function clientModule({ endpoint }: Policy): string {
  if (endpoint === defaults.endpoint) return "export * from 'edgemint/client'\n"
  return `import { clearAuthToken as clear, renewAuthToken as renew, setAuthToken as set } from 'edgemint/client'

const at = (options) => ({ ...options, endpoint: options?.endpoint ?? ${JSON.stringify(endpoint)} })

export { AuthTokenError } from 'edgemint/client'
export const setAuthToken = (token, options) => set(token, at(options))
export const renewAuthToken = (options) => renew(at(options))
export const clearAuthToken = (options) => clear(at(options))
`
}

/** The same with the exports of `edgemint/auth-fetch`, which then know the bridge too. */
export function authFetchModule(policy: Policy): string {
  return `export { AuthTokenError, createAuthFetch } from 'edgemint/auth-fetch'\n${authFetchOf(policy)}`
}

function authFetchOf({ endpoint, bridge }: Policy): string {
  const options = { endpoint, path: bridge?.path, field: bridge?.tokens?.field }
  return `import { createAuthFetch } from 'edgemint/auth-fetch'
export const { authFetch, logIn, logOut } = createAuthFetch(${JSON.stringify(options)})
`
}

/**
 * The client in one minified file that imports nothing, for `<script type="module">`; with a bridge,
 * `authFetch`, `logIn` and `logOut` are in it too. It begins with our mark.
 */
export async function clientFile(policy: Policy): Promise<string> {
  const contents = clientModule(policy) + (policy.bridge ? authFetchOf(policy) : '')
  const more = policy.bridge ? ', authFetch, logIn and logOut' : ''
  const work = build({
    stdin: { contents, resolveDir: '.' },
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    target: 'es2022',
    alias: {
      'edgemint/client': sourceFile('shared/web/client'),
      'edgemint/auth-fetch': sourceFile('shared/web/auth-fetch'),
    },
    banner: { js: `${mark} It exports setAuthToken, renewAuthToken and clearAuthToken${more}.` },
    logLevel: 'silent',
  })
  const { outputFiles } = await awaitBundler(work)
  return outputFiles[0].text
}
