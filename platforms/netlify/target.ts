import { ownPaths } from '../../shared/core/paths.ts'
import type { Policy } from '../../shared/core/policy.ts'
import { mark, type Target } from '../target.ts'
import { checkTemporaryFolder } from '../temporary-folder.ts'
import { edgeFunctionFile, functionFile, netlify as vendor } from './vendor.ts'

/** What both have in common: a file with the function and its config, and Web standards. */
const withRoutes = {
  vendor,
  // Netlify finds a function's route by parsing the file, so it stands there as a literal. No `onError` for the edge:
  // what fails must not be answered by the site.
  wrap: (entry: string, policy: Policy) =>
    `export { default } from ${JSON.stringify(entry)}\n` +
    `export const config = { path: ${JSON.stringify(ownPaths(policy))} }`,
  readsBody: true,
  hasNetwork: true,
  seesOrigin: true,
} satisfies Partial<Target>

export const netlify: Target<'netlify'> = {
  ...withRoutes,
  name: 'netlify',
  title: 'Netlify Functions',
  entry: 'functions/set-auth-token',
  file: functionFile,
  options: { target: 'node22', banner: { js: mark } },
  inDemo: true,
  start: async (files, secrets) => {
    // Netlify's packager looks for the folder while it is loaded.
    checkTemporaryFolder()
    return (await import('./runtime.ts')).startNetlifyBundle(files[functionFile], secrets)
  },
}

export const netlifyEdge: Target<'netlify-edge'> = {
  ...withRoutes,
  name: 'netlify-edge',
  title: 'Netlify Edge Functions',
  entry: 'edge-functions/set-auth-token',
  file: edgeFunctionFile,
  options: { target: 'es2022', banner: { js: mark } },
  inDemo: false,
  start: async (files, secrets) =>
    (await import('./edge-runtime.ts')).startNetlifyEdge(files[edgeFunctionFile], secrets),
}
