import { outputFolder, type TargetVendor } from '../vendor.ts'

/** Where build writes the function and the edge function, from the output folder. */
export const functionFile = 'netlify/set-auth-token.mjs'
export const edgeFunctionFile = 'netlify-edge/set-auth-token.js'

export const netlify: TargetVendor<'Netlify'> = {
  name: 'Netlify',
  domains: ['netlify.app', 'netlify.com', 'netlifyglobalcdn.com'],
  headers: { server: /^netlify/i },
  install: {
    byCommand: 'Run npx edgemint deploy netlify.',
    byHand: `npx edgemint build, put ${outputFolder}/${functionFile} into functions/, or the folder for functions that netlify.toml names, and deploy.`,
  },
  withoutCname: 'Move the site to the apex domain, whose record is one A.',
}
