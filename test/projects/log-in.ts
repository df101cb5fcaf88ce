import assert from 'node:assert/strict'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { makeSelfSigned } from '../../local/self-signed.ts'
import type { Engine } from '../browsers/engines/engine.ts'
import type { Site } from './sites.ts'

const host = 'www.localhost'
const identity = makeSelfSigned([host])

/** Serves a site over https, and a visitor logs in there, comes back, and logs out. */
export async function logInOnSite(chromium: Engine, site: Site): Promise<void> {
  const server = createServer(identity, (incoming, outgoing) => {
    site.listen(incoming, outgoing).catch((error: unknown) => outgoing.destroy(error as Error))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    await logIn(chromium, `https://${host}:${(server.address() as AddressInfo).port}/`)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

/** The page of every project has two buttons, and says how the last call went. */
export async function logIn(chromium: Engine, url: string): Promise<void> {
  const browser = await chromium.open()
  const says = (text: string): Promise<void> =>
    browser.waitFor(text, `return document.querySelector('output')?.textContent === args[0]`, {
      args: [text],
    })
  try {
    await browser.goto(url)
    await says('not-authenticated')
    await browser.click('#log-in')
    await says('logged in')
    const [cookie, ...others] = await browser.cookies()
    assert.deepEqual(others, [])
    assert.deepEqual(
      [cookie.name, cookie.value, cookie.httpOnly, cookie.secure, cookie.sameSite],
      ['__Secure-authToken', 'a.b.c', true, true, 'Strict'],
    )
    const days = (cookie.expires! - Date.now() / 1000) / 86_400
    assert.ok(days > 399 && days <= 400, `${days} days`)
    assert.equal(await browser.run('return document.cookie'), '')
    await browser.goto(url)
    await says('renewed')
    await browser.click('#log-out')
    await says('logged out')
    assert.deepEqual(await browser.cookies(), [])
    await browser.goto(url)
    await says('not-authenticated')
  } finally {
    await browser.close()
  }
}
