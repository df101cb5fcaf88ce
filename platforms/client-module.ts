import { build } from 'esbuild'
import { defaults } from '../shared/config/defaults.ts'
import type { Policy } from '../shared/core/policy.ts'
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

/** The same in one minified file that imports nothing, for `<script type="module">`. It begins with our mark. */
export async function clientFile(policy: Policy): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: clientModule(policy), resolveDir: '.' },
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    target: 'es2022',
    alias: { 'edgemint/client': sourceFile('shared/web/client') },
    banner: { js: `${mark} It exports setAuthToken, renewAuthToken and clearAuthToken.` },
    logLevel: 'silent',
  })
  return outputFiles[0].text
}
