import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defineConfig, type EdgemintConfig } from '../../../shared/config/config.ts'
import { compiled, site } from './compile.ts'

test('defineConfig hands the config back as it is', () => {
  const config: EdgemintConfig = { site }
  assert.equal(defineConfig(config), config)
})

test('with nothing but a site all else has the defaults of the recipe', () => {
  assert.deepEqual(compiled({ site }), {
    policy: {
      endpoint: '/set-auth-token',
      methods: ['PUT', 'PATCH', 'DELETE', 'OPTIONS'],
      siteOrigins: [],
      formOrigins: [],
      proxiedHost: '',
      returnTo: ['/'],
      registrableDomain: 'example.com',
      cookie: {
        name: '__Secure-authToken',
        maxAge: 34_560_000,
        domain: 'example.com',
        attributes: 'Path=/; HttpOnly; Secure; SameSite=Strict',
        former: [],
      },
    },
    warnings: [],
    obstacles: [
      {
        place: 'site',
        problem: 'https://www.example.com is the placeholder of the examples.',
        cure: "Write the address of your own page, such as 'https://www.your-domain.com'.",
      },
    ],
  })
})

test('undefined is as good as nothing, in every field', () => {
  const none = undefined
  const cookie = { name: none, domain: none, maxAge: none, sameSite: none, path: none }
  const fields = { api: none, endpoint: none, siteOrigins: none, formOrigins: none, verify: none }
  const config = { site, cookie, returnTo: none, ...fields }
  assert.deepEqual(compiled(config), compiled({ site }))
  assert.deepEqual(compiled({ site, cookie: none }), compiled({ site }))
})

test('everything that can be written is compiled', () => {
  const config: EdgemintConfig = {
    site: 'https://app.example.co.uk:8443',
    api: 'https://api.example.co.uk',
    endpoint: '/account/session',
    cookie: {
      name: '__Http-session',
      domain: 'app.example.co.uk',
      maxAge: 60,
      sameSite: 'Lax',
      path: '/account',
      former: [
        { path: '/' },
        { name: 'b', domain: 'example.co.uk', path: '/old' },
        { name: 'a', domain: false },
        { name: 'b' },
      ],
    },
    siteOrigins: ['https://app.example.co.uk:8443', 'http://localhost:3000'],
    formOrigins: ['https://login.example.net:444'],
    returnTo: ['/welcome', '/app/*'],
    verify: false,
  }
  assert.deepEqual(compiled(config).policy, {
    endpoint: '/account/session',
    methods: ['PUT', 'POST', 'PATCH', 'DELETE', 'OPTIONS'],
    siteOrigins: ['https://app.example.co.uk:8443', 'http://localhost:3000'],
    formOrigins: ['https://login.example.net:444'],
    proxiedHost: 'app.example.co.uk',
    returnTo: ['/welcome', '/app/*'],
    registrableDomain: 'example.co.uk',
    cookie: {
      name: '__Http-session',
      maxAge: 60,
      domain: 'app.example.co.uk',
      attributes: 'Path=/account; HttpOnly; Secure; SameSite=Lax',
      former: [
        {
          name: 'b',
          domain: 'example.co.uk',
          attributes: 'Path=/old; HttpOnly; Secure; SameSite=Lax',
        },
        { name: 'b', attributes: 'Path=/account; HttpOnly; Secure; SameSite=Lax' },
        { name: 'a', domain: '', attributes: 'Path=/account; HttpOnly; Secure; SameSite=Lax' },
        { name: '__Http-session', attributes: 'Path=/; HttpOnly; Secure; SameSite=Lax' },
      ],
    },
  })
})

test('POST is a method where form post is on, and only there', () => {
  const off = compiled({ site, formOrigins: [] }).policy
  assert.deepEqual(off.methods, ['PUT', 'PATCH', 'DELETE', 'OPTIONS'])
  const on = compiled({ site, formOrigins: ['https://login.example.com'] }).policy
  assert.deepEqual(on.methods, ['PUT', 'POST', 'PATCH', 'DELETE', 'OPTIONS'])
})

test('a policy is plain data: it survives JSON', () => {
  const { policy } = compiled({ site, returnTo: ['/a*'] })
  assert.deepEqual(JSON.parse(JSON.stringify(policy)), policy)
})
