import assert from 'node:assert/strict'
import type { Browser, EngineName, Json, StoredCookie } from './engines/engine.ts'
import { eventually } from './eventually.ts'
import type { CookieFacts, Expected, FetchAnswer, FetchInit, Step } from './step.ts'

/** What the names in braces of a step stand for. */
export type Names = Record<string, string>

/** A step that went otherwise than it should, with all that was done before it. */
export class StepError extends Error {
  constructor(trail: string[], cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    super(`${trail.map((line, i) => `${i + 1}. ${line}`).join('\n')}\n✗ ${reason}`, { cause })
    this.name = 'StepError'
  }
}

/** Does the steps of one scenario in one browser. */
export async function runSteps(browser: Browser, steps: Step[], names: Names): Promise<void> {
  const known = { ...names }
  const trail: string[] = []
  for (const step of steps) {
    const filled = fill(step, known)
    trail.push(JSON.stringify(filled))
    try {
      await runStep(browser, filled, known)
    } catch (error) {
      throw new StepError(trail, error)
    }
  }
}

async function runStep(browser: Browser, step: Step, known: Names): Promise<void> {
  const expected = <T>(value: Expected<T>): T => forEngine(value, browser.engine)
  switch (step.do) {
    case 'visit':
      return browser.goto(step.url)
    case 'get a token':
      known.token = await askForToken(browser, known.api)
      return
    case 'fetch': {
      const answer = await fetchInPage(browser, step.url, step.init)
      return assert.deepEqual(pick(answer, expected(step.answer)), expected(step.answer))
    }
    case 'ask is-authed':
      return assert.equal(await isAuthed(browser, known.api), expected(step.answer))
    case 'press': {
      // Else the page is done before the click, too.
      await browser.run(`delete document.querySelector('#status').dataset.authed`)
      await browser.click(step.button)
      await browser.waitFor('the page to be done', pageIsDone)
      const authed = await browser.run(`return document.querySelector('#status').dataset.authed`)
      return assert.equal(authed, expected(step.authed), await browser.text('#status'))
    }
    case 'press and leave':
      return browser.leaves(() => browser.click(step.button))
    case 'post a form': {
      const post = (): Promise<unknown> => browser.run(postForm, step.url, step.fields, step.into)
      return void (step.into === 'window' ? await browser.leaves(post) : await post())
    }
    case 'follow a link':
      return browser.leaves(() => browser.run(followLink, step.url))
    case 'run':
      return assert.deepEqual(await browser.run(step.script), expected(step.result))
    case 'see the address':
      return assert.equal(await browser.url(), step.url)
    case 'see the cookies':
      return eventually(async () => {
        const held = (await heldCookies(browser)).map((cookie) => toFacts(cookie, known.name))
        assert.equal(held.length, step.cookies.length, JSON.stringify(held))
        step.cookies.forEach(({ days, ...wanted }, i) => {
          assert.deepEqual(pick(held[i], wanted), wanted)
          if (days !== undefined) assertLife(held[i].days as number, expected(days))
        })
      })
    case 'see a longer life': {
      const before = await eventually(() => expiryOf(browser))
      // Expiry is kept in whole seconds: the clock must have moved on by more than one.
      const later = Date.now() + 1_500
      await browser.waitFor('the clock', 'return Date.now() > args[0]', { args: [later] })
      await runStep(browser, step.after, known)
      return eventually(async () => {
        const after = await expiryOf(browser)
        assert.ok(after > before, `${after} > ${before}`)
      })
    }
    case 'restart the browser':
      return browser.restart()
  }
}

async function askForToken(browser: Browser, api: string): Promise<string> {
  const answer = await fetchInPage(browser, `${api}/login`, { method: 'POST' })
  assert.ok('body' in answer, JSON.stringify(answer))
  return (JSON.parse(answer.body!) as { authToken: string }).authToken
}

