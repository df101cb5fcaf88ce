import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { edgeRuntimes } from '../../../platforms/cloudfront/attach/config/behavior.ts'
import { fromLambdaEdgeResponse, toLambdaEdgeEvent } from '../../../platforms/cloudfront/event.ts'
import { templateNames } from '../../../platforms/cloudfront/template/snippet.ts'
import { runEdgemint } from '../run-edgemint.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { assertFormatted, codes, name, path, print } from './snippets.ts'

/** What each tool reads in its text, beside letters: quotes, backslashes, and its own expressions. */
const nasty = 'var a="\\\\n${b} %{c}";\n  var d=`<>&\'`;\n'

/** The code in a snippet, as the tool reads it. */
const readers = {
  cloudformation: (text: string) => {
    const [, block] = /(?:FunctionCode|ZipFile): \|\n([^]*?)\n(?:\n| {2}Edgemint)/.exec(text)!
    const [indent] = /^ +/.exec(block)!
    return block.replaceAll(new RegExp(`^${indent}`, 'gm'), '')
  },
  cdk: (text: string) => JSON.parse(/fromInline\(\s*(".*"),\s*\)/.exec(text)![1]) as string,
  terraform: (text: string) =>
    /<<EOT\n([^]*?)\nEOT\n/.exec(text)![1].replaceAll('$${', '${').replaceAll('%%{', '%{'),
}

/** What the behavior and the function cannot do without, as each tool says it. */
const parts = {
  function: [/cloudfront-js-2\.0|JS_2_0/, /viewer-request|VIEWER_REQUEST/],
  'lambda-edge': [
    /nodejs22\.x|NODEJS_22_X/,
    /viewer-request|VIEWER_REQUEST/,
    /IncludeBody: true|includeBody: true|include_body = true/,
    // The version, never what is not published.
    /!Ref EdgemintVersion[\da-f]{8}\n|edgemint\.currentVersion|\.qualified_arn/,
    // The CDK sees to it by itself.
    /us-east-1|EdgeFunction/,
    /\[lambda\.amazonaws\.com, edgelambda\.amazonaws\.com\]|"lambda\.amazonaws\.com", "edgelambda\.amazonaws\.com"|EdgeFunction/,
  ],
}

