import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { corsAnswer, isAuthed, type CorsOptions } from '../../../shared/web/api.ts'

const request = { method: 'GET', headers: { cookie: '__Secure-authToken=s3cr3t' } }
const origin = 'https://www.example.com'
const anOrigin = "Write scheme, host and any port of the page: 'https://www.example.com'."

/** The mistake that isAuthed finds in these arguments. */
async function mistakeIn(...args: unknown[]): Promise<string> {
  const call = isAuthed as (...args: unknown[]) => Promise<boolean>
  const error: unknown = await call(request, ...args).catch((reason: unknown) => reason)
  return messageOf(error)
}

/** The mistake that isAuthed finds in these options. */
function mistakeInOptions(options: unknown): Promise<string> {
  return mistakeIn(() => true, options)
}

/** The mistake that corsAnswer finds in these options. */
function mistakeInCors(options: unknown): string {
  try {
    corsAnswer(request, options as CorsOptions)
  } catch (error) {
    return messageOf(error)
  }
  return assert.fail('no mistake was found')
}

function messageOf(error: unknown): string {
  assert.ok(error instanceof TypeError, String(error))
  assert.equal(error.message.includes('s3cr3t'), false)
  assert.match(error.message, /^edgemint\/api: /)
  return error.message.slice('edgemint/api: '.length)
}

suite('isAuthed', () => {
  test('needs a check', async () => {
    const cure = 'Write isAuthed(request, (token) => sessions.has(token)).'
    assert.equal(await mistakeIn(), `the check is undefined. ${cure}`)
    assert.equal(await mistakeIn(null), `the check is null. ${cure}`)
    assert.equal(await mistakeIn('s3cr3t'), `the check is a string. ${cure}`)
    assert.equal(await mistakeIn(new Set(['s3cr3t'])), `the check is a Set. ${cure}`)
    assert.equal(await mistakeIn({ cookieName: 'a' }), `the check is an object. ${cure}`)
  })

  test('takes options in an object, and none that it does not know', async () => {
    const cure = "Write { cookieName: '__Secure-authToken' }."
    assert.equal(await mistakeInOptions(null), `options is null. ${cure}`)
    assert.equal(await mistakeInOptions('s3cr3t'), `options is a string. ${cure}`)
    assert.equal(await mistakeInOptions(['s3cr3t']), `options is a list. ${cure}`)
    const known = `The options are: cookieName. ${cure}`
    assert.equal(
      await mistakeInOptions({ cookiename: 'a' }),
      `options.cookiename is no option. ${known}`,
    )
    assert.equal(await mistakeInOptions({ name: 'a' }), `options.name is no option. ${known}`)
    assert.equal(
      await mistakeInOptions({ 's3cr3t-token': {} }),
      `a field of options is no option. ${known}`,
    )
  })

  test('takes the name of a cookie and nothing else for one', async () => {
    const cure = "Write the name in your config, such as '__Secure-authToken'."
    for (const cookieName of ['', 'a b', 'a=s3cr3t', 'a;', 'ä', '"a"', 'a\n']) {
      assert.equal(
        await mistakeInOptions({ cookieName }),
        `options.cookieName is no cookie name. ${cure}`,
      )
    }
    assert.equal(
      await mistakeInOptions({ cookieName: 7 }),
      `options.cookieName is a number. ${cure}`,
    )
    assert.equal(
      await mistakeInOptions({ cookieName: ['a'] }),
      `options.cookieName is a list. ${cure}`,
    )
  })

  test('tells of a prefix whose case would never match', async () => {
    const prefixes = ['__Secure-', '__Host-', '__Http-', '__Host-Http-']
    for (const prefix of prefixes) {
      for (const cookieName of [`${prefix.toLowerCase()}x`, `${prefix.toUpperCase()}x`]) {
        assert.equal(
          await mistakeInOptions({ cookieName }),
          `options.cookieName is misspelt: case matters. The prefix is ${prefix}.`,
        )
      }
      assert.equal(await isAuthed(request, () => true, { cookieName: `${prefix}x` }), false)
    }
  })
})

