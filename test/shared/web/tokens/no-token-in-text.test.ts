import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accessName, api, open, refreshName, secrets } from './rig.ts'
import { json, kurocoTokens, type Answering } from './token-api.ts'

/** What no text may hold: each is sent, answered or bound below. */
const hidden = /hidden-|a client secret|an edgemint secret/

const answers: Answering[] = [
  json(kurocoTokens('hidden-access', 'hidden-refresh')),
  json({ error: 'invalid_grant', error_description: 'hidden-grant is not good' }, 400),
  json({ hidden: 'hidden-answer' }, 500),
  json(kurocoTokens('hidden-access; Domain=evil.example', 'hidden-refresh')),
  json(kurocoTokens(`hidden-${'x'.repeat(4096)}`, 'hidden-refresh')),
  (response) => response.writeHead(302, { location: '/?hidden-location' }).end(),
  (response) => response.end('hidden-page'),
  (response) => response.destroy(),
]

test('no text tells a grant, a token or a secret: neither answers but for their cookies, nor logs', async (t) => {
  const written: unknown[] = []
  for (const method of ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const) {
    t.mock.method(console, method, (...texts: unknown[]) => void written.push(...texts))
  }
  const config = { secret: 'EDGEMINT_SECRET', bindings: secrets }
  const tokens = { landing: true, clientId: 'site', clientSecret: 'CLIENT_SECRET' }
  let count = 0
  for (const answering of answers) {
    const browser = open(tokens, config)
    await browser.send('POST', '/start')
    browser.cookies.set(accessName, 'hidden-old-access').set(refreshName, 'hidden-old-refresh')
    api.answer(answering)
    const begun = [...browser.cookies]
    for (const ask of [
      () => browser.put('hidden-grant'),
      () => browser.put('hidden grant'),
      () => browser.renew(),
      () => browser.send('GET', '/landing?grant_token=hidden-grant', { headers: { origin: '' } }),
      () => browser.send('GET', '/landing?grant_token=hidden%20grant', { headers: { origin: '' } }),
      () => browser.logOut(),
    ]) {
      browser.cookies.clear()
      for (const [name, value] of begun) browser.cookies.set(name, value)
      const response = await ask()
      const headers = [...response.headers].filter(([name]) => name !== 'set-cookie')
      assert.doesNotMatch(headers.join('\n') + (await response.text()), hidden)
      count++
    }
  }
  assert.equal(count, answers.length * 6)
  // Each was on its way: what is looked for is there to be found.
  assert.match(JSON.stringify(api.asked), /hidden-grant/)
  assert.match(JSON.stringify(api.asked), /hidden-old-refresh/)
  assert.doesNotMatch(written.map(String).join('\n'), hidden)
})
