import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { removedHeaders } from '../../../platforms/cloudfront/answer-headers.ts'
import { edgeRuntimes } from '../../../platforms/cloudfront/attach/config/behavior.ts'
import { bridgeName } from '../../../platforms/cloudfront/attach/resource-name.ts'
import { templateNames } from '../../../platforms/cloudfront/template/snippet.ts'
import { runEdgemint } from '../run-edgemint.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { assertFormatted, name as endpoint, print } from './snippets.ts'

const bridge = {
  path: '/api',
  origin: 'https://api.vendor.com:8443',
  removed: removedHeaders({ cookies: [] }),
  code: { request: 'var request = `${a}`\n', response: 'var response = "%{b}"\n' },
  secrets: [],
}
const id = bridgeName(endpoint)

/** The parts of a text that begin so, each up to the next that does. */
const behaviorsOf = (text: string): string[] =>
  text
    .split(/(?= {2}- PathPattern|distribution\.addBehavior|ordered_cache_behavior \{)/)
    .slice(1)
    .map((part) => part.split(/\n\n?# 3|\n\/\/ Into the properties/)[0].trimEnd() + '\n')

/** What a bridge brings, as each tool says it. */
const parts = {
  cloudformation: {
    origin: [
      `# 3. Into Origins of your distribution: the API.
Origins:
  - Id: ${id}
    DomainName: api.vendor.com
    CustomOriginConfig:
      HTTPSPort: 8443
      OriginProtocolPolicy: https-only
      OriginSSLProtocols: [TLSv1.2]
`,
    ],
    asked: `TargetOriginId: ${id}`,
    policy: [
      `  EdgemintBridgeAnswers:
    Type: AWS::CloudFront::ResponseHeadersPolicy
    Properties:
      ResponseHeadersPolicyConfig:
        Name: ${id}
`,
      `            - Header: Cache-Control
              Override: false
              Value: private, no-store
        SecurityHeadersConfig:
          ContentSecurityPolicy:
            ContentSecurityPolicy: sandbox
            Override: true
          ContentTypeOptions:
            Override: true
`,
    ],
    header: (name: string) => `            - Header: ${name}\n`,
    answers: 'ResponseHeadersPolicyId: !Ref EdgemintBridgeAnswers',
    runs: (event: string, part: string) =>
      `      - EventType: viewer-${event}
        FunctionARN: !GetAtt Edgemint${part || 'Function'}.FunctionARN\n`,
    code: (part: string, code: string) =>
      `  Edgemint${part}:\n    Type: AWS::CloudFront::Function\n[^]*?FunctionCode: \\|\n {8}${escape(code)}`,
    store:
      /EdgemintBridgeRequest:[^]*KeyValueStoreARN: !GetAtt EdgemintSecrets\.Arn[^]*FunctionCode[^]*EdgemintSecrets:\n/,
  },
  cdk: {
    origin: [
      `const edgemintApi = new origins.HttpOrigin('api.vendor.com', {
  originId: '${id}',
  httpsPort: 8443,
  protocolPolicy: cloudfront.OriginProtocolPolicy.HTTPS_ONLY,
  originSslProtocols: [cloudfront.OriginSslPolicy.TLS_V1_2],
})
`,
      "import * as origins from 'aws-cdk-lib/aws-cloudfront-origins'\n",
    ],
    asked: ', edgemintApi, {',
    policy: [
      `new cloudfront.ResponseHeadersPolicy(this, 'EdgemintBridgeAnswers', {
  responseHeadersPolicyName: '${id}',
`,
      "customHeaders: [{ header: 'Cache-Control', value: 'private, no-store', override: false }],",
      "contentSecurityPolicy: { contentSecurityPolicy: 'sandbox', override: true },",
      'contentTypeOptions: { override: true },',
    ],
    header: (name: string) => `    '${name}',\n`,
    answers: '  responseHeadersPolicy: edgemintBridgeAnswers,\n',
    runs: (event: string, part: string) =>
      `{ function: edgemint${part}, eventType: cloudfront.FunctionEventType.VIEWER_${event.toUpperCase()} },\n`,
    code: (part: string, code: string) =>
      `new cloudfront\\.Function\\(this, 'Edgemint${part}', \\{\n[^]*?fromInline\\(\n {4}${escape(JSON.stringify(code))}`,
    store: /EdgemintSecrets[^]*'EdgemintBridgeRequest', \{[^}]*keyValueStore: edgemintSecrets,/,
  },
  terraform: {
    origin: [
      `origin {
  origin_id   = "${id}"
  domain_name = "api.vendor.com"

  custom_origin_config {
    http_port              = 80
    https_port             = 8443
    origin_protocol_policy = "https-only"
    origin_ssl_protocols   = ["TLSv1.2"]
  }
}
`,
    ],
    asked: `  target_origin_id           = "${id}"\n`,
    policy: [
      `resource "aws_cloudfront_response_headers_policy" "edgemint_bridge" {
  name    = "${id}"
`,
      `    items {
      header   = "Cache-Control"
      override = false
      value    = "private, no-store"
    }
`,
      `    content_security_policy {
      content_security_policy = "sandbox"
      override                = true
    }
    content_type_options {
      override = true
    }
`,
    ],
    header: (name: string) => `        "${name}",\n`,
    answers:
      '  response_headers_policy_id = aws_cloudfront_response_headers_policy.edgemint_bridge.id\n',
    runs: (event: string, part: string) =>
      `  function_association {
    event_type   = "viewer-${event}"
    function_arn = aws_cloudfront_function.edgemint${part.replace(/(?=[A-Z])/g, '_').toLowerCase()}.arn
  }\n`,
    code: (part: string, code: string) =>
      `"edgemint${part.replace(/(?=[A-Z])/g, '_').toLowerCase()}" \\{\n[^]*?<<EOT\n${escape(code.replace(/[$%]\{/, (sign) => sign[0] + sign))}`,
    store:
      /aws_cloudfront_key_value_store" "edgemint"[^]*"edgemint_bridge_request" \{[^}]*= \[aws_cloudfront_key_value_store\.edgemint\.arn\]/,
  },
}

function escape(text: string): string {
  return text.trimEnd().replaceAll(/[$(){}[\]\\|*+?.^]/g, '\\$&')
}

suite('edgemint template with a bridge', () => {
  for (const [tool, runtime] of templateNames.flatMap((each) =>
    edgeRuntimes.map((kind) => [each, kind] as const),
  )) {
    const says = parts[tool]
    const request = runtime === 'function' ? '' : 'BridgeRequest'

    test(`${tool}, ${runtime}: its path and all below go to the API, by both functions and the policy`, () => {
      const text = print(tool, runtime, { bridge })
      const [own, ...bridged] = behaviorsOf(text)
      assert.deepEqual([own], behaviorsOf(print(tool, runtime)), 'the endpoint is as without one')
      assert.equal(bridged.length, 2)
      for (const [index, pattern] of [
        '\'/api\'|"/api"| /api\n',
        '\'/api/\\*\'|"/api/\\*"| /api/\\*\n',
      ].entries()) {
        assert.match(bridged[index], new RegExp(pattern))
        const wanted = [
          says.asked,
          says.answers,
          says.runs('request', request),
          says.runs('response', 'BridgeResponse'),
        ]
        for (const part of wanted) assert.ok(bridged[index].includes(part), bridged[index] + part)
        assert.doesNotMatch(bridged[index], /lambda/i)
      }
      assert.match(text, /catch(es)?\s(# +)?\/set-auth-token or \/api or anything below it\./)
    })

    test(`${tool}, ${runtime}: the API is an origin, and what of its answers goes to the page is one policy`, () => {
      const text = print(tool, runtime, { bridge })
      const headers = bridge.removed.map(says.header)
      for (const part of [...says.origin, ...says.policy, ...headers])
        assert.ok(text.includes(part), `${text}\n\n${part}`)
    })

    test(`${tool}, ${runtime}: no error of the API is kept for another user, each status by itself`, () => {
      const of = {
        cloudformation: /ErrorCode: (\d+), ErrorCachingMinTTL: 0 /g,
        cdk: /(?<=errorResponses: \[.*)(\d+)(?=.*\]\..*Duration.seconds\(0\))/g,
        terraform: /error_code +=\s(\d+)\n +error_caching_min_ttl = 0\n/g,
      }
      const statuses = [...print(tool, runtime, { bridge }).matchAll(of[tool])].map(
        ([, status]) => status,
      )
      assert.deepEqual(statuses, ['404', '414', '500', '501', '502', '503', '504'])
      assert.doesNotMatch(print(tool, runtime), /error/i)
    })

    test(`${tool}, ${runtime}: each function of it is inside once`, () => {
      const text = print(tool, runtime, { bridge })
      assert.match(text, new RegExp(says.code('BridgeResponse', bridge.code.response)))
      const one = new RegExp(says.code('BridgeRequest', bridge.code.request))
      // A CloudFront Function that answers the endpoint does both.
      if (runtime === 'function') assert.doesNotMatch(text, /BridgeRequest|bridge_request/)
      else assert.match(text, one)
    })
  }

  for (const runtime of edgeRuntimes) {
    test(`terraform fmt has nothing to change with ${runtime} and a bridge, where Terraform is installed`, (t) => {
      const secrets = ['A']
      assertFormatted(t, print('terraform', runtime, { secrets, bridge: { ...bridge, secrets } }))
    })
  }

  for (const tool of templateNames) {
    test(`${tool}: beside Lambda@Edge, the function of its path reads the stamp's secret in a store`, () => {
      const text = print(tool, 'lambda-edge', {
        secrets: ['EDGEMINT_SECRET'],
        bridge: { ...bridge, secrets: ['EDGEMINT_SECRET'] },
      })
      assert.match(text, parts[tool].store)
      assert.ok(text.includes('--if-match ETAG --key EDGEMINT_SECRET --value file://FILE'))
      assert.ok(text.includes('--type SecureString --name EDGEMINT_SECRET --value file://FILE'))
    })
  }
})

suite('edgemint template for a config with a bridge', () => {
  const folder = temporaryFolder({
    'edgemint.config.js': `export default {
      site: 'https://www.acme.com',
      api: 'https://acme.g.kuroco.app/rcms-api/1',
      bridge: { path: '/api', preset: 'kuroco' },
    }`,
  })

  test('with tokens it prints Lambda@Edge for the endpoint, and says so', async () => {
    const { exitCode, stdout, stderr } = await runEdgemint(folder, ['template', 'cloudformation'])
    assert.deepEqual(
      [exitCode, stderr],
      [
        0,
        'note: /set-auth-token, which asks the API for tokens, runs as Lambda@Edge; /api runs in CloudFront Functions.\n',
      ],
    )
    assert.match(stdout, /AWS::Lambda::Function/)
    assert.match(stdout, /x-rcms-api-access-token/)
    assert.match(stdout, /DomainName: acme\.g\.kuroco\.app/)
    // As YAML reads it: no line of a function leaves its block.
    for (const line of stdout.split('\n')) assert.match(line, /^$|^#|^ {2}|^[A-Z]\w+:$/)
  })

  test('a CloudFront Function, which could not ask for them, is refused', async () => {
    const args = ['template', 'cdk', '--runtime', 'function']
    const { exitCode, stdout, stderr } = await runEdgemint(folder, args)
    assert.deepEqual([exitCode, stdout], [2, ''])
    assert.match(stderr, /--runtime function: \/set-auth-token asks the API for tokens/)
  })
})
