import { parse, type Program } from 'acorn'
import { simple } from 'acorn-walk'
import assert from 'node:assert/strict'
import { before, suite, test } from 'node:test'
import { bundle } from '../../platforms/build.ts'
import { targetNames, targets } from '../../platforms/targets.ts'
import { policyOf } from '../cli/policy-of.ts'
import { buildAll, bundleFile, importCode } from './build-all.ts'
import { layout } from './layout.ts'

let built: Record<string, string>
before(async () => {
  built = await buildAll()
})

test('each target is one file, Pages also has its routes, and all share the policy', () => {
  assert.deepEqual(Object.keys(built).toSorted(), layout)
})

test('the same config builds the same octets', async () => {
  assert.deepEqual(await buildAll(), built)
})

suite('where cookies are stamped, and nowhere else, a bundle holds what checks stamps', () => {
  const bridge = { path: '/api', preset: 'kuroco' } as const
  const policy = policyOf({ api: 'https://api.vendor.com', bridge })
  const stamped = { ...policy, bridge: { ...policy.bridge!, stamp: 'EDGEMINT_SECRET' } }
  for (const target of targets) {
    test(target.name, async () => {
      assert.doesNotMatch(await bundle(target, policy), /no good stamp/)
      assert.match(await bundle(target, stamped), /no good stamp/)
    })
  }
})

suite('no bundle needs what its platform does not have', () => {
  for (const name of targetNames) {
    test(`${name} imports nothing`, () => {
      assert.deepEqual(importsOf(built[bundleFile(name)]), [])
    })

    test(`${name} holds neither process nor require`, () => {
      assert.doesNotMatch(built[bundleFile(name)], /\bprocess\b|\brequire\b/)
    })
  }

  for (const name of targetNames.filter((target) => target !== 'lambda-edge')) {
    test(`${name} holds no Buffer, which is Node's`, () => {
      assert.doesNotMatch(built[bundleFile(name)], /\bBuffer\b/)
    })
  }
})

suite('each bundle exports what its platform calls', () => {
  test('netlify: a function and its config', async () => {
    const module = await importCode(built[bundleFile('netlify')])
    assert.deepEqual(Object.keys(module).toSorted(), ['config', 'default'])
    assert.equal(typeof module.default, 'function')
  })

  test('netlify-edge: the same', async () => {
    const module = await importCode(built[bundleFile('netlify-edge')])
    assert.deepEqual(Object.keys(module).toSorted(), ['config', 'default'])
    assert.deepEqual(module.config, { path: ['/set-auth-token'] })
    assert.equal(typeof module.default, 'function')
  })

  for (const name of ['workers', 'pages'] as const) {
    test(`${name}: an object with fetch`, async () => {
      const module = await importCode(built[bundleFile(name)])
      assert.deepEqual(Object.keys(module), ['default'])
      const worker = module.default as { fetch: unknown }
      assert.equal(typeof worker.fetch, 'function')
    })
  }

  test('lambda-edge: handler', async () => {
    const module = await importCode(built[bundleFile('lambda-edge')])
    assert.deepEqual(Object.keys(module), ['handler'])
    assert.equal(typeof module.handler, 'function')
  })

  test('cloudfront: a script, not a module, with a global handler', () => {
    const program = parse(built[bundleFile('cloudfront')], { ecmaVersion: 2021 })
    assert.equal(program.sourceType, 'script')
    assert.ok(globalsOf(program).includes('handler'))
  })
})

test('the policy of the source entries is the checked config', async () => {
  const { policy } = await importCode((await buildAll({ endpoint: '/auth/cookie' }))['policy.js'])
  assert.deepEqual(policy, {
    endpoint: '/auth/cookie',
    methods: ['PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    siteOrigins: [],
    formOrigins: [],
    proxiedHost: '',
    returnTo: ['/'],
    registrableDomain: 'example.com',
    cookie: {
      name: '__Secure-authToken',
      maxAge: 34_560_000,
      domain: 'example.com',
      attributes: 'Path=/; HttpOnly; Secure; SameSite=Strict',
      former: [],
    },
  })
})

function importsOf(code: string): string[] {
  const found: string[] = []
  const program = parse(code, { ecmaVersion: 'latest', sourceType: 'module' })
  simple(program, {
    ImportDeclaration: ({ source }) => void found.push(String(source.value)),
    ImportExpression: ({ source }) => void found.push(source.type),
  })
  return found
}

function globalsOf(program: Program): string[] {
  return program.body.flatMap((node) => {
    if (node.type !== 'VariableDeclaration' || node.kind !== 'var') return []
    return node.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [id.name] : []))
  })
}
