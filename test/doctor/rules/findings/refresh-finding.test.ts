import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Facts } from '../../../../doctor/facts.ts'
import { parseSetCookie } from '../../../../doctor/parse-set-cookie.ts'
import { diagnose } from '../../../../doctor/rules/diagnose.ts'
import { aliased, at, exampleFacts, healthyAnswers } from '../example-site.ts'

const access = parseSetCookie(
  '__Host-authToken=x; Max-Age=86400; Path=/; HttpOnly; Secure; SameSite=Strict',
)

/** A real mint, whose refresh token's cookie lives so many seconds; null: as long as the browser runs. */
function mintedWith(maxAge: number | null, more: Partial<Facts> = {}): Facts {
  const rest = 'Path=/set-auth-token; HttpOnly; Secure; SameSite=Strict'
  const life = maxAge === null ? '' : `Max-Age=${maxAge}; `
  const refresh = parseSetCookie(`__Secure-authToken-refresh=x; ${life}${rest}`)
  const mint = { status: 204, headers: { 'cache-control': 'no-store' }, cookies: [access, refresh] }
  return exampleFacts({
    endpoint: {
      url: 'https://www.example.com/set-auth-token',
      cookie: access,
      cookieFrom: 'mint',
      answers: { ...healthyAnswers, mint },
    },
    ...more,
  })
}

function found(facts: Facts): { title: string; cure?: string } | undefined {
  return diagnose(facts).findings.find(({ id }) => id === 'refresh-token-short')
}

/** What a plan says of the refresh token, and nobody has seen. */
function planned(fields: Partial<NonNullable<Facts['bridge']>>): Facts {
  return exampleFacts({
    endpoint: { url: 'https://www.example.com/set-auth-token' },
    bridge: { url: 'https://www.example.com/api', ...fields },
  })
}

const refreshCookie = parseSetCookie(
  '__Secure-authToken-refresh=; Max-Age=34560000; Path=/set-auth-token; HttpOnly; Secure; SameSite=Strict',
)

describe('a refresh token that lives shorter than its cookie may', () => {
  for (const [maxAge, text] of [
    [604_800, '7 days'],
    [86_400, '1 day'],
    [3600, 'less than a day'],
    [34_473_600, '399 days'],
  ] as const) {
    it(`${maxAge} s: ${text}`, () => {
      assert.match(found(mintedWith(maxAge))!.title, new RegExp(`lives ${text}:`))
    })
  }

  it('is not told of one that lives 400 days, but for the time since it was handed out', () => {
    assert.equal(found(mintedWith(34_560_000)), undefined)
    assert.equal(found(mintedWith(34_559_990)), undefined)
  })

  it('nor of one that is cleared, or whose cookie says no life, or where there is none', () => {
    assert.equal(found(mintedWith(0)), undefined)
    assert.equal(found(mintedWith(null)), undefined)
    assert.equal(found(exampleFacts()), undefined)
  })

  it('names what to raise: by Kuroco’s own words where the API is Kuroco’s', () => {
    const kuroco = {
      api: { url: 'https://api.example.com/' },
      hosts: {
        'www.example.com': at('203.0.113.5'),
        'api.example.com': aliased(['x.g.kuroco.app'], '203.0.113.6'),
      },
    }
    assert.match(
      found(mintedWith(604_800, kuroco))!.cure!,
      /^In Kuroco’s admin screen, raise refresh_token_lifespan/,
    )
    const elsewhere = {
      ...kuroco.hosts,
      'api.example.com': aliased(['x.netlify.app'], '203.0.113.6'),
    }
    for (const facts of [{}, { ...kuroco, hosts: elsewhere }]) {
      assert.match(
        found(mintedWith(604_800, facts))!.cure!,
        /^Let the API’s refresh tokens live longer, up to 34560000 seconds/,
      )
    }
  })
})

describe('a refresh token whose life nobody has seen', () => {
  it('is judged by what a plan, or who runs doctor, says of it', () => {
    for (const cookie of [{ refreshCookie }, {}]) {
      assert.match(
        found(planned({ ...cookie, refreshTokenLife: 604_800 }))!.title,
        /lives 7 days: who stays away longer must log in again/,
      )
      assert.equal(found(planned({ ...cookie, refreshTokenLife: 34_560_000 })), undefined)
    }
  })

  it('without that it is said to be missing, and what to give', () => {
    const { findings, exitCode } = diagnose(planned({ refreshCookie }))
    assert.deepEqual(
      findings.map(({ id, severity }) => [id, severity]),
      [['refresh-life-unknown', 'note']],
    )
    assert.match(findings[0].title, /--refresh-life SECONDS, or bridge\.refreshTokenLife in a plan/)
    assert.equal(exitCode, 0)
    assert.deepEqual(diagnose(planned({})).findings, [])
  })

  it('and where the API’s vendor keeps it, where that is known', () => {
    const settings = ['x.g.kuroco.app', 'x.netlify.app', 'x.example.net'].map((cname) => {
      const { findings } = diagnose({
        ...planned({ refreshCookie }),
        api: { url: 'https://api.example.com/' },
        hosts: {
          'www.example.com': at('203.0.113.5'),
          'api.example.com': aliased([cname], '203.0.113.6'),
        },
      })
      return findings.find(({ id }) => id === 'refresh-life-unknown')!.detail
    })
    const plain = 'The API’s settings say it, and so does a real log-in: --mint with a grant.'
    assert.deepEqual(settings, [
      plain.replace(' it,', ' it (in Kuroco, refresh_token_lifespan of the address “token”),'),
      plain,
      plain,
    ])
  })

  it('but a real mint says more than a plan', () => {
    const bridge = { url: 'https://www.example.com/api', refreshCookie, refreshTokenLife: 86_400 }
    assert.match(found(mintedWith(604_800, { bridge }))!.title, /lives 7 days/)
    assert.equal(found(mintedWith(34_560_000, { bridge })), undefined)
  })
})

/** What is found of a refresh token's cookie with these attributes. */
function said(attributes: string): unknown[] {
  const cookie = parseSetCookie(`__Secure-authToken-refresh=; Max-Age=34560000; ${attributes}`)
  const facts = planned({ refreshCookie: cookie, refreshTokenLife: 34_560_000 })
  return diagnose(facts).findings.map(({ id, severity, cure }) => [id, severity, cure])
}

describe('the refresh token’s cookie goes to the endpoint and no further', () => {
  const rest = 'HttpOnly; Secure; SameSite=Strict'
  const cure = 'Set Path=/set-auth-token, and no Domain. edgemint does: deploy it again.'

  it('as edgemint sets it', () => assert.deepEqual(said(`Path=/set-auth-token; ${rest}`), []))

  it('a path that the endpoint is not under', () => {
    assert.deepEqual(said(`Path=/api; ${rest}`), [
      ['cookie-path', 'error', 'Set Path=/set-auth-token.'],
    ])
  })

  it('a wider path, or a Domain', () => {
    const exposed = ['refresh-cookie-exposed', 'warning', cure]
    assert.deepEqual(said(`Path=/; ${rest}`), [exposed])
    assert.deepEqual(said(`Path=/set-auth-token; Domain=example.com; ${rest}`), [exposed])
  })
})
