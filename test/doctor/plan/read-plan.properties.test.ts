import assert from 'node:assert/strict'
import { isIP } from 'node:net'
import { test } from 'node:test'
import fc from 'fast-check'
import ipaddr from 'ipaddr.js'
import type { Facts } from '../../../doctor/facts.ts'
import { readPlan } from '../../../doctor/plan/read-plan.ts'
import { formatMistakes } from '../../../shared/config/mistakes.ts'
import { bothHosts, goodPlans, page, plan, planOfHost } from './plans.ts'

const json = fc.jsonValue({ maxDepth: 3 })
const oddNames = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length']

/** Every object and value of the good plans: what stands in the wrong place in mixed-up plans. */
const pieces = fc.constantFrom(...goodPlans.flatMap(([, good, facts]) => piecesOf([good, facts])))

/** A good plan in which a few fields hold what belongs elsewhere, or anything. */
const mixedUp = fc
  .tuple(
    fc.constantFrom(...goodPlans.map(([, good]) => good)),
    fc.array(fc.tuple(fc.nat(), fc.oneof(pieces, json)), { maxLength: 3 }),
  )
  .map(([good, changes]) => {
    const mixed = structuredClone(good) as object
    for (const [at, value] of changes) replaceField(mixed, at, value)
    return mixed
  })
const oddObjects = fc
  .array(fc.tuple(fc.constantFrom(...oddNames, 'version', 'page', 'hosts'), fc.oneof(pieces, json)))
  .map((entries) => Object.fromEntries(entries))
const values = fc.oneof(json, mixedUp, oddObjects)

test('any JSON gives facts, or mistakes that each say what is wrong and how to fix it', () => {
  let inOrder = 0
  fc.assert(
    fc.property(values, (value) => {
      const before = JSON.stringify(value)
      const read = readPlan(value)
      assert.equal(JSON.stringify(value), before, 'the plan itself was changed')
      if ('facts' in read) {
        inOrder++
        return
      }
      assert.ok(read.mistakes.length > 0)
      for (const { problem, cure } of read.mistakes) assert.ok(problem && cure)
      assert.ok(formatMistakes(read.mistakes).includes('→'))
    }),
    { numRuns: 3000 },
  )
  assert.ok(inOrder > 150, `only ${inOrder} of the plans were in order`)
})

test('facts come out as they went in', () => {
  fc.assert(
    fc.property(values, (value) => {
      const read = readPlan(value)
      if ('mistakes' in read) return
      assert.deepEqual(readPlan(read.facts), read)
      assert.equal(
        JSON.stringify(readPlan(JSON.parse(JSON.stringify(read.facts)))),
        JSON.stringify(read),
      )
    }),
    { numRuns: 2000 },
  )
})

const addressText = fc.oneof(fc.ipV4(), fc.ipV6(), fc.constantFrom('::', '::ffff:1.2.3.4', '1::'))

test('the order of DNS answers and their repetition mean nothing', () => {
  const shuffled = fc
    .array(addressText, { minLength: 1, maxLength: 12 })
    .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })))
  fc.assert(
    fc.property(shuffled, ([all, other]) => {
      const read = factsOf(planOfHost({ addresses: all }))
      assert.deepEqual(factsOf(planOfHost({ addresses: other.concat(all) })), read)
      const { addresses } = read.hosts['www.example.com']
      assert.equal(new Set(addresses).size, addresses.length)
      assert.deepEqual(
        addresses.map((text) => ipaddr.parse(text).toString()),
        addresses,
        'not as ipaddr.js writes them',
      )
    }),
    { numRuns: 500 },
  )
})

test('a text is an address where Node takes it for one, zones apart', () => {
  const soup = fc.string({
    unit: fc.constantFrom(...'0123456789abcdefF::...xg%[] '),
    maxLength: 20,
  })
  const damaged = fc
    .tuple(addressText, fc.nat(), fc.constantFrom('', ':', '.', '0', 'f', '::', '1', 'x', '%1'))
    .map(([text, at, piece]) => {
      const cut = at % (text.length + 1)
      return text.slice(0, cut) + piece + text.slice(cut + (at % 2))
    })
  fc.assert(
    fc.property(fc.oneof(soup, damaged, addressText), (text) => {
      const isAddress = 'facts' in readPlan(planOfHost({ addresses: [text] }))
      assert.equal(isAddress, isIP(text) > 0 && !text.includes('%'))
    }),
    { numRuns: 3000 },
  )
})

