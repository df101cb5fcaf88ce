import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { checkName, parseOptions } from '../../cli/parse-options.ts'
import { UsageError } from '../../shared/config/usage-error.ts'

const line = {
  usage: `edgemint paint [--colour NAME] [--coat N…] [--dry]

  --colour NAME    which one
  --coat N…        how often
`,
  options: {
    colour: { type: 'string', short: 'c', default: 'red' },
    coat: { type: 'string', multiple: true },
    dry: { type: 'boolean' },
    size: { type: 'string' },
  },
} as const

function mistakeOf(call: () => unknown): string {
  let message = ''
  assert.throws(call, (error) => {
    assert.ok(error instanceof UsageError)
    assert.equal(error.exitCode, 2)
    message = error.message
    return true
  })
  return message
}

suite('the options of a command', () => {
  test('are read as they were given, with their defaults', () => {
    const none = parseOptions([], line)
    assert.deepEqual({ ...none?.values }, { colour: 'red' })
    assert.deepEqual(none?.positionals, [])

    const args = ['-c', 'blue', '--coat=1', '--coat', '2', '--dry', '--size', '-']
    const some = parseOptions(args, line)
    assert.deepEqual(
      { ...some?.values },
      { colour: 'blue', coat: ['1', '2'], dry: true, size: '-' },
    )
  })

  test('have types', () => {
    const values = parseOptions([], line)!.values
    const colour: string = values.colour
    const coat: string[] | undefined = values.coat
    // @ts-expect-error: there is no such option
    assert.deepEqual([colour, coat, values.brush], ['red', undefined, undefined])
  })

  test('may be followed by as many words as the command takes', () => {
    const parsed = parseOptions(['wall', '--dry', '--', '--door'], { ...line, positionals: 2 })
    assert.deepEqual(parsed?.positionals, ['wall', '--door'])
  })

  test('that are --help are answered with the usage', (t) => {
    for (const args of [['--help'], ['-h'], ['--dry', '--help']]) {
      const write = t.mock.method(process.stdout, 'write', () => true)
      const parsed = parseOptions(args, line)
      const printed = write.mock.calls.map((call) => call.arguments[0])
      write.mock.restore()
      assert.equal(parsed, undefined)
      assert.deepEqual(printed, [line.usage])
    }
  })
})

suite('a wrong call is told what is wrong first, then where the help is', () => {
  const table: [args: string[], problem: string][] = [
    [['--color', 'red'], 'there is no option --color. Did you mean --colour?'],
    [['--brush'], 'there is no option --brush.'],
    [['--brush=a-secret'], 'there is no option --brush.'],
    [['-x'], 'there is no option -x.'],
    [['--constructor'], 'there is no option --constructor.'],
    [['--halp'], 'there is no option --halp. Did you mean --help?'],
    [['--colour'], '--colour needs a value: --colour NAME'],
    [['-c'], '-c needs a value: --colour NAME'],
    [['--coat', '--dry'], '--coat needs a value: --coat N'],
    [['--size'], '--size needs a value: --size VALUE'],
    [['--dry=yes'], '--dry takes no value.'],
    [['--help=yes'], '--help takes no value.'],
    [['wall'], '"wall" is not expected here.'],
    [['--dry', 'yes'], '"yes" is not expected here.'],
  ]
  for (const [args, problem] of table) {
    test(args.join(' '), () => {
      const message = mistakeOf(() => parseOptions(args, line))
      assert.equal(message, `${problem}\n  → See edgemint paint --help`)
    })
  }

  test('a word too many is named', () => {
    const message = mistakeOf(() => parseOptions(['a', 'b', 'c'], { ...line, positionals: 2 }))
    assert.match(message, /^"c" is not expected here\./)
  })
})

suite('a value of a list', () => {
  const platforms = ['netlify', 'workers', 'pages'] as const

  test('is handed back', () => {
    assert.equal(checkName('platform', 'pages', platforms), 'pages')
  })

  test('that is not in it is told the nearest, and all', () => {
    assert.equal(
      mistakeOf(() => checkName('platform', 'netlfy', platforms)),
      'there is no platform "netlfy". Did you mean netlify?\n  → Write netlify, workers or pages.',
    )
    assert.equal(
      mistakeOf(() => checkName('platform', 'toString', platforms)),
      'there is no platform "toString".\n  → Write netlify, workers or pages.',
    )
  })
})
