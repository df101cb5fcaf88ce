import fc from 'fast-check'
import { escapeXml } from '../../../../../platforms/cloudfront/attach/config/xml.ts'

export const path = '/set-auth-token'

/** Patterns that catch the path, and some that nearly do. */
const patterns = [
  '/set-auth-token*',
  'set-*',
  '*',
  '/*',
  '/set-????-token',
  '*token',
  '/?et-auth-toke?',
  '/api/*',
  '*.html',
  '/SET-AUTH-TOKEN',
  '/set-auth-token/',
  '/set-auth-token?',
  '/set-auth',
  'auth-token',
  '/a&b/*',
]

interface Node {
  name: string
  content: string | Node[]
}

function node(name: string, content: string | Node[]): Node {
  return { name, content }
}

function list(name: string, items: Node[]): Node {
  const all = items.length > 0 ? [node('Items', items)] : []
  return node(name, [node('Quantity', String(items.length)), ...all])
}

const event = fc.constantFrom('viewer-request', 'viewer-response')
const lambdaEvent = fc.constantFrom(
  'viewer-request',
  'viewer-response',
  'origin-request',
  'origin-response',
)

const functions = event.map((at) =>
  list('FunctionAssociations', [
    node('FunctionAssociation', [
      node('FunctionARN', 'arn:aws:cloudfront::123456789012:function/others'),
      node('EventType', at),
    ]),
  ]),
)

const lambdas = fc
  .tuple(lambdaEvent, fc.boolean())
  .map(([at, body]) =>
    list('LambdaFunctionAssociations', [
      node('LambdaFunctionAssociation', [
        node('LambdaFunctionARN', 'arn:aws:lambda:us-east-1:123456789012:function:others:7'),
        node('EventType', at),
        node('IncludeBody', String(body)),
      ]),
    ]),
  )

/** What no SDK of today knows. */
const unknown = fc.constantFrom(
  node('Quantum', 'true'),
  node('NewPolicy', [node('Enabled', 'false'), list('Lists', [node('Quantity', '3')])]),
  node('Empty', ''),
)

const settings = fc.subarray(
  [
    node('TargetOriginId', 'S3-site & more'),
    node('ViewerProtocolPolicy', 'redirect-to-https'),
    node('Compress', 'true'),
    node('CachePolicyId', '658327ea-f89d-4fab-a63d-7e88639e58f6'),
    node('ForwardedValues', [node('QueryString', 'false'), node('Cookies', [])]),
    node('MinTTL', '0'),
    list('AllowedMethods', [node('Method', 'GET'), node('Method', 'HEAD')]),
  ],
  { minLength: 1 },
)

function behavior(name: string, pattern: fc.Arbitrary<string | undefined>): fc.Arbitrary<Node> {
  const associations = fc.oneof(functions, lambdas, fc.constant(undefined))
  return fc
    .tuple(pattern, settings, associations, fc.option(unknown, { nil: undefined }))
    .chain(([caught, fields, association, strange]) => {
      const given = [...fields, association, strange].filter((part) => part !== undefined)
      const own = caught === undefined ? given : [node('PathPattern', caught), ...given]
      return shuffled(own).map((children) => node(name, children))
    })
}

function shuffled<T>(items: T[]): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray(items, { minLength: items.length, maxLength: items.length })
}

const behaviors = fc
  .uniqueArray(fc.constantFrom(...patterns), { maxLength: 8 })
  .chain((chosen) =>
    fc.tuple(...chosen.map((pattern) => behavior('CacheBehavior', fc.constant(pattern)))),
  )
  .map((all) => list('CacheBehaviors', all))

const parts = fc.tuple(
  behaviors,
  behavior('DefaultCacheBehavior', fc.constant(undefined)),
  fc.option(unknown, { nil: undefined }),
  fc.subarray([
    node('CallerReference', '2024-01-01T00:00:00Z'),
    node('Comment', `O'Neill's <site> "beta" & more`),
    list('Aliases', [node('CNAME', 'www.example.com')]),
    node('WebACLId', ''),
    list('OriginGroups', []),
    node('Enabled', 'true'),
  ]),
)

/** Configs as GetDistributionConfig answers them: elements in any order, on one line or on many. */
export const anyDistribution: fc.Arbitrary<string> = fc
  .tuple(
    parts.chain(([all, first, strange, others]) =>
      shuffled([all, first, ...(strange ? [strange] : []), ...others]),
    ),
    fc.constantFrom('', '\n', '\n  '),
  )
  .map(([children, gap]) => {
    const content = children.map((child) => stringify(child, gap)).join('')
    return `<?xml version="1.0" encoding="UTF-8"?>\n<DistributionConfig xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/">${content}${gap}</DistributionConfig>`
  })

function stringify({ name, content }: Node, gap: string): string {
  if (content === '') return `${gap}<${name}/>`
  if (typeof content === 'string') return `${gap}<${name}>${escapeXml(content)}</${name}>`
  const inner = content.map((child) => stringify(child, gap && `${gap}  `)).join('')
  return `${gap}<${name}>${inner}${gap}</${name}>`
}

/** A config with these patterns, each with what stands in its behavior besides. */
export function distribution(
  behaviorsOf: Record<string, string> = {},
  others = '',
  defaultBehavior = '<TargetOriginId>site</TargetOriginId>',
): string {
  const all = Object.entries(behaviorsOf).map(
    ([pattern, content]) =>
      `<CacheBehavior><PathPattern>${pattern}</PathPattern>${content}</CacheBehavior>`,
  )
  const items = all.length > 0 ? `<Items>${all.join('')}</Items>` : ''
  return `<DistributionConfig><DefaultCacheBehavior>${defaultBehavior}</DefaultCacheBehavior><CacheBehaviors><Quantity>${all.length}</Quantity>${items}</CacheBehaviors>${others}</DistributionConfig>`
}