test('nothing of a cookie’s value is shown, whatever place the cookie stands in', () => {
  const mark = 's3cr3t'
  const cookies = fc
    .tuple(fc.constantFrom('id', '__Secure-a', '', 'Set-Cookie: id'), fc.string(), fc.string())
    .map(([name, before, after]) => `${name}=${before}${mark}${after}${mark}; Path=/; Expires=1`)
  const objects = cookies.chain((text) =>
    fc.constantFrom(
      { name: text, valueOctets: 1, attributes: [] },
      { name: 'id', value: text, valueOctets: text, attributes: text },
      { name: 'id', valueOctets: 1, attributes: [{ name: text, value: text }, text] },
      { name: 'id', valueOctets: 1, attributes: [{ name: 'Secure', value: text }], flaw: text },
      [text],
    ),
  )
  const places: ((cookie: unknown) => object)[] = [
    (cookie) => ({ endpoint: { url: '/a', cookie } }),
    (cookie) => ({ endpoint: { url: '/a', cookie }, observedAt: '2026-11-21' }),
    (cookie) => ({
      endpoint: cookie,
      version: cookie,
      observedAt: cookie,
      page: cookie,
      api: cookie,
    }),
    (cookie) => ({ api: { url: cookie, cookies: cookie, tokenHeader: cookie, cookie } }),
    (cookie) => ({ api: { url: 'https://api.example.com', cookies: [cookie, cookie] } }),
    (cookie) => ({ page: { url: page, redirects: [cookie], answer: cookie } }),
    (cookie) => ({ page: { url: page, answer: { status: cookie, cookies: [cookie] } } }),
    (cookie) => ({
      page: { url: page, answer: { status: 200, headers: { 'set-cookie': cookie } } },
    }),
    (cookie) => ({
      page: { url: page, answer: { status: 200, headers: cookie, failure: cookie } },
    }),
    (cookie) => ({ hosts: cookie }),
    (cookie) => ({ hosts: { a: { cnames: [cookie], addresses: [cookie], failures: [cookie] } } }),
    (cookie) => ({ endpoint: { url: cookie, cookieFrom: cookie, answers: { put: cookie } } }),
  ]
  let inOrder = 0
  fc.assert(
    fc.property(
      fc.constantFrom(...places),
      fc.oneof(cookies, objects),
      fc.boolean(),
      (put, cookie, isMoment) => {
        const moment = isMoment ? { observedAt: '2026-11-21' } : {}
        const read = readPlan(plan({ hosts: bothHosts, ...moment, ...put(cookie) }))
        assert.equal(JSON.stringify(read).includes(mark), false, JSON.stringify(read))
        if ('facts' in read) inOrder++
      },
    ),
    { numRuns: 3000 },
  )
  assert.ok(inOrder > 100, `only ${inOrder} of the plans were in order`)
})

function factsOf(value: unknown): Facts {
  const read = readPlan(value)
  assert.ok('facts' in read, JSON.stringify(read))
  return read.facts
}

function piecesOf(value: unknown): unknown[] {
  const isObject = typeof value === 'object' && value !== null
  return [value, ...(isObject ? Object.values(value).flatMap(piecesOf) : [])]
}

/** Replaces one field somewhere in an object, or adds one that is odd. */
function replaceField(root: object, at: number, value: unknown): void {
  const objects = piecesOf(root).filter((piece) => typeof piece === 'object' && piece !== null)
  const object = objects[at % objects.length] as object
  const odd = Array.isArray(object) ? [] : [oddNames[at % oddNames.length]]
  const keys = [...Object.keys(object), ...odd]
  const copy = structuredClone(value)
  if (keys.length === 0) return
  const key = keys[Math.floor(at / objects.length) % keys.length]
  Object.defineProperty(object, key, {
    value: copy,
    enumerable: true,
    configurable: true,
    writable: true,
  })
}
