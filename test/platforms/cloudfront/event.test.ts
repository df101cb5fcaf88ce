import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fromViewerResponse, toViewerResponseEvent } from '../../../platforms/cloudfront/event.ts'
import type { PlainResponse } from '../../../platforms/runtime.ts'
import type { ViewerResponse } from '../../../cloudfront/functions-adapter.ts'

test('what a function at viewer response leaves as it is, comes out as it went in', () => {
  const request = { method: 'GET', url: 'https://www.example.com/api', headers: [] }
  const answer: PlainResponse = {
    status: 200,
    headers: [
      ['link', '</a>; rel="next"'],
      ['link', '</b>; rel="prev"'],
      ['constructor', 'x'],
      ['set-cookie', 'lang=en; Path=/'],
      ['set-cookie', 'lang=de'],
      ['set-cookie', 'constructor=x'],
      ['set-cookie', '__proto__=x; Path=/'],
    ],
    body: '',
  }
  const event = toViewerResponseEvent(request, answer) as { response: ViewerResponse }
  assert.deepEqual(fromViewerResponse(JSON.parse(JSON.stringify(event.response))), answer)
})
