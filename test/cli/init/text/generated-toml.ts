import fc from 'fast-check'

/** What a generated file holds beside chance: lines by the table that they are in, '' for the top. */
export interface Fixed {
  [table: string]: string[]
}

/** Things that look like syntax and are none, where they stand. */
const traps = [
  '[assets]',
  'main = "no"',
  '# no comment',
  'command = "no"',
  ']',
  '}',
  '"""',
  "'''",
  '\\"',
]

const comment = fc.constantFrom(
  '# a comment',
  '#',
  '# [assets]',
  '# main = "no"',
  '  # indented',
  '#\ttab',
)

const scalar = fc.oneof(
  fc.constantFrom(
    '1',
    '-2.5e3',
    'true',
    '1979-05-27T07:32:00Z',
    '1979-05-27 07:32:00',
    '0xff',
    'inf',
  ),
  fc
    .constantFrom(...traps.filter((trap) => !trap.includes('"')))
    .map((trap) => `"${trap.replaceAll('\\', '\\\\')}"`),
  fc.constantFrom(...traps.filter((trap) => !trap.includes("'"))).map((trap) => `'${trap}'`),
  fc
    .constantFrom(...traps.filter((trap) => !trap.includes('"')))
    .map((trap) => `"""\n${trap.replaceAll('\\', '\\\\')}\n  ""\\""""""`),
  fc
    .constantFrom(...traps.filter((trap) => !trap.includes("'")))
    .map((trap) => `'''\n${trap}\n''''`),
)

const value = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
  fc
    .array(scalar, { minLength: 1, maxLength: 3 })
    .map((items) => `[ # ]\n${items.map((item) => `  ${item}, # "\n`).join('')}]`),
  fc.constantFrom('{}', '{ a = 1 }', '{ a.b = \'x\', "c d" = [1, 2] }'),
)

interface Shape {
  indent: string
  blank: boolean
  comments: string[]
  trailing: string
  values: string[]
}

const shape: fc.Arbitrary<Shape> = fc.record({
  indent: fc.constantFrom('', '', '  ', '\t'),
  blank: fc.boolean(),
  comments: fc.array(comment, { maxLength: 2 }),
  trailing: fc.constantFrom('', '', ' # trailing', '   '),
  values: fc.array(value, { maxLength: 3 }),
})

/** TOML files with these lines in them, and keys, tables, comments and white space of all kinds around. */
export function generatedToml(fixed: fc.Arbitrary<Fixed>): fc.Arbitrary<string> {
  return fc
    .record({
      fixed,
      shapes: fc.array(shape, { minLength: 4, maxLength: 4 }),
      before: fc.array(fc.constantFrom('other', '[other]', '"quoted.name"'), { maxLength: 1 }),
      listed: fc.boolean(),
      newline: fc.constantFrom('\n', '\r\n'),
      ending: fc.constantFrom('newline', 'none', 'blanks'),
    })
    .map(({ fixed: sections, shapes, before, listed, newline, ending }) => {
      const [top, ...rest] = shapes
      const tables = Object.keys(sections).filter((name) => name !== '')
      const lines = [...section(top, 't', sections[''] ?? [])]
      if (before.length > 0) lines.push('["first.one"]', ...section(rest[0], 'f', []))
      if (listed)
        lines.push('[[listed]]', 'from = "/*"', '[listed.assets]', 'directory = "no"', '[[listed]]')
      for (const [index, name] of tables.entries()) {
        lines.push(...rest[1].comments, `${rest[1].indent}[${name}]${rest[1].trailing}`)
        lines.push(...section(rest[index % 2], 'k', sections[name]))
      }
      const text = lines.join('\n').replaceAll(/\r?\n/g, newline)
      return text + { newline, none: '', blanks: newline + newline }[ending]!
    })
}

function section(
  { indent, blank, comments, trailing, values }: Shape,
  key: string,
  fixed: string[],
): string[] {
  const lines = values.map((item, index) => `${indent}${key}${index} = ${item}${trailing}`)
  const middle = fixed.map((line) => `${indent}${line}${trailing}`)
  return [...comments, ...lines.slice(0, 1), ...middle, ...(blank ? [''] : []), ...lines.slice(1)]
}
