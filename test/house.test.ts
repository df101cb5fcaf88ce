import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { suite, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

interface Room {
  /** The other rooms that it imports from, for values or for types. */
  rooms: string[]
  /** The packages and Node modules that it imports; `any` for what never reaches a CDN or a web page. */
  packages: string[] | 'any'
}

/** The config, and its defaults, which are a room of their own: data that a page and an API may hold. */
const config = ['shared/config', 'shared/config/defaults.ts']

/** The allowed arrows. A file is in the room with the longest name that its path begins with. */
const house: Record<string, Room> = {
  'shared/core': { rooms: [], packages: [] },
  'shared/config': { rooms: ['shared/core', 'shared/config/defaults.ts'], packages: ['tldts'] },
  'shared/config/defaults.ts': { rooms: [], packages: [] },
  'shared/web': { rooms: ['shared/core', 'shared/config/defaults.ts'], packages: ['jose'] },

  // What a policy brings along that few have, so that no other bundle holds it.
  'shared/web/bridge': { rooms: ['shared/core', 'shared/web'], packages: [] },
  'shared/web/login': { rooms: ['shared/core', 'shared/web'], packages: ['jose'] },

  functions: { rooms: ['shared/core', 'shared/web'], packages: ['#policy'] },
  'edge-functions': { rooms: ['shared/core', 'shared/web'], packages: ['#policy'] },
  workers: { rooms: ['shared/core', 'shared/web'], packages: ['#policy'] },
  cloudfront: {
    rooms: ['shared/core'],
    packages: ['#policy', 'cloudfront', 'crypto', '@aws-sdk/client-ssm'],
  },

  // `platforms/*/vendor.ts` and the lists of vendors: data that doctor reads, in a web page too.
  'vendor data': { rooms: [], packages: [] },
  // A platform builds and runs its entry, and hands the adapter what the platform would.
  platforms: {
    rooms: ['vendor data', 'functions', 'workers', 'cloudfront', 'shared/core', ...config],
    packages: 'any',
  },

  doctor: { rooms: ['doctor/hosts', 'shared/core', ...config], packages: [] },
  'doctor/hosts': { rooms: ['shared/core'], packages: ['tldts'] },
  'doctor/plan': {
    rooms: ['doctor', 'doctor/hosts', 'shared/core', ...config],
    packages: [],
  },
  'doctor/rules': {
    rooms: ['doctor', 'doctor/hosts', 'vendor data', 'shared/core', ...config],
    packages: ['tldts'],
  },
  'doctor/report': {
    rooms: ['doctor', 'doctor/hosts', 'doctor/rules', 'vendor data', 'shared/core'],
    packages: [],
  },
  // What a later run is compared with.
  'doctor/baseline': {
    rooms: ['doctor', 'doctor/rules', 'doctor/report', 'shared/core', ...config],
    packages: [],
  },
  // Questions to DNS, whoever carries them: Node's resolver for `gather`, DNS over HTTPS for a web page.
  'doctor/dns': {
    rooms: ['doctor', 'doctor/hosts', 'doctor/plan', 'shared/core', ...config],
    packages: [],
  },
  'doctor/gather': {
    rooms: ['doctor', 'doctor/dns', 'doctor/hosts', 'doctor/plan', 'shared/core', ...config],
    packages: 'any',
  },
  // The library's entry, which runs in a web page.
  'doctor/index.ts': {
    rooms: ['doctor', 'doctor/plan', 'doctor/rules', 'doctor/report'],
    packages: [],
  },

  // What stands on loopback: for Vite, `edgemint dev` and the demo.
  local: {
    rooms: [
      'platforms',
      'shared/core',
      ...config,
      'shared/web',
      'shared/web/bridge',
      'shared/web/login',
    ],
    packages: 'any',
  },

  // The plugin for Vite, whose types alone it imports.
  vite: {
    rooms: ['local', 'vendor data', 'platforms', 'shared/core', ...config, 'shared/web'],
    // The last of them in an example.
    packages: ['node:path', 'vite', 'edgemint/vite'],
  },

  cli: {
    rooms: [
      'local',
      'doctor',
      'doctor/baseline',
      'doctor/hosts',
      'doctor/plan',
      'doctor/rules',
      'doctor/report',
      'doctor/gather',
      'doctor/index.ts',
      'vendor data',
      'platforms',
      'shared/core',
      ...config,
      'shared/web',
    ],
    packages: 'any',
  },
  'demo/page': { rooms: ['shared/web'], packages: [] },
  // Doctor's web page: what the command knows without a network of Node's.
  'demo/doctor': {
    rooms: [
      'doctor',
      'doctor/dns',
      'doctor/hosts',
      'doctor/plan',
      'doctor/rules',
      'doctor/report',
      'shared/core',
      ...config,
    ],
    packages: [],
  },
  'demo/server': {
    rooms: [
      'demo/page',
      'doctor',
      'doctor/dns',
      'doctor/hosts',
      'doctor/report',
      'doctor/gather',
      'local',
      'vendor data',
      'platforms',
      'shared/core',
      ...config,
      'shared/web',
    ],
    packages: 'any',
  },
  tools: {
    rooms: [
      'cli',
      'doctor',
      'doctor/baseline',
      'doctor/hosts',
      'doctor/plan',
      'doctor/rules',
      'platforms',
      'shared/core',
      ...config,
      'shared/web',
    ],
    packages: 'any',
  },
}

const sources = list(
  '{shared,functions,edge-functions,workers,cloudfront,platforms,local,vite,doctor,cli,demo,tools}',
)
const tests = list('test')
const importsOf = new Map([...sources, ...tests].map((file) => [file, readImports(file)]))

suite('the house', () => {
  test('every kind of import is seen', () => {
    const code = `import a, {
      b,
    } from './a.ts'
    import type { C } from './c.ts'
    import './side-effect.ts'
    export * from './re-exported.ts'
    const lazy = await import('./lazy.ts')
    let typed: import('./typed.ts').T`
    const expected = ['a', 'c', 'side-effect', 're-exported', 'lazy', 'typed']
    assert.deepEqual(
      specifiers(code),
      expected.map((name) => `./${name}.ts`),
    )
  })

  test('the arrows that are allowed form no circle', () => {
    const arrows = Object.entries(house).map(([room, { rooms }]) => [room, rooms] as const)
    none(circles(new Map(arrows)), 'Take one of these arrows out of the table above.')
  })

  test('no arrow between folders but those that are allowed', () => {
    const forbidden = sources.flatMap((file) => {
      const from = roomOf(file)
      const { rooms, packages } = house[from]
      return importsOf.get(file)!.flatMap((imported) => {
        const isAllowed = imported.startsWith('.')
          ? [from, ...rooms].includes(roomOf(resolve(file, imported)))
          : packages === 'any' || packages.includes(imported)
        return isAllowed ? [] : [`${file} imports ${imported}, which ${from} may not`]
      })
    })
    none(forbidden, 'Move what both need into a folder that both may import from.')
  })

  test('no circle of files, types included', () => {
    const arrows = [...importsOf].map(([file, imports]) => {
      const own = imports.filter((imported) => imported.startsWith('.'))
      return [file, own.map((imported) => resolve(file, imported))] as const
    })
    none(
      circles(new Map(arrows)),
      'Move what two files need from each other into one of them or into a third.',
    )
  })

  test('under doctor, platforms, local, vite and cli a file has 12 to 250 lines', () => {
    const unfit = sources
      .filter((file) => /^(doctor|platforms|local|vite|cli)\//.test(file))
      .map((file) => ({ file, lines: read(file).split('\n').length - 1 }))
      .filter(({ file, lines }) => lines > 250 || (lines < 12 && !Object.hasOwn(short, file)))
      .map(({ file, lines }) => `${file}: ${lines} lines`)
    none(unfit, 'Split a long file by its ideas; move a short one into the file that imports it.')
  })

  test('no file is listed as short that is not', () => {
    const longer = Object.keys(short).filter(
      (file) => !sources.includes(file) || read(file).split('\n').length > 12,
    )
    none(longer, 'Take it out of the list below.')
  })

  test('names are in kebab-case, and each says something', () => {
    const vague = /(^|-)(utils?|helpers?|misc)(-|$)|^commons?$/
    const bad = [...sources, ...tests].filter((file) =>
      file
        .split('/')
        .map((part) => part.replace(/\..*/, ''))
        .some((part) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(part) || vague.test(part)),
    )
    none(bad, 'Name the file for the idea that it holds.')
  })
})

/** Entries and types that are allowed to have fewer than 12 lines, each with the reason why it stands alone. */
const short: Record<string, string> = {}

/** Nothing was found; else what was, and what to do about it. */
function none(found: string[], cure: string): void {
  assert.ok(found.length === 0, `${found.join('\n')}\n${cure}`)
}

function list(folder: string): string[] {
  return globSync(`${folder}/**/*.{ts,js}`, { cwd: root })
    .map((file) => file.replaceAll('\\', '/'))
    .toSorted()
}

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8')
}

function readImports(file: string): string[] {
  // This file holds a sample; and `build/` is what the published package has in place of the sources.
  if (file === 'test/house.test.ts') return []
  return specifiers(read(file)).filter((imported) => !imported.startsWith('../build/'))
}

function specifiers(code: string): string[] {
  const pattern = /\b(?:from|import)\s*\(?\s*'([^'\n]+)'/g
  return [...code.matchAll(pattern)].map(([, specifier]) => specifier)
}

function resolve(file: string, imported: string): string {
  return posix.join(posix.dirname(file), imported)
}

function roomOf(file: string): string {
  if (/^platforms\/(.+\/)?[a-z-]*vendors?\.ts$/.test(file)) return 'vendor data'
  const names = Object.keys(house).filter((name) => file === name || file.startsWith(`${name}/`))
  return names.toSorted((a, b) => b.length - a.length)[0] ?? file
}

/** The circles that a walk along the arrows meets, each as a text. */
function circles(arrows: ReadonlyMap<string, readonly string[]>): string[] {
  const found: string[] = []
  const done = new Set<string>()
  const walk = (node: string, path: string[]): void => {
    const start = path.indexOf(node)
    if (start !== -1) found.push([...path.slice(start), node].join(' → '))
    if (start !== -1 || done.has(node)) return
    for (const next of arrows.get(node) ?? []) walk(next, [...path, node])
    done.add(node)
  }
  for (const node of arrows.keys()) walk(node, [])
  return found
}
