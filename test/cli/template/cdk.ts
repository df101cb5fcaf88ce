import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { removedHeaders } from '../../../platforms/cloudfront/answer-headers.ts'
import { edgeRuntimes } from '../../../platforms/cloudfront/attach/config/behavior.ts'
import { print } from './snippets.ts'

// `npm run test:cdk`: the CDK's snippet synthesises, and CloudFormation's has what the CDK made of it. Not in
// `npm test`: it installs the CDK for that, 186 MB, in a folder that goes again.

const folder = mkdtempSync(join(tmpdir(), 'edgemint-cdk-'))
process.on('exit', () => rmSync(folder, { recursive: true }))
const options = {
  cwd: folder,
  stdio: ['ignore', 'pipe', 'inherit'] as ['ignore', 'pipe', 'inherit'],
}
writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
execFileSync('npm', ['install', 'aws-cdk-lib@2', 'constructs@10', 'yaml@2'], options)

const bridge = {
  path: '/api',
  origin: 'https://api.vendor.com:8443',
  removed: removedHeaders({ cookies: [] }),
  code: { request: 'var request\n', response: 'var response\n' },
  secrets: [],
}

for (const [runtime, changed] of edgeRuntimes.flatMap((each) => [
  [each, {}] as const,
  [each, { bridge }] as const,
])) {
  const resources = synthesise(print('cdk', runtime, changed))
  const text = print('cloudformation', runtime, changed)
  const { Resources, CacheBehaviors, Origins = [] } = readYaml(text)
  for (const own of Object.values<any>(Resources)) {
    const { FunctionConfig, ResponseHeadersPolicyConfig: policy } = own.Properties
    const theirs = resources.find(
      ({ Type, Properties }) =>
        Type === own.Type &&
        (FunctionConfig === undefined || Properties.Name === own.Properties.Name),
    )
    assert.deepEqual(trimmed(own.Properties), trimmed(theirs.Properties), own.Type)
    assert.ok(policy === undefined || 'bridge' in changed)
  }
  const { Properties } = resources.find(({ Type }) => Type === 'AWS::CloudFront::Distribution')
  const config = Properties.DistributionConfig
  assert.equal(config.CacheBehaviors.length, CacheBehaviors.length)
  for (const [index, theirs] of config.CacheBehaviors.entries())
    assert.deepEqual(comparable(CacheBehaviors[index]), comparable(theirs))
  for (const own of Origins)
    assert.deepEqual(
      own,
      config.Origins.find(({ Id }: any) => Id === own.Id),
    )
}
process.stdout.write('The CDK makes of its snippets what the CloudFormation snippets say.\n')

/** The resources that the CDK makes of its snippet. */
function synthesise(text: string): any[] {
  const imports = text.split('\n').filter((line) => line.startsWith('import '))
  const body = imports.reduce((rest, line) => rest.replace(line, ''), text)
  writeFileSync(
    join(folder, 'app.js'),
    `import { App, Stack } from 'aws-cdk-lib'
${[...new Set([...imports, "import * as origins from 'aws-cdk-lib/aws-cloudfront-origins'"])].join('\n')}
class Site extends Stack {
  constructor(scope, id, props) {
    super(scope, id, props)
    const origin = new origins.HttpOrigin('origin.example.com')
    const distribution = new cloudfront.Distribution(this, 'Site', { defaultBehavior: { origin } })
    ${body}
  }
}
const app = new App()
new Site(app, 'Example', { env: { region: 'us-east-1' } })
process.stdout.write(JSON.stringify(app.synth().getStackByName('Example').template))
`,
  )
  const template = JSON.parse(execFileSync(process.execPath, ['app.js'], options).toString())
  return Object.values<any>(template.Resources)
}

function readYaml(text: string): any {
  const { parse } = createRequire(join(folder, 'app.js'))('yaml')
  const customTags = [
    { tag: '!GetAtt', resolve: (of: string) => ({ 'Fn::GetAtt': of.split('.') }) },
    { tag: '!Ref', resolve: (of: string) => ({ Ref: of }) },
  ]
  return parse(text, { customTags })
}

/** What both say, without names of the tool's own and orders that do not matter. */
function trimmed(properties: any): object {
  const text = JSON.stringify(properties, (name, value) => {
    if (name === 'Ref' || name === 'Fn::GetAtt') return [value].flat().slice(1)
    // In a standard region; the CDK says so of whichever it is.
    if (name === 'ManagedPolicyArns') return JSON.stringify(value).match(/service-role\/\w+/g)
    if (['FunctionCode', 'ZipFile'].includes(name)) return value.trimEnd()
    if (name === 'AssumeRolePolicyDocument') return principals(value)
    return value
  })
  return JSON.parse(text)
}

/** The services that a role trusts: one statement each, or one for all. */
function principals({ Statement }: any): string[] {
  return Statement.flatMap(({ Principal }: any) => Principal.Service).toSorted()
}

function comparable({
  TargetOriginId,
  AllowedMethods,
  FunctionAssociations = [],
  LambdaFunctionAssociations = [],
  ResponseHeadersPolicyId: answers,
  ...others
}: any): object {
  const events = FunctionAssociations.map(({ EventType, FunctionARN }: any) => [
    EventType,
    FunctionARN['Fn::GetAtt'][1],
  ])
  const edge = LambdaFunctionAssociations.map(({ LambdaFunctionARN, ...rest }: any) => [
    rest,
    Object.keys(LambdaFunctionARN),
  ])
  assert.ok(TargetOriginId)
  return {
    ...others,
    AllowedMethods: AllowedMethods.toSorted(),
    events,
    edge,
    hasAnswers: answers !== undefined,
  }
}
