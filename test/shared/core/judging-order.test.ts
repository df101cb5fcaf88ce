import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { Answer } from '../../../shared/core/answer.ts'
import { handle, handleNow } from '../../../shared/core/handle.ts'
import { readHeaderAndBody } from '../../../shared/core/read-body.ts'
import { readHeader } from '../../../shared/core/read-header.ts'
import type { RequestWithBody } from '../../../shared/core/request.ts'
import { login, policyWith, requestWith, site, type RequestParts } from './fixtures.ts'

// Method, then origin, then everything that costs: what a request is asked for tells.

const policy = policyWith()
const evil = 'https://evil.test'
const json = { 'content-type': 'application/json', authorization: 'Bearer abc' }
const form = { 'content-type': 'application/x-www-form-urlencoded' }

/** A request, and all that it is asked for, in order. */
function recorded(parts: RequestParts): { request: RequestWithBody; asked: string[] } {
  const asked: string[] = []
  const request = requestWith(parts)
  return {
    asked,
    request: {
      ...request,
      header: (name) => {
        asked.push(name)
        return request.header(name)
      },
      cookieValues: (name) => {
        asked.push('cookies')
        return request.cookieValues(name)
      },
      readBody: () => {
        asked.push('body')
        return request.readBody()
      },
    },
  }
}

/** Both ways to handle a request, each with what it asked for. */
async function ask(parts: RequestParts): Promise<[answer: Answer, asked: string[]][]> {
  const [waits, now] = [recorded(parts), recorded(parts)]
  return [
    [await handle(waits.request, policy, readHeaderAndBody), waits.asked],
    [handleNow(now.request, policy, readHeader), now.asked],
  ]
}

const origin = new Set(['origin', 'sec-fetch-site'])

suite('a method that is none is refused before anything is read', () => {
  for (const method of ['GET', 'HEAD', '', 'PUT, POST', 'PURGE']) {
    for (const from of [site, evil]) {
      test(`"${method}" from ${from}`, async () => {
        const headers = { ...json, origin: from }
        for (const [answer, asked] of await ask({
          method,
          headers,
          body: '{',
          cookieValues: ['a'],
        })) {
          assert.equal(answer.status, 405)
          assert.deepEqual(asked, [])
        }
      })
    }
  }
})

suite('another origin is refused before anything else is read', () => {
  const foreign: Record<string, RequestParts['headers']> = {
    'another page': { origin: evil },
    'a sibling': { origin: site, 'sec-fetch-site': 'same-site' },
    'an opaque origin': { origin: 'null' },
    'no sign of an origin': { origin: undefined },
  }
  for (const method of ['PUT', 'PATCH', 'DELETE', 'POST']) {
    for (const [who, sent] of Object.entries(foreign)) {
      test(`${method} of ${who}`, async () => {
        const headers = { ...(method === 'POST' ? form : json), ...sent }
        const parts = { method, headers, body: 'authToken=a', cookieValues: ['a'] }
        for (const [answer, asked] of await ask(parts)) {
          assert.equal(answer.status, 403)
          assert.deepEqual(
            asked.filter((name) => !origin.has(name)),
            [],
          )
        }
      })
    }
  }
})

suite('what a method does not need is not read', () => {
  test('DELETE reads neither body nor cookies', async () => {
    for (const [answer, asked] of await ask({ method: 'DELETE', headers: json, body: '{' })) {
      assert.equal(answer.status, 204)
      assert.deepEqual(
        asked.filter((name) => !origin.has(name)),
        [],
      )
    }
  })

  test('PATCH reads the cookies once, and no body', async () => {
    const parts = { method: 'PATCH', headers: json, body: '{', cookieValues: ['abc'] }
    for (const [answer, asked] of await ask(parts)) {
      assert.equal(answer.status, 204)
      assert.deepEqual(
        asked.filter((name) => !origin.has(name)),
        ['cookies'],
      )
    }
  })

  test('OPTIONS reads nothing', async () => {
    for (const [answer, asked] of await ask({ method: 'OPTIONS', headers: json, body: '{' })) {
      assert.equal(answer.status, 204)
      assert.deepEqual(asked, [])
    }
  })

  for (const [method, headers, body] of [
    ['PUT', json, '{"authToken":"abc"}'],
    ['POST', { ...form, origin: login }, 'authToken=abc'],
  ] as const) {
    test(`${method} reads the body once, behind the origin, and no cookies`, async () => {
      const [[answer, asked]] = await ask({ method, headers, body })
      assert.ok(answer.status < 400)
      assert.equal(asked.filter((name) => name === 'body').length, 1)
      assert.ok(asked.indexOf('origin') < asked.indexOf('body'))
      assert.equal(asked.includes('cookies'), false)
    })
  }
})
