import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createContext, runInContext } from 'node:vm'
import { build } from 'esbuild'
import { diagnose } from '../../../doctor/rules/diagnose.ts'
import { topologies } from '../topologies/topologies.ts'
import { topologyFacts } from '../topologies/topology-facts.ts'

const entry = new URL('../../../doctor/rules/diagnose.ts', import.meta.url).pathname

/** ECMAScript's own objects and these two, as every browser has them: no Node, no network, no page. */
const bare = createContext(
  { URL, TextEncoder },
  { codeGeneration: { strings: false, wasm: false } },
)

describe('the rules run in a browser', async () => {
  const { outputFiles, metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'browser',
    format: 'iife',
    globalName: 'rules',
    logLevel: 'silent',
  })
  runInContext(outputFiles[0].text, bare)

  for (const topology of topologies) {
    it(topology.name, () => {
      const facts = topologyFacts(topology)
      const given = JSON.stringify(JSON.stringify(facts))
      const found: unknown = runInContext(
        `JSON.stringify(rules.diagnose(JSON.parse(${given})))`,
        bare,
      )
      assert.equal(found, JSON.stringify(diagnose(facts)))
    })
  }

  it('they bring nothing that does I/O, and two packages alone', () => {
    const inputs = Object.keys(metafile.inputs)
    const packages = inputs.flatMap((path) => /node_modules\/([^/]+)/.exec(path)?.[1] ?? [])
    assert.deepEqual([...new Set(packages)].toSorted(), ['ipaddr.js', 'tldts', 'tldts-core'])
    const others = inputs.filter(
      (path) =>
        !/node_modules\/|^doctor\/(rules|hosts)\/|^doctor\/(facts|diagnosis)\.ts$/.test(path),
    )
    // Data alone: what is known of vendors, and the config's defaults; and the kit's own rooms of hosts.
    const data =
      /^platforms\/(\w+\/vendor|vendors?)\.ts$|^shared\/(config\/(defaults|hosts)|core\/domain)\.ts$/
    assert.deepEqual(
      others.filter((path) => !data.test(path)),
      [],
    )
  })
})
