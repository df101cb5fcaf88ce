import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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

const [imports, body] = split(print('cdk'))
writeFileSync(
  join(folder, 'app.js'),
  `import { App, Stack } from 'aws-cdk-lib'
import * as origins from 'aws-cdk-lib/aws-cloudfront-origins'
${imports}
class Site extends Stack {
  constructor(scope, id) {
    super(scope, id)
    const origin = new origins.HttpOrigin('origin.example.com')
    const distribution = new cloudfront.Distribution(this, 'Site', { defaultBehavior: { origin } })
    ${body}
  }
}
const app = new App()
new Site(app, 'Example')
process.stdout.write(JSON.stringify(app.synth().getStackByName('Example').template))
`,
)
const { Resources } = JSON.parse(execFileSync(process.execPath, ['app.js'], options).toString())
const resources = Object.values<any>(Resources)
const theirs = resources.find(({ Type }) => Type === 'AWS::CloudFront::Function').Properties
const [behavior] = resources.find(({ Type }) => Type === 'AWS::CloudFront::Distribution').Properties
  .DistributionConfig.CacheBehaviors

const { parse } = createRequire(join(folder, 'app.js'))('yaml')
const getAtt = { tag: '!GetAtt', resolve: (text: string) => ({ 'Fn::GetAtt': text.split('.') }) }
const yaml = parse(print('cloudformation'), { customTags: [getAtt] })
const own = yaml.Resources.EdgemintFunction

assert.equal(own.Type, 'AWS::CloudFront::Function')
assert.deepEqual(trimmed(own.Properties), trimmed(theirs))
const [ownBehavior] = yaml.CacheBehaviors
assert.deepEqual(comparable(ownBehavior), comparable(behavior))
process.stdout.write('The CDK makes of its snippet what the CloudFormation snippet says.\n')

function split(text: string): [imports: string, body: string] {
  const line = text.split('\n').find((each) => each.startsWith('import '))!
  return [line, text.replace(line, '')]
}

function trimmed({ FunctionCode, ...others }: any): object {
  return { ...others, FunctionCode: FunctionCode.trimEnd() }
}

/** Names of the user's own, and orders that do not matter, left out. */
function comparable({
  TargetOriginId,
  AllowedMethods,
  FunctionAssociations,
  ...others
}: any): object {
  const events = FunctionAssociations.map(({ EventType, FunctionARN }: any) => [
    EventType,
    FunctionARN['Fn::GetAtt'][1],
  ])
  assert.ok(TargetOriginId)
  return { ...others, AllowedMethods: AllowedMethods.toSorted(), events }
}
