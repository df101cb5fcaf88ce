import { ownPaths } from '../../shared/core/paths.ts'
import { mark, type Target } from '../target.ts'
import { functionFile, netlify as vendor } from './vendor.ts'

export const netlify: Target<'netlify'> = {
  name: 'netlify',
  title: 'Netlify Functions',
  vendor,
  entry: 'functions/set-auth-token',
  file: functionFile,
  options: { target: 'node22', banner: { js: mark } },
  // Netlify finds the route by parsing the file, so it stands there as a literal.
  wrap: (entry, policy) =>
    `export { default } from ${JSON.stringify(entry)}\n` +
    `export const config = { path: ${JSON.stringify(ownPaths(policy))} }`,
  readsBody: true,
  hasNetwork: true,
  seesOrigin: true,
  inDemo: true,
  start: async (files, secrets) =>
    (await import('./runtime.ts')).startNetlifyBundle(files[functionFile], secrets),
}
