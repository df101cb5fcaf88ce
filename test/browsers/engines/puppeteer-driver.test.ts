import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BrowserContext, Cookie } from 'puppeteer-core'
import { PuppeteerDriver } from './puppeteer-driver.ts'

function cookie(name: string, expires: number): Cookie {
  const fixed = { value: 'x', domain: '.shop.localhost', path: '/', secure: true, session: false }
  return { name, expires, size: 2, ...fixed } as Cookie
}

test('a cookie whose end has come is not held, though Firefox lists it until it tidies its store', async () => {
  const now = Date.now() / 1000
  const listed = [cookie('past', now - 0.5), cookie('living', now + 60), cookie('session', -1)]
  const page = { setDefaultTimeout: () => {}, setViewport: async () => {} }
  const context = { newPage: async () => page, cookies: async () => listed }
  const ends = { quit: async () => {}, kill: async () => {} }
  const driver = await PuppeteerDriver.open(context as unknown as BrowserContext, {}, ends, false)
  const names = (await driver.cookies()).map(({ name }) => name)
  assert.deepEqual(names, ['living', 'session'])
})
