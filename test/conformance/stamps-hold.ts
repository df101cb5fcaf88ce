import assert from 'node:assert/strict'
import type { PlainResponse, Runtime } from '../../platforms/runtime.ts'
import type { TokenApi } from '../shared/web/tokens/token-api.ts'
import { json } from '../shared/web/tokens/token-api.ts'
import { openBrowser } from './bridge-browser.ts'

const name = '__Host-authToken'

/** After an exchange, calls pass with the stamp that came along, and with no other; so they do after a renewal. */
export async function assertStampsHold(
  runtime: Runtime,
  api: TokenApi,
  site: string,
): Promise<void> {
  const browser = openBrowser(runtime, site)
  const headers: [string, string][] = [['authorization', 'Bearer grant-1']]
  assert.equal((await browser.ask('PUT', '/set-auth-token', { headers })).status, 204)
  const minted = await browser.sentTo('/api')
  const stamp = minted[`${name}-stamp`]
  const [version, exp, mac] = stamp.split('.')
  assert.ok(Number(exp) > Date.now() / 1000 && Number(exp) <= Date.now() / 1000 + 3600, exp)

  const call = async (...stamps: string[]): Promise<string> => {
    api.asked.length = 0
    api.answer(json({ articles: [] }))
    const cookies = [`${name}=${minted[name]}`, ...stamps.map((each) => `${name}-stamp=${each}`)]
    const response = await runtime.fetch({
      method: 'POST',
      url: `${site}/api/articles`,
      headers: [
        ['host', new URL(site).host],
        ['origin', site],
        ['cookie', cookies.join('; ')],
      ],
      body: '{}',
    })
    api.answer()
    return outcome(response!)
  }
  const passes = async (...stamps: string[]): Promise<void> => {
    assert.equal(await call(...stamps), '200', runtime.engine)
    const [{ path, headers: sent, ...others }] = api.asked
    assert.equal(api.asked.length, 1)
    assert.deepEqual([path, others.body], ['/rcms-api/1/articles', '{}'])
    assert.equal(sent['x-rcms-api-access-token'], minted[name])
    assert.equal(sent.cookie, undefined)
  }

  await passes(stamp)
  const bad: Record<string, string[]> = {
    none: [],
    two: [stamp, stamp],
    'an empty one': [''],
    'of another version': [`v2.${exp}.${mac}`],
    'that lasts longer': [`${version}.${Number(exp) + 1}.${mac}`],
    'that is over': [`${version}.1700000000.${mac}`],
    'with a MAC that begins otherwise': [`${version}.${exp}.${other(mac[0])}${mac.slice(1)}`],
    'with a MAC that ends otherwise': [
      `${version}.${exp}.${mac.slice(0, -1)}${other(mac.at(-1)!)}`,
    ],
  }
  for (const [what, stamps] of Object.entries(bad)) {
    assert.equal(await call(...stamps), '401 not-authenticated', `${what}: ${runtime.engine}`)
    assert.deepEqual(api.asked, [])
  }

  // A renewal brings another token and its stamp; the former stamp is none for it.
  assert.equal((await browser.ask('PATCH')).status, 204)
  const renewed = await browser.sentTo('/api')
  Object.assign(minted, { [name]: renewed[name] })
  assert.equal(await call(stamp), '401 not-authenticated', runtime.engine)
  await passes(renewed[`${name}-stamp`])
}

const other = (character: string): string => (character === 'A' ? 'B' : 'A')

function outcome({ status, headers, body }: PlainResponse): string {
  if (status === 200) return '200'
  assert.equal(
    headers.find(([field]) => field === 'set-cookie'),
    undefined,
  )
  return `${status} ${(JSON.parse(body) as { code: string }).code}`
}
