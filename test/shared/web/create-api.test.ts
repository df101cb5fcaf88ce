import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { corsAnswer, createApi, isAuthed, type ApiOptions } from '../../../shared/web/api.ts'

const origin = 'https://www.example.com'
const cookie = '__Secure-session=abc; __Secure-authToken=def'
const isAbc = (token: string): boolean => token === 'abc'

function mistakeOf(call: () => unknown): string {
  let message = ''
  assert.throws(call, (error) => {
    assert.ok(error instanceof TypeError)
    assert.match(error.message, /^edgemint\/api: /)
    message = error.message.slice('edgemint/api: '.length)
    return true
  })
  return message
}

suite('an API whose options are given once', () => {
  test('reads the cookie of its name', async () => {
    const named = createApi({ cookieName: '__Secure-session' })
    assert.equal(await named.isAuthed({ headers: { cookie } }, isAbc), true)
    const initial = createApi()
    assert.equal(await initial.isAuthed({ headers: { cookie } }, isAbc), false)
    assert.equal(await initial.isAuthed({ headers: { cookie } }, (token) => token === 'def'), true)
  })

  test('answers as the two functions do', async () => {
    const cors = { origins: [origin], methods: 'GET, PUT', headers: 'content-type, x-a' }
    const api = createApi({ ...cors, cookieName: '__Secure-session' })
    const preflight = { origin, 'access-control-request-method': 'PUT' }
    for (const headers of [{ cookie }, { cookie, origin: 'https://evil.test' }, preflight]) {
      for (const method of ['GET', 'OPTIONS']) {
        const request = { method, headers }
        assert.deepEqual(api.corsAnswer(request), corsAnswer(request, cors))
        const options = { cookieName: '__Secure-session' }
        assert.equal(await api.isAuthed(request, isAbc), await isAuthed(request, isAbc, options))
      }
    }
  })

  test('its functions can be taken out of it', async () => {
    const api = createApi({ origins: [origin] })
    const { isAuthed: judge, corsAnswer: answer } = api
    assert.equal(await judge({ headers: {} }, isAbc), false)
    assert.equal(answer({ method: 'GET', headers: { origin } }).isAllowed, true)
  })

  test('stays as it was made', () => {
    const origins = [origin]
    const { corsAnswer: answer } = createApi({ origins })
    origins.push('https://evil.test')
    const request = { method: 'GET', headers: { origin: 'https://evil.test' } }
    assert.equal(answer(request).isAllowed, false)
  })

  test('tells a mistake in a request or a check as the two functions do', async () => {
    const { isAuthed: judge, corsAnswer: answer } = createApi({ origins: [origin] })
    await assert.rejects(
      judge({ headers: {} }, undefined as never),
      /the check is undefined\. Write /,
    )
    await assert.rejects(judge(undefined as never, isAbc), /the request is undefined\. Pass /)
    assert.match(
      mistakeOf(() => answer({ headers: {} })),
      /^request\.method is undefined\. Pass /,
    )
  })
})

suite('a mistake in the options is told when the API starts', () => {
  const example = "Write createApi({ origins: ['https://www.example.com'] })."
  const table: [options: unknown, message: string][] = [
    [null, `options is null. ${example}`],
    [[origin], `options is a list. ${example}`],
    [
      { origin },
      `options.origin is no option. The options are: cookieName, policy, bindings, origins, methods, headers. ${example}`,
    ],
    [{ origins: undefined }, `options.origins is undefined. ${example}`],
    [{ origins: origin }, `options.origins is a string. ${example}`],
    [{ origins: [] }, `options.origins is empty. ${example}`],
    [{ headers: 'x-a' }, `options.origins is undefined. ${example}`],
    [
      { origins: ['https://www.example.com/'] },
      "options.origins[0] is not as browsers write it. Write 'https://www.example.com'.",
    ],
    [
      { origins: [origin], methods: 'get' },
      "options.methods is no list of names. Write 'GET, POST', in capitals. A wildcard means nothing with credentials.",
    ],
    [
      { cookieName: '__secure-session' },
      'options.cookieName is misspelt: case matters. The prefix is __Secure-.',
    ],
    [
      { cookieName: 7 },
      "options.cookieName is a number. Write the name in your config, such as '__Secure-authToken'.",
    ],
  ]
  for (const [options, message] of table) {
    test(JSON.stringify(options), () => {
      assert.equal(
        mistakeOf(() => createApi(options as ApiOptions)),
        message,
      )
    })
  }

  test('without origins, no answer for CORS is made up', () => {
    const { corsAnswer: answer } = createApi({ cookieName: '__Secure-session' })
    assert.equal(
      mistakeOf(() => answer({ method: 'GET', headers: { origin } })),
      `createApi was given no origins. ${example}`,
    )
  })
})