async function isAuthed(browser: Browser, api: string): Promise<boolean> {
  const init: FetchInit = { method: 'POST', credentials: 'include' }
  const answer = await fetchInPage(browser, `${api}/is-authed`, init)
  assert.ok('body' in answer, JSON.stringify(answer))
  return (JSON.parse(answer.body!) as { isAuthed: boolean }).isAuthed
}

function fetchInPage(browser: Browser, url: string, init: FetchInit): Promise<FetchAnswer> {
  return browser.run(
    `try {
      const response = await fetch(args[0], args[1])
      const body = await response.text()
      const code = body.startsWith('{') ? JSON.parse(body).code : undefined
      return { status: response.status, body, code }
    } catch {
      return { blocked: true }
    }`,
    url,
    { ...init } as { [key: string]: Json },
  )
}

const pageIsDone = `const status = document.querySelector('#status')
  return status.dataset.busy === 'false' && status.dataset.authed !== undefined`

const postForm = `const [action, fields, into] = args
  const form = document.createElement('form')
  Object.assign(form, { action, method: 'post' })
  for (const [name, value] of Object.entries(fields)) {
    form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }))
  }
  document.body.append(form)
  if (into === 'window') return setTimeout(() => form.submit()), null
  const frame = Object.assign(document.createElement('iframe'), { name: 'frame' })
  document.body.append(frame)
  form.target = 'frame'
  const answered = new Promise((resolve) => frame.addEventListener('load', resolve))
  form.submit()
  // Firefox offers the refusal for download: then the frame loads nothing more.
  await Promise.race([answered, new Promise((resolve) => setTimeout(resolve, 1000))])
  return null`

const followLink = `const link = Object.assign(document.createElement('a'), { href: args[0] })
  document.body.append(link)
  setTimeout(() => link.click())
  return null`

/** Those for the page's own host, of every name: none but auth cookies belong there. */
async function heldCookies(browser: Browser): Promise<StoredCookie[]> {
  const host = new URL(await browser.url()).hostname
  const cookies = await browser.cookies()
  return cookies.filter(({ domain, hostOnly }) =>
    hostOnly ? domain === host : `.${host}`.endsWith(`.${domain}`),
  )
}

/** When the only auth cookie expires, in Unix seconds. */
async function expiryOf(browser: Browser): Promise<number> {
  const [cookie] = await heldCookies(browser)
  assert.ok(cookie?.expires, 'no cookie that expires')
  return cookie.expires
}

/** Name, HttpOnly, Secure and Path hold for every auth cookie: they are seen here, once for all steps. */
function toFacts(cookie: StoredCookie, authCookie: string): CookieFacts {
  const { name, value, domain, hostOnly, httpOnly, secure, path, sameSite, expires } = cookie
  const asEver = { name: authCookie, httpOnly: true, secure: true, path: '/' }
  assert.deepEqual({ name, httpOnly, secure, path }, asEver)
  const days = Math.round(((expires ?? 0) - Date.now() / 1000) / 86_400)
  return { value, domain, hostOnly, sameSite: sameSite as 'Strict', days }
}

function assertLife(days: number, expected: number | 'over 7'): void {
  if (expected === 'over 7') assert.ok(days > 7, `${days} days`)
  else assert.equal(days, expected)
}

/** Those members of a value that are expected at all. */
function pick(value: object, expected: object): object {
  return Object.fromEntries(
    Object.entries(value).filter(([name]) => 'blocked' in value || name in expected),
  )
}

function forEngine<T>(value: Expected<T>, engine: EngineName): T {
  const isByEngine = typeof value === 'object' && value !== null && 'byEngine' in value
  return isByEngine ? value.byEngine[engine] : (value as T)
}

/** Puts the known names into every text of a step. */
function fill<T>(value: T, names: Names): T {
  const text = JSON.stringify(value).replaceAll(/\{(\w+)\}/g, (braces, name: string) =>
    name in names ? names[name] : braces,
  )
  return JSON.parse(text) as T
}
