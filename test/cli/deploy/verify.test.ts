import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { SecretVerification } from '../../../shared/core/verification.ts'
import { createHandler } from '../../../shared/web/verify/handler.ts'
import { createVerifier } from '../../../shared/web/verify/secret.ts'
import { aroundAll } from '../../around-all.ts'
import { policyOf } from '../policy-of.ts'
import { runEdgemint, type Run } from '../run-edgemint.ts'
import { standIns, type Call, type StandIns } from '../stand-in.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { serveSite, type ServedSite } from './serve-site.ts'

const secret = 'made up for a test, to be deployed'
const verify = { algorithm: 'HS256', secret: 'AUTH_TOKEN_SECRET' } as const

let served: ServedSite
let bound: string | undefined
aroundAll(
  async () => {
    const policy = policyOf({ verify })
    const verifier = createVerifier(policy.verify as SecretVerification, () => bound)
    served = await serveSite({ ...policy, handler: createHandler({ ...policy, verifier }) })
  },
  () => served.close(),
)

function deploy(args: string[], { path }: StandIns): Promise<Run> {
  const folder = temporaryFolder({
    'edgemint.config.ts': `export default { site: '${served.site}', verify: ${JSON.stringify(verify)} }\n`,
    'package.json': '{}',
    'wrangler.toml': 'main = ".edgemint/workers/worker.js"\n[env.staging]\n',
    'netlify.toml':
      '[build]\npublish = "dist"\ncommand = "edgemint build --target netlify --into .netlify/v1/functions"\n',
    'dist/index.html': '<!doctype html>',
  })
  const variables = {
    PATH: path,
    NODE_EXTRA_CA_CERTS: served.authority,
    NETLIFY: undefined,
    CF_PAGES: undefined,
    CLOUDFLARE_ENV: undefined,
  }
  return runEdgemint(folder, ['deploy', ...args], process.execPath, variables)
}

interface Platform {
  args: string[]
  list: Call
  listing: (name: string) => string
  bind: string
}

const netlify: Platform = {
  args: ['netlify'],
  list: { program: 'netlify', args: ['env:list', '--json', '--context', 'production'] },
  listing: (name) => JSON.stringify({ [name]: secret }, null, 2),
  bind: 'npx netlify env:set AUTH_TOKEN_SECRET "$(cat FILE)" --secret --context production',
}
const platforms: Platform[] = [
  netlify,
  {
    args: ['netlify', '--env', 'staging'],
    list: { program: 'netlify', args: ['env:list', '--json', '--context', 'branch:staging'] },
    listing: (name) => JSON.stringify({ [name]: secret }),
    bind: 'npx netlify env:set AUTH_TOKEN_SECRET "$(cat FILE)" --secret --context branch:staging',
  },
  {
    args: ['workers'],
    list: { program: 'wrangler', args: ['secret', 'list', '--env='] },
    listing: (name) => JSON.stringify([{ name, type: 'secret_text' }], null, 2),
    bind: 'npx wrangler secret put AUTH_TOKEN_SECRET --env=',
  },
  {
    args: ['pages', 'dist'],
    list: { program: 'wrangler', args: ['pages', 'secret', 'list'] },
    // wrangler 4.156
    listing: (name) =>
      `The "production" environment of your Pages project "x" has access to the following secrets:\n  - ${name}: Value Encrypted\n`,
    bind: 'npx wrangler pages secret put AUTH_TOKEN_SECRET',
  },
  {
    args: ['pages', 'dist', '--env', 'staging'],
    list: { program: 'wrangler', args: ['pages', 'secret', 'list', '--env', 'preview'] },
    listing: (name) =>
      `The "preview" environment of your Pages project "x" has access to the following secrets:\n  - ${name}: Value Encrypted\n`,
    bind: 'npx wrangler pages secret put AUTH_TOKEN_SECRET --env preview',
  },
]

const withoutEnvironment = ({ program, args }: Call): Call => ({ program, args })

suite('edgemint deploy, with verify in the config', () => {
  for (const { args, list, listing, bind } of platforms) {
    test(`${args.join(' ')}: a secret that is not bound is refused before anything is built`, async () => {
      const programs = standIns(['netlify', 'wrangler'], { listing: listing('ANOTHER_SECRET') })
      const { exitCode, stdout, stderr } = await deploy(args, programs)
      assert.equal(exitCode, 1)
      assert.ok(
        stderr.endsWith(
          `  the secret AUTH_TOKEN_SECRET: it is not bound on the platform, so a log-in would be answered with 503.\n    → Run: ${bind}\n`,
        ),
        stderr,
      )
      assert.deepEqual(programs.calls().map(withoutEnvironment), [list])
      assert.ok(!`${stdout}${stderr}`.includes(secret))
    })

    test(`${args.join(' ')}: one that is bound is not spoken of`, async () => {
      bound = secret
      const programs = standIns(['netlify', 'wrangler'], { listing: listing(verify.secret) })
      const { exitCode, stdout, stderr } = await deploy(args, programs)
      assert.equal(exitCode, 0, stderr)
      assert.deepEqual(programs.calls().map(withoutEnvironment)[0], list)
      assert.doesNotMatch(stderr, /AUTH_TOKEN_SECRET/)
      assert.ok(!`${stdout}${stderr}`.includes(secret))
      if (args.includes('--env')) return
      assert.match(
        stderr,
        /✓ \S+\n {2}edgemint answers "token rejected" \(401\)\. The token was made up, so that is right\.\n/,
      )
    })
  }

  test('where the list is not to be had, it says how, goes on, and looks at what is live', async () => {
    bound = undefined
    const { exitCode, stderr } = await deploy(netlify.args, standIns(['netlify']))
    assert.equal(exitCode, 1)
    assert.ok(
      stderr.startsWith(
        `note: what is bound there was not to be seen. What is missing is bound by:\n  ${netlify.bind}\n`,
      ),
      stderr,
    )
    assert.ok(
      stderr.includes(
        `/set-auth-token\n  edgemint answers, but finds no secret to verify tokens with (503).\n  → ${netlify.bind}\n`,
      ),
      stderr,
    )
  })

  test('--dry-run asks nobody, and says what must be bound', async () => {
    const programs = standIns(['netlify'])
    const { exitCode, stderr } = await deploy([...netlify.args, '--dry-run'], programs)
    assert.equal(exitCode, 0)
    assert.ok(stderr.endsWith(`What must be bound before:\n  ${netlify.bind}\n`), stderr)
    assert.deepEqual(programs.calls(), [])
  })
})
