// What `npm run bench` measures, and how well edgemint wants to do: the rows of docs/performance.md.

/** One quantity, and whose it is. */
export interface Section<Name extends string = string> {
  title: string
  /** What a figure counts. */
  unit: string
  better: 'more' | 'less'
  /** Whose figure the others are divided by. None, where each is another thing. */
  reference?: Name
  /** Ours comes first. */
  contestants: readonly Name[]
  /** What we hold ourselves to. */
  bars?: readonly Bar<Name>[]
}

/** A figure of edgemint beside another's, as the median of the ratios in each round. */
export type Bar<Name extends string = string> = { of: Name } & (
  | { rateAtLeast: number }
  // The other way round where more is better.
  | { costAtMost: number }
)

/** Contestants are peers, but for what is our own, and for those whose figure is the engine's. */
export const isOurs = (name: string): boolean => name.startsWith('edgemint')
/** What each of those leaves out that do not the same. */
export const floors: Record<string, string> = {
  empty: 'does nothing',
  'node --eval ""': 'does nothing',
  'the least': 'judges nothing, waits without end',
}

const peers = ['by hand', 'Hono', 'itty-router', 'h3'] as const
const all = ['edgemint', ...peers, 'empty'] as const
/** Those with the same checks and the same answer, and one that does nothing. */
export type Contestant = (typeof all)[number]

export const inNode: Section<Contestant> = {
  title: 'Handler in Node, a mint by JSON',
  unit: 'requests/s',
  better: 'more',
  reference: 'by hand',
  contestants: all,
  bars: [
    { of: 'Hono', rateAtLeast: 1.3 },
    { of: 'by hand', costAtMost: 1.15 },
  ],
}

export const onWorkerd: Section<Contestant> = {
  title: 'Worker in workerd, a mint by JSON over HTTP',
  unit: 'requests/s',
  better: 'more',
  reference: 'by hand',
  contestants: all,
  bars: [{ of: 'by hand', rateAtLeast: 0.95 }],
}

export const bridge: Section<'edgemint' | 'by hand' | 'the least' | 'plain forward' | 'empty'> = {
  title: 'Bridge in workerd, a call of an API on loopback',
  unit: 'requests/s',
  better: 'more',
  reference: 'plain forward',
  contestants: ['edgemint', 'by hand', 'the least', 'plain forward', 'empty'],
  bars: [
    { of: 'by hand', rateAtLeast: 0.95 },
    { of: 'plain forward', rateAtLeast: 0.9 },
  ],
}

export const bridgeInstructions: Section<'edgemint' | 'by hand' | 'the least' | 'plain forward'> = {
  title: 'The same call, counted',
  unit: 'instructions',
  better: 'less',
  reference: 'plain forward',
  contestants: ['edgemint', 'by hand', 'the least', 'plain forward'],
}

export const workerdStart: Section<Contestant> = {
  title: 'Start of workerd to the first answer',
  unit: 'ms',
  better: 'less',
  reference: 'empty',
  contestants: all,
  bars: [{ of: 'empty', costAtMost: 1.15 }],
}

export const isolatesPerStart = 20
export const isolateStart: Section<Contestant> = {
  title: `The same for one isolate, of ${isolatesPerStart} in one workerd`,
  unit: 'ms',
  better: 'less',
  reference: 'empty',
  contestants: all,
  bars: [{ of: 'empty', costAtMost: 1.15 }],
}

export const isolateInstructions: Section<Contestant> = {
  title: 'The same for one isolate, counted',
  unit: 'instructions',
  better: 'less',
  reference: 'empty',
  contestants: all,
}

export const netlifyStart: Section<Contestant> = {
  title: 'Cold start of Node with the Netlify Function, to the first answer',
  unit: 'ms',
  better: 'less',
  reference: 'empty',
  contestants: all,
}

export const lambdaStart: Section<'edgemint' | 'empty'> = {
  title: 'Cold start of Node with the Lambda@Edge function, to the first answer',
  unit: 'ms',
  better: 'less',
  reference: 'empty',
  contestants: ['edgemint', 'empty'],
}

export const inNjs: Section<'edgemint' | 'by hand' | 'empty'> = {
  title: 'CloudFront Function in njs, a mint by header',
  unit: 'instructions',
  better: 'less',
  reference: 'by hand',
  contestants: ['edgemint', 'by hand', 'empty'],
  bars: [{ of: 'by hand', costAtMost: 2.2 }],
}

export const workerOctets: Section<Contestant> = {
  title: 'Worker’s bundle, minified',
  unit: 'octets',
  better: 'less',
  reference: 'by hand',
  contestants: all,
}

export const targetOctets: Section<
  'netlify' | 'netlify-edge' | 'workers' | 'pages' | 'cloudfront' | 'lambda-edge'
> = {
  title: 'edgemint’s bundle, by target',
  unit: 'octets',
  better: 'less',
  contestants: ['netlify', 'netlify-edge', 'workers', 'pages', 'cloudfront', 'lambda-edge'],
}

export const commands: Section<'edgemint build' | 'edgemint doctor --facts' | 'node --eval ""'> = {
  title: 'Commands, from the call to the end',
  unit: 'ms',
  better: 'less',
  reference: 'node --eval ""',
  contestants: ['edgemint build', 'edgemint doctor --facts', 'node --eval ""'],
}

export const sections: readonly Section[] = [
  inNode,
  onWorkerd,
  bridge,
  bridgeInstructions,
  workerdStart,
  isolateStart,
  isolateInstructions,
  netlifyStart,
  lambdaStart,
  inNjs,
  workerOctets,
  targetOctets,
  commands,
]
