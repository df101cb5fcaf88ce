import fc from 'fast-check'

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

interface Style {
  indent: string
  newline: string
  /** Comments and commas too many: JSONC. */
  isLoose: boolean
  oneLine: boolean
  final: string
  comments: number[]
}

const anyStyle = (isLoose: boolean): fc.Arbitrary<Style> =>
  fc.record({
    indent: fc.constantFrom('  ', '    ', '\t', ''),
    newline: fc.constantFrom('\n', '\r\n'),
    isLoose: fc.constant(isLoose),
    oneLine: fc.boolean().map((is) => is && !isLoose),
    final: fc.constantFrom('', '\n', '\n\n'),
    comments: fc.array(fc.nat(7), { minLength: 1, maxLength: 12 }),
  })

/** Values of no interest, with what looks like syntax in them. */
export const anyMembers: fc.Arbitrary<Record<string, Json>> = fc.dictionary(
  fc.constantFrom('a', 'b"', '// c', '{', 'éü', 'compilerOptions'),
  fc.constantFrom<Json>(1, -2, true, null, 'x', '/* no */', '"quoted"', '\\', [], {}, [1, [2]], {
    main: 'no',
  }),
)

/** The text of some JSON in every style that people write it in. */
export function writtenJson(
  data: fc.Arbitrary<Record<string, Json>>,
  isLoose: boolean,
): fc.Arbitrary<string> {
  return fc.tuple(data, anyStyle(isLoose)).map(([value, chosen]) => {
    let count = 0
    const next = (): number => chosen.comments[count++ % chosen.comments.length]
    return write(value, chosen, chosen.indent, next) + chosen.final.replaceAll('\n', chosen.newline)
  })
}

function write(value: Json, style: Style, indent: string, next: () => number): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const isList = Array.isArray(value)
  const items = isList
    ? value.map((item) => write(item, style, indent + style.indent, next))
    : Object.entries(value).map(
        ([key, item]) =>
          `${JSON.stringify(key)}: ${write(item, style, indent + style.indent, next)}`,
      )
  const [open, close] = isList ? '[]' : '{}'
  if (items.length === 0)
    return style.isLoose && next() === 0 ? `${open} /* ] */ ${close}` : open + close
  if (style.oneLine || (isList && next() > 3)) return `${open} ${items.join(', ')} ${close}`

  const lines = items.map((item, index) => {
    const isLast = index === items.length - 1
    if (!style.isLoose) return `${indent}${item}${isLast ? '' : ','}`
    const above = next() === 1 ? `${indent}// "main": "no",${style.newline}` : ''
    const comma = !isLast || next() === 2 ? ',' : ''
    const behind =
      ['', '', ' // behind, {', ' /* behind } */', ` /* in\n two lines, { */`, '  '][next()] ?? ''
    return `${above}${indent}${item}${comma}${behind}`
  })
  const after = style.isLoose && next() === 3 ? ' // {' : ''
  const outer = indent.slice(style.indent.length)
  return `${open}${after}${style.newline}${lines.join(style.newline)}${style.newline}${outer}${close}`
}
