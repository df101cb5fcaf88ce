import { parse, type Identifier, type Literal, type Node } from 'acorn'
import { simple } from 'acorn-walk'
import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { buildTargets } from '../../../platforms/build.ts'
import { privateNames } from '../../../platforms/cloudfront/private-names.ts'
import { policyOf } from '../../cli/policy-of.ts'

const policy = policyOf({
  site: 'https://www.example.com',
  cookie: { former: [{ name: 'old', domain: 'www.example.com' }, { path: '/app' }] },
})
const [{ contents: script }] = await buildTargets(policy, ['cloudfront'])

/** The names of all fields that the script reads or writes. */
const fields = new Set<string>()
const addName = (key: Node): void => {
  if (key.type === 'Identifier') fields.add((key as Identifier).name)
  if (key.type === 'Literal') fields.add(String((key as Literal).value))
}
simple(parse(script, { ecmaVersion: 2022 }), {
  Property: ({ key }) => addName(key),
  MemberExpression: ({ property }) => addName(property),
})

suite('the names in a CloudFront Function', () => {
  test('every field of the policy is shortened, but for those that events or headers have too', () => {
    const { cookie, ...others } = policy
    const names = new Set([others, cookie, ...cookie.former].flatMap((part) => Object.keys(part)))
    const kept = [...names].filter((name) => !privateNames.includes(name))
    assert.deepEqual(kept, ['attributes'])
  })

  test('no private name is left, and what CloudFront reads and writes is', () => {
    assert.deepEqual(
      privateNames.filter((name) => fields.has(name)),
      [],
    )
    const theirs = ['uri', 'headers', 'cookies', 'statusCode', 'value', 'multiValue', 'attributes']
    assert.deepEqual(
      theirs.filter((name) => !fields.has(name)),
      [],
    )
  })
})
