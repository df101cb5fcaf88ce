import assert from 'node:assert/strict'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { readRedirects, swallows } from '../../../platforms/netlify/redirects.ts'
import { temporaryFolder } from '../../cli/temporary-folder.ts'

suite('a line of _redirects that would answer for /auth/cookie', () => {
  const lines: [line: string, swallows: boolean][] = [
    ['/* /index.html 200!', true],
    ['/auth/* /x 301!', true],
    ['/auth/:name /x 302!', true],
    ['/auth/cookie/ /x 200! # comment', true],
    ['/auth/cookie q=:q /x 200!', false],
    ['/* /index.html 200', false],
    ['/auth /x 200!', false],
    ['/auth/cookie/more /x 200!', false],
    ['/:one /x 200!', false],
    ['/* /de/:splat 302! Language=de', false],
    ['https://old.acme.com/* https://www.acme.com/:splat 301!', false],
    ['# /* /index.html 200!', false],
    ['', false],
  ]
  for (const [line, expected] of lines) {
    test(`${line || 'an empty line'}: ${expected ? 'yes' : 'no'}`, () => {
      const folder = temporaryFolder({ _redirects: `${line}\r\n` })
      const rules = readRedirects(join(folder, '_redirects'))
      assert.equal(
        rules.some((rule) => swallows(rule, '/auth/cookie')),
        expected,
      )
    })
  }
})
