import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { inspect } from 'node:util'
import { findTarget } from '../../platforms/targets.ts'
import { bridgePresets } from '../../shared/config/bridge-presets.ts'
import { bridgeFields } from '../../shared/config/compile-bridge.ts'
import { tokenFields } from '../../shared/config/compile-tokens.ts'
import type { EdgemintConfig, TokensConfig } from '../../shared/config/config.ts'
import type { Policy } from '../../shared/core/policy.ts'
import { policyOf } from '../cli/policy-of.ts'
import { temporaryFolder } from '../cli/temporary-folder.ts'
import { loadBridgeVectors } from '../conformance/bridge-vectors.ts'
import { readBlocks } from './blocks.ts'

// docs/bridge.md: its configs are ones, and its tables say what holds.

const text = readFileSync(new URL('../../docs/bridge.md', import.meta.url), 'utf8')
const configs = readBlocks().filter(
  ({ place, language }) => place.startsWith('docs/bridge.md:') && language === 'ts',
)

/** The cells of the table under a heading, without its first two lines. */
function rowsUnder(heading: string): string[][] {
  const section = text.slice(text.indexOf(`## ${heading}\n`)).split('\n')
  const first = section.findIndex((line) => line.startsWith('|'))
  const end = section.findIndex((line, i) => i > first && !line.startsWith('|'))
  const lines = section.slice(first + 2, end)
  return lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
}

/** A value as the table shows it. */
function shown(value: unknown): string {
  if (value === undefined) return ''
  return `\`${typeof value === 'string' ? value : inspect(value)}\``
}

async function policyIn(code: string): Promise<Policy> {
  const folder = temporaryFolder({ 'config.mjs': code })
  const { default: config } = await import(pathToFileURL(join(folder, 'config.mjs')).href)
  return policyOf(config as EdgemintConfig)
}

const vectors = loadBridgeVectors('http://localhost:1').flatMap((file) => file.vectors)

suite('docs/bridge.md', () => {
  test('says how many vectors there are', () => {
    assert.ok(
      text.includes(`[${vectors.length} requests](../test/vectors/bridge)`),
      `${vectors.length}`,
    )
  })

  test('each clause of the contract has vectors, and each vector of the bridge a clause', () => {
    const cited = vectors.flatMap(({ clause }) => /^bridge: (.*)$/.exec(clause)?.[1] ?? [])
    const documented = rowsUnder('What goes to the API, and what comes back')
    assert.deepEqual(
      new Set(documented.map(([clause]) => clause.replaceAll('`', ''))),
      new Set(cited),
    )
  })

  test('where platforms differ: what the vectors show, and nothing else', () => {
    const shownBy = new Map<string, Set<string>>()
    for (const { because, on } of vectors.flatMap(({ platforms = [] }) => platforms)) {
      const titles = on.map((name) => findTarget(name).title)
      shownBy.set(because, new Set([...(shownBy.get(because) ?? []), ...titles]))
    }
    const documented = rowsUnder('Where platforms differ').map(
      ([what, where]) => [what, new Set(where.split(', '))] as const,
    )
    assert.deepEqual(new Map(documented), shownBy)
  })

  test('has a config for a header, and one for tokens', async () => {
    assert.equal(configs.length, 2)
    const [plain, whole] = await Promise.all(configs.map((block) => policyIn(block.text)))
    assert.deepEqual(
      [plain.bridge?.header, plain.bridge?.base, plain.bridge?.tokens],
      ['x-access-token', '/v1', undefined],
    )
    assert.equal(whole.bridge?.tokens?.url, 'https://acme.g.kuroco.app/rcms-api/1/token')
    const cookies = [whole.cookie.name, whole.bridge?.tokens?.cookie.name]
    const documented = rowsUnder('The cookies').map(([name]) => name.replaceAll('`', ''))
    assert.deepEqual(documented, [...cookies, `${whole.cookie.name}-stamp`])
  })

  for (const [heading, fields] of [
    ['The fields of `bridge`', bridgeFields],
    ['`tokens`', tokenFields],
  ] as const) {
    test(`${heading}: each is there, in the order of the types`, () => {
      assert.deepEqual(
        rowsUnder(heading).map(([name]) => name),
        fields.map((name) => `\`${name}\``),
      )
    })
  }

  test('the presets are what the table says', () => {
    const presets = Object.values(bridgePresets)
    const names = tokenFields as (keyof TokensConfig)[]
    const used = names.filter((name) => presets.some(({ tokens }) => name in tokens))
    const expected = [
      ['`header`', ...presets.map(({ header }) => shown(header))],
      ...used.map((name) => [
        `\`tokens.${name}\``,
        ...presets.map(({ tokens }) => shown(tokens[name])),
      ]),
    ]
    const said = rowsUnder('The presets')
    assert.deepEqual(
      said,
      expected,
      `write:\n${expected.map((row) => `| ${row.join(' | ')} |`).join('\n')}`,
    )
  })
})
