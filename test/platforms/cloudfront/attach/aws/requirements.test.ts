import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { suite, test } from 'node:test'
import {
  checkRequirements,
  lookAround,
  type Surroundings,
} from '../../../../../platforms/cloudfront/attach/aws/requirements.ts'

const cloudfront = '@aws-sdk/client-cloudfront'
const all: Surroundings = {
  node: '22.0.0',
  packages: { [cloudfront]: '3.1100.0' },
  isInProject: true,
}

function refused(changed: Partial<Surroundings>, message: string): void {
  assert.throws(() => checkRequirements({ ...all, ...changed }), { message })
}

suite('what attach needs', () => {
  test('is here', () => {
    checkRequirements(all)
    checkRequirements({ ...all, node: '24.21.0', packages: { [cloudfront]: '4.0.1' } })
    for (const runtime of ['function', 'lambda-edge'] as const) {
      const { packages, isInProject } = lookAround(runtime)
      checkRequirements({ ...all, packages, isInProject })
      assert.equal(Object.keys(packages).length, runtime === 'function' ? 1 : 3)
    }
  })

  test('is more where a CloudFront Function has a secret, and is named', () => {
    const { packages, isInProject } = lookAround('function', true)
    checkRequirements({ ...all, packages, isInProject })
    assert.deepEqual(Object.keys(packages), [
      cloudfront,
      '@aws-sdk/client-cloudfront-keyvaluestore',
      '@aws-sdk/signature-v4a',
    ])
    const { peerDependencies, peerDependenciesMeta } = JSON.parse(
      readFileSync('package.json', 'utf8'),
    )
    for (const name of Object.keys(packages)) {
      assert.equal(peerDependencies[name], '^3.1100.0')
      assert.deepEqual(peerDependenciesMeta[name], { optional: true })
    }
  })

  test('is of the version that package.json asks for', () => {
    const { peerDependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
    assert.equal(peerDependencies[cloudfront], '^3.1100.0')
    refused(
      { packages: { [cloudfront]: '3.1099.9' } },
      `AWS's SDK is too old (${cloudfront} 3.1099.9): attach needs 3.1100.0 or newer.\n  → npm install --save-dev ${cloudfront}@latest`,
    )
  })

  test('an old Node', () => {
    refused(
      { node: '20.19.5' },
      'this is Node 20.19.5, and attach and detach need Node 22 or newer.\n  → Install Node 22 or newer (https://nodejs.org). Build and doctor run on Node 20.',
    )
  })

  test('all that is missing is said at once, and only that', () => {
    refused(
      {
        node: '20.19.5',
        packages: {
          [cloudfront]: '3.700.0',
          '@aws-sdk/client-lambda': '3.1164.0',
          '@aws-sdk/client-iam': undefined,
        },
        isInProject: false,
      },
      `this is Node 20.19.5, and attach and detach need Node 22 or newer; AWS's SDK is not installed. Only attach and detach use it, so edgemint does not bring it along; AWS's SDK is too old (${cloudfront} 3.700.0): attach needs 3.1100.0 or newer.
  → Install Node 22 or newer (https://nodejs.org). Build and doctor run on Node 20.
  → npm install --save-dev @aws-sdk/client-iam
  → npm install --save-dev ${cloudfront}@latest`,
    )
  })

  test('is in the project, and edgemint elsewhere, as npx has it', () => {
    refused(
      { packages: { [cloudfront]: undefined } },
      "AWS's SDK is installed in this project, but this edgemint is not, and does not see it.\n  → npm install --save-dev edgemint",
    )
  })
})
