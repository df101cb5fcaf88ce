import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cookieValues } from '../../../shared/core/cookie-header.ts'

const name = '__Secure-authToken'

const cases: [what: string, header: string, values: string[]][] = [
  ['an empty header', '', []],
  ['one cookie', `${name}=abc`, ['abc']],
  ['among others', `a=1; ${name}=abc; b=2`, ['abc']],
  ['first', `${name}=abc; b=2`, ['abc']],
  ['without a space after the semicolon', `a=1;${name}=abc;b=2`, ['abc']],
  ['with more space than needed', `a=1;  \t${name}=abc  ;b=2`, ['abc']],
  ['an empty value', `${name}=`, ['']],
  ['no equals sign', name, []],
  ['an equals sign in the value', `${name}=a==b=`, ['a==b=']],
  ['quotes are kept', `${name}="abc"`, ['"abc"']],
  ['percent-encoding is kept', `${name}=%41%zz`, ['%41%zz']],
  ['a name that only begins with ours', `${name}2=abc`, []],
  ['a name that only ends in ours', `x${name}=abc`, []],
  ['our name as a value', `a=${name}=abc`, []],
  ['another case of the name', `${name.toLowerCase()}=abc`, []],
  ['a space before the equals sign', `${name} =abc`, []],
  ['two, in the order of the header', `${name}=b; ${name}=a`, ['b', 'a']],
  ['two with one value', `${name}=a; ${name}=a`, ['a', 'a']],
  ['stray semicolons', `;; ${name}=a;;`, ['a']],
]

for (const [what, header, values] of cases) {
  test(`${what} (RFC 6265, section 4.2.1)`, () => {
    assert.deepEqual(cookieValues(header, name), values)
  })
}
