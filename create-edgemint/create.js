#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { basename, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { ask } from './ask.js'
import { checkEmpty, copyTemplate } from './copy-template.js'
import { Mistake } from './mistake.js'

const platforms = {
  netlify: 'Netlify',
  workers: 'Cloudflare Workers',
  pages: 'Cloudflare Pages',
  cloudfront: 'CloudFront',
}

const usage = `npm create edgemint [FOLDER] [-- --platform NAME --site URL --api URL --yes]

Makes a small site whose log-in cookie Safari keeps, in a new folder.

  FOLDER            the new folder (default: my-site)
  --platform NAME   where the site will be: ${Object.keys(platforms).join(', ')}
  --site URL        the address of its pages: https://www.example.com
  --api URL         the address of the API: https://api.example.com
  --yes             ask nothing
`

/** The same build as `edgemint init` puts into a project. */
const builds = {
  netlify: 'edgemint build --target netlify --into .netlify/v1/functions',
  workers: 'edgemint build --target workers',
  pages: 'edgemint build --target pages --into public',
  cloudfront: 'edgemint build',
}

try {
  await create()
} catch (error) {
  if (!(error instanceof Mistake)) throw error
  process.stderr.write(`create-edgemint: ${error.message}\n`)
  process.exitCode = 1
}

async function create() {
  const { values, positionals } = parse()
  if (values.help) {
    process.stdout.write(usage)
    return
  }
  const [name, ...further] = positionals
  if (further.length > 0) {
    throw new Mistake(`one folder at a time: ${name}, and not ${further.join(' ')}.\n\n${usage}`)
  }
  const folder = resolve(name ?? 'my-site')
  // Before anything is asked.
  checkEmpty(folder)
  const { platform, site, api } = await ask(values, platforms)
  const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'))
  copyTemplate(folder, platform, {
    NAME: packageName(basename(folder)),
    SITE: site,
    API: api,
    VERSION: version,
    BUILD: builds[platform],
    PLATFORM: platforms[platform],
    DEPLOY:
      platform === 'cloudfront'
        ? [
            '# once public/ is in the bucket behind your distribution:',
            'npm install --save-dev @aws-sdk/client-cloudfront',
            'npx edgemint attach --distribution ID --dry-run',
            'npx edgemint attach --distribution ID',
          ].join('\n    ')
        : `npx edgemint deploy ${platform}${platform === 'pages' ? ' public' : ''}`,
  })
  const place = relative('', folder) || '.'
  process.stdout
    .write(`Made in ${place}: a site for ${platforms[platform]}, with its pages at ${site} and its API at ${api}.

Next
  1. ${place === '.' ? '' : `cd "${place}" && `}npm install
  2. npm run build
  3. Read README.md: what your API must do, and how to deploy
`)
}

function packageName(folder) {
  const words = folder.toLowerCase().replace(/[^a-z0-9]+/g, '-')
  return words.slice(0, 54).replace(/^-+|-+$/g, '') || 'site'
}

function parse() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        platform: { type: 'string' },
        site: { type: 'string' },
        api: { type: 'string' },
        yes: { type: 'boolean', short: 'y' },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (error) {
    throw new Mistake(`${error.message}\n\n${usage}`)
  }
}