suite('edgemint template', () => {
  for (const [tool, runtime] of templateNames.flatMap((each) =>
    edgeRuntimes.map((kind) => [each, kind] as const),
  )) {
    test(`${tool}, ${runtime}: the bundle is inside, whatever is in it`, () => {
      const code = codes[runtime]
      assert.equal(readers[tool](print(tool, runtime)).trimEnd(), code.trimEnd())
      const text = print(tool, runtime, { code: nasty })
      assert.equal(readers[tool](text).trimEnd(), nasty.trimEnd())
    })

    test(`${tool}, ${runtime}: with the function's name, its runtime and the behavior`, () => {
      const text = print(tool, runtime)
      for (const part of [name, path, ...parts[runtime]]) assert.match(text, new RegExp(part))
    })

    test(`${tool}, ${runtime}: a behavior for each path of the endpoint`, () => {
      const text = print(tool, runtime, { paths: [path, `${path}/start`] })
      const start = print(tool, runtime, { paths: [`${path}/start`], name })
      const behavior =
        /^(?: {2}- PathPattern|distribution\.addBehavior|ordered_cache_behavior)[^]*/m
      const [one] = behavior.exec(start)!
      assert.ok(text.endsWith(one), text.slice(-1500))
      assert.equal(text.split(/PathPattern:|addBehavior\('|path_pattern /).length, 3)
    })

    test(`${tool}, ${runtime}: is printed for the placeholder site too, and standard error says so`, async () => {
      const folder = temporaryFolder({
        'edgemint.config.ts': "export default { site: 'https://www.example.com' }\n",
      })
      const option = runtime === 'function' ? [] : ['--runtime', runtime]
      const { exitCode, stdout, stderr } = await runEdgemint(folder, ['template', tool, ...option])
      assert.equal(exitCode, 0)
      assert.equal(stdout, print(tool, runtime))
      assert.match(stderr, /^Printed, but it will not work once it is deployed:\n {2}site: /)
    })
  }

  test('two sites in one account have two names, and so has each environment and path', async () => {
    const folder = temporaryFolder({
      'a.ts': "export default { site: 'https://www.a-b.com' }",
      'b.ts': "export default { site: 'https://www.a.b.com' }",
      'long.ts': `export default { site: 'https://${'a'.repeat(60)}.acme.com' }`,
      'long-too.ts': `export default { site: 'https://${'a'.repeat(60)}.shop.com' }`,
      'path.ts': "export default { site: 'https://www.a-b.com', endpoint: '/login' }",
    })
    const names: string[] = []
    for (const args of [
      'a.ts',
      'b.ts',
      'long.ts',
      'long-too.ts',
      'path.ts',
      'a.ts --env staging',
    ]) {
      const { stdout } = await runEdgemint(folder, [
        'template',
        'cdk',
        '--config',
        ...args.split(' '),
      ])
      names.push(/functionName: '(.*)'/.exec(stdout)![1])
    }
    assert.match(names[0], /^edgemint-www-a-b-com-set-auth-token-[\da-f]{8}$/)
    assert.match(names[5], /^edgemint-www-a-b-com-staging-set-auth-token-[\da-f]{8}$/)
    assert.equal(new Set(names).size, names.length, String(names))
    // What CloudFront takes: https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateFunction.html
    for (const each of names) assert.match(each, /^[a-zA-Z0-9-_]{1,64}$/)
  })

  /** What gives the function its secrets, as each tool says it. */
  const secretParts = {
    function: {
      cloudformation: [
        /KeyValueStoreAssociations: \[\{ KeyValueStoreARN: !GetAtt EdgemintSecrets\.Arn \}\]/,
        /EdgemintSecrets:\n {4}Type: AWS::CloudFront::KeyValueStore\n {4}Properties:\n {6}Name: /,
      ],
      cdk: [/new cloudfront\.KeyValueStore\(this/, /keyValueStore: edgemintSecrets,/],
      terraform: [
        /resource "aws_cloudfront_key_value_store" "edgemint" \{/,
        /= \[aws_cloudfront_key_value_store\.edgemint\.arn\]/,
      ],
    },
    'lambda-edge': {
      cloudformation: [
        /Action: ssm:GetParameter\n +Resource:\n +- !Sub arn:aws:ssm:us-east-1:\$\{AWS::AccountId\}:parameter\/A\n +- !Sub arn\S+parameter\/B\n {2}EdgemintFunction:/,
      ],
      cdk: [
        /import \{ Aws, Duration \}/,
        /actions: \['ssm:GetParameter'\],\n +resources: \[\n +`arn:aws:ssm:us-east-1:\$\{Aws\.ACCOUNT_ID\}:parameter\/A`,/,
      ],
      terraform: [
        /Resource = \["arn:aws:ssm:us-east-1:\*:parameter\/A", "arn:aws:ssm:us-east-1:\*:parameter\/B"\]/,
      ],
    },
  }
  for (const tool of templateNames) {
    for (const runtime of edgeRuntimes) {
      test(`${tool}, ${runtime}: reads its secrets, and the command that puts them is said without them`, () => {
        const text = print(tool, runtime, { secrets: ['A', 'B'] })
        for (const part of secretParts[runtime][tool]) assert.match(text, part)
        const command =
          runtime === 'function'
            ? 'aws cloudfront-keyvaluestore put-key --kvs-arn ARN --if-match ETAG --key A --value file://FILE'
            : 'aws ssm put-parameter --region us-east-1 --type SecureString --name A --value file://FILE'
        assert.ok(text.includes(command), text.slice(0, 2000))
        assert.doesNotMatch(print(tool, runtime), /ssm:|KeyValueStore|key_value_store|secret/i)
      })
    }
  }

  test('the code for Lambda runs as index.js does, and answers', async () => {
    const folder = temporaryFolder({ 'index.js': codes['lambda-edge'], 'package.json': '{}' })
    const { handler } = createRequire(join(folder, 'index.js'))('./index.js')
    const request = {
      method: 'PUT',
      url: `https://www.example.com${path}`,
      headers: [
        ['origin', 'https://www.example.com'],
        ['content-type', 'application/json'],
      ] as [string, string][],
      body: '{"authToken":"abc"}',
    }
    const { status, headers } = fromLambdaEdgeResponse(await handler(toLambdaEdgeEvent(request)))
    assert.equal(status, 204)
    assert.ok(headers.some(([, value]) => value.startsWith('__Secure-authToken=abc;')))
  })

  test('new code is a new version, by name, since a published one stays what it was', () => {
    assert.notEqual(version('1'), version('2'))
    assert.equal(version('1'), version('1'))
  })

  test('Terraform reads no expression of its own in the code', () => {
    // In JavaScript, `$$` in a replacement is one `$`: what was to be escaped once stayed as it was.
    for (const runtime of edgeRuntimes) {
      const [, code] = /<<-?\w+\n([\s\S]*?)\n\s*\w+\n/.exec(print('terraform', runtime, {})) ?? []
      assert.match(code, /\$\$\{/)
      assert.doesNotMatch(code.replaceAll('$${', '').replaceAll('%%{', ''), /[$%]\{/)
    }
  })

  for (const runtime of edgeRuntimes) {
    test(`terraform fmt has nothing to change with ${runtime}, where Terraform is installed`, (t) => {
      const two = { paths: [path, `${path}/start`], secrets: ['A', 'B'] }
      assertFormatted(t, print('terraform', runtime, two))
    })
  }

  test('a secret in the bundle would be printed, so nothing is', async (t) => {
    process.env.TEMPLATE_SECRET = 'made up for a test, which is not to be printed'
    t.after(() => delete process.env.TEMPLATE_SECRET)
    const folder = temporaryFolder({
      'edgemint.config.ts':
        "export default { site: 'https://www.acme.com', verify: { algorithm: 'HS256', secret: 'TEMPLATE_SECRET', secretInBundle: true } }\n",
    })
    for (const runtime of edgeRuntimes) {
      const args = ['template', 'cdk', '--runtime', runtime]
      const { exitCode, stdout, stderr } = await runEdgemint(folder, args)
      assert.equal(exitCode, 1)
      assert.equal(stdout, '')
      assert.match(stderr, /a template prints the function\.\n {2}→ Leave secretInBundle out/)
    }
  })

  test('a tool that there is not, and none', async () => {
    const folder = temporaryFolder()
    const other = await runEdgemint(folder, ['template', 'teraform'])
    assert.equal(other.exitCode, 2)
    assert.match(other.stderr, /no template "teraform"\. Did you mean terraform\?/)
    const none = await runEdgemint(folder, ['template'])
    assert.match(none.stderr, /the tool is missing: cloudformation, cdk or terraform\./)
  })
})

/** What the version is called in the template, with this code. */
function version(code: string): string {
  const text = print('cloudformation', 'lambda-edge', { code })
  return /^ {2}(EdgemintVersion\w+):$/m.exec(text)![1]
}
