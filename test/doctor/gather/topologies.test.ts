import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import type { Facts } from '../../../doctor/facts.ts'
import type { GatherRequest } from '../../../doctor/gather/gather.ts'
import { parseSetCookie } from '../../../doctor/parse-set-cookie.ts'
import { readPlan } from '../../../doctor/plan/read-plan.ts'
import { diagnose } from '../../../doctor/rules/diagnose.ts'
import { whyNoNameServer } from '../network/name-server.ts'
import { outcomesOf } from '../topologies/outcomes-of.ts'
import type { Rig } from '../network/rig.ts'
import { serveTopologies } from '../topologies/serve-topologies.ts'
import { topologies, type Topology } from '../topologies/topologies.ts'
import { topologyFacts } from '../topologies/topology-facts.ts'

// End to end: a real DNS server, real HTTPS servers on the addresses that it names, and a real mint.

suite('topologies, gathered from real servers', { skip: whyNoNameServer }, () => {
  let rig: Rig
  before(async () => {
    rig = await serveTopologies(topologies)
  })
  after(() => rig.close())

  for (const topology of topologies) {
    suite(topology.name, () => {
      let facts: Facts
      before(async () => {
        facts = await rig.gather(topology.page, {
          ...requestFor(topology),
          mintToken: 'a-real-token',
        })
      })

      test('DNS, as the zone files have it', () => {
        assert.deepEqual(byAddress(facts.hosts), byAddress(topologyFacts(topology).hosts))
      })

      test('page, endpoint and API answer', () => {
        const { page, endpoint, bridge, api } = facts
        assert.equal(page.answer!.status, 200)
        const name = topology.bridge ? '__Host-authToken' : '__Secure-authToken'
        assert.equal(endpoint!.cookie?.name, topology.hasEndpoint ? name : undefined)
        if (topology.bridge) {
          assert.equal(bridge!.answer!.problem, 'not-authenticated')
          return
        }
        assert.equal(api!.answers!.preflight!.status, 204)
        const expected = topology.apiCookie && [parseSetCookie(topology.apiCookie)]
        assert.deepEqual(api!.cookies, expected)
      })

      test('what was gathered is a plan', () => {
        assert.deepEqual(readPlan(facts), { facts })
      })

      for (const expected of topology.expected) {
        test(`${expected.setBy}, ${expected.way}: ${expected.because}`, () => {
          assert.deepEqual(outcomesOf(diagnose(facts), expected), expected)
        })
      }
    })
  }
})

/** What doctor is asked about it. Behind a bridge no address of the API is known to need a log-in. */
function requestFor({ api, bridge }: Topology): Partial<GatherRequest> {
  if (!bridge) return { api }
  const { path, refreshCookie, refreshTokenLife } = bridge
  const told = { refreshCookie: parseSetCookie(refreshCookie), refreshTokenLife }
  return { bridge: { path, told, api: { url: `https://${api}/rcms-api/1` } } }
}

/** A zone file's order is not an order. */
function byAddress(hosts: Facts['hosts']): Facts['hosts'] {
  const entries = Object.entries(hosts).map(([host, found]) => [
    host,
    { ...found, addresses: found.addresses.toSorted() },
  ])
  return Object.fromEntries(entries)
}
