import assert from 'node:assert/strict'
import { test } from 'node:test'
import { linkedText } from '../../../../doctor/report/html/inline.ts'

test('a web address becomes a link that is shown without its scheme', () => {
  const { text } = linkedText('See https://www.example.com/docs.')
  assert.match(
    text,
    /href="https:\/\/www\.example\.com\/docs".*<span>www\.example\.com\/docs<\/span><\/a>\.$/,
  )
})

test('an origin keeps its scheme: a header of CORS needs it', () => {
  const { text } = linkedText(
    'Send Access-Control-Allow-Origin: https://www.example.com and no more.',
  )
  assert.match(text, /<span>https:\/\/www\.example\.com<\/span>/)
})

test('one in quotes is to be written as it stands, into a config', () => {
  const line = "site: 'https://www.example.com', api: 'https://api.example.com'"
  assert.equal(linkedText(line).text, line.replaceAll("'", '&#39;'))
})

test('an option is code, to its end', () => {
  const { text } = linkedText('Run it with --dry-run, then with --mint.')
  assert.equal(
    text,
    'Run it with <code class="whole">--dry-run</code>, then with <code class="whole">--mint</code>.',
  )
})