suite('corsAnswer', () => {
  const example = "Write corsAnswer(request, { origins: ['https://www.example.com'] })."

  test('takes options in an object, and none that it does not know', () => {
    assert.equal(mistakeInCors(undefined), `options is undefined. ${example}`)
    assert.equal(mistakeInCors(origin), `options is a string. ${example}`)
    assert.equal(mistakeInCors([origin]), `options is a list. ${example}`)
    for (const name of ['origin', 'Origins', 'allowedHeaders', 'credentials']) {
      assert.equal(
        mistakeInCors({ origins: [origin], [name]: [origin] }),
        `options.${name} is no option. The options are: origins, methods, headers. ${example}`,
      )
    }
  })

  test('needs a list of origins', () => {
    assert.equal(mistakeInCors({}), `options.origins is undefined. ${example}`)
    assert.equal(mistakeInCors({ origins: origin }), `options.origins is a string. ${example}`)
    assert.equal(mistakeInCors({ origins: '*' }), `options.origins is a string. ${example}`)
    assert.equal(mistakeInCors({ origins: /example/ }), `options.origins is a RegExp. ${example}`)
    assert.equal(mistakeInCors({ origins: new Set() }), `options.origins is a Set. ${example}`)
    assert.equal(mistakeInCors({ origins: [] }), `options.origins is empty. ${example}`)
  })

  test('compares letter by letter, so each must be as browsers write it', () => {
    const written: Record<string, string> = {
      'https://www.example.com/': origin,
      'https://www.example.com/path?query': origin,
      'https://WWW.Example.com': origin,
      'HTTPS://www.example.com': origin,
      'https://www.example.com:443': origin,
      'https://user:s3cr3t@www.example.com': origin,
      ' https://www.example.com': origin,
      'http://localhost:80': 'http://localhost',
      'https://münchen.example': 'https://xn--mnchen-3ya.example',
    }
    for (const [value, right] of Object.entries(written)) {
      assert.equal(
        mistakeInCors({ origins: [origin, value] }),
        `options.origins[1] is not as browsers write it. Write '${right}'.`,
      )
    }
  })

  test('takes no pattern and nothing that is no origin', () => {
    for (const value of ['*', 'https://*.example.com', 'https://*']) {
      assert.equal(
        mistakeInCors({ origins: [value] }),
        `options.origins[0] is a wildcard, which no answer with credentials may have. ${anOrigin}`,
      )
    }
    assert.equal(
      mistakeInCors({ origins: ['null'] }),
      `options.origins[0] is 'null', which every sandboxed page is. ${anOrigin}`,
    )
    const others = [
      '',
      'www.example.com',
      'localhost:3000',
      '//www.example.com',
      'ftp://a',
      'xhttps://www.example.com',
      'https://',
    ]
    for (const value of others) {
      assert.equal(
        mistakeInCors({ origins: [value] }),
        `options.origins[0] is no origin. ${anOrigin}`,
      )
    }
    assert.equal(
      mistakeInCors({ origins: [undefined] }),
      `options.origins[0] is undefined. ${anOrigin}`,
    )
    assert.equal(
      mistakeInCors({ origins: [/example/] }),
      `options.origins[0] is a RegExp. ${anOrigin}`,
    )
    assert.equal(
      mistakeInCors({ origins: [new URL(origin)] }),
      `options.origins[0] is a URL. ${anOrigin}`,
    )
  })

  test('takes methods and headers as the answer will have them', () => {
    const tail = 'A wildcard means nothing with credentials.'
    const methods = `Write 'GET, POST', in capitals. ${tail}`
    for (const value of ['*', 'post', 'GET,', 'GET POST', '', 'GET\r\nX: y']) {
      const options = { origins: [origin], methods: value }
      assert.equal(mistakeInCors(options), `options.methods is no list of names. ${methods}`)
    }
    assert.equal(
      mistakeInCors({ origins: [origin], methods: ['GET'] }),
      `options.methods is a list. ${methods}`,
    )
    const headers = `Write 'content-type, x-name'. ${tail}`
    for (const value of ['*', 'a b', 'a,,b', '']) {
      const options = { origins: [origin], headers: value }
      assert.equal(mistakeInCors(options), `options.headers is no list of names. ${headers}`)
    }
    assert.equal(
      mistakeInCors({ origins: [origin], headers: ['x-a'] }),
      `options.headers is a list. ${headers}`,
    )
    for (const [allowed, known] of [
      ['GET,M-SEARCH', 'X-A,x-b'],
      ['GET', 'content-type'],
      ['GET, POST, PUT', 'content-type, x-a, x-b'],
    ]) {
      const right = { origins: [origin], methods: allowed, headers: known }
      assert.equal(corsAnswer(request, right).isAllowed, false)
    }
  })
})
