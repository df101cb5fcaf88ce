import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createContext, runInContext } from 'node:vm'
import { build } from 'esbuild'
import { diagnose, htmlReport, readPlan } from '../../doctor/index.ts'
import { topologies } from './topologies/topologies.ts'
import { topologyFacts } from './topologies/topology-facts.ts'

const entry = new URL('../../doctor/index.ts', import.meta.url).pathname

/** ECMAScript's own objects and these two, as every browser has them: no Node, no network, no page. */
const bare = createContext(
  { URL, TextEncoder },
  { codeGeneration: { strings: false, wasm: false } },
)

describe('doctor runs in a page', async () => {
  const { outputFiles, metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'browser',
    format: 'iife',
    globalName: 'doctor',
    logLevel: 'silent',
  })
  runInContext(outputFiles[0].text, bare)

  for (const topology of topologies) {
    it(topology.name, () => {
      const facts = topologyFacts(topology)
      const given = JSON.stringify(JSON.stringify(facts))
      const found: unknown = runInContext(
        `{
          const { facts } = doctor.readPlan(JSON.parse(${given}))
          const diagnosis = doctor.diagnose(facts)
          JSON.stringify([diagnosis, doctor.htmlReport(diagnosis)])
        }`,
        bare,
      )
      const plan = readPlan(facts)
      assert.ok('facts' in plan)
      const diagnosis = diagnose(plan.facts)
      assert.equal(found, JSON.stringify([diagnosis, htmlReport(diagnosis)]))
    })
  }

  it('it brings nothing that does I/O, and one package alone', () => {
    const inputs = Object.keys(metafile.inputs)
    const packages = inputs.flatMap((path) => /node_modules\/([^/]+)/.exec(path)?.[1] ?? [])
    assert.deepEqual([...new Set(packages)].toSorted(), ['tldts', 'tldts-core'])
    // What gathers facts needs a network.
    const known =
      /^(doctor\/((hosts|plan|report|rules)\/|[\w-]+\.ts$)|shared\/(core|config)\/|platforms\/)/
    const others = inputs.filter((path) => !path.startsWith('node_modules/') && !known.test(path))
    assert.deepEqual(others, [])
  })
})
