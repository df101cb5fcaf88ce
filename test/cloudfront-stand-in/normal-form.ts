import { element, find, list, type XmlElement } from './xml.ts'

/**
 * A distribution's config as CloudFront gives it back, whatever order it was sent in: what a behaviour leaves out
 * has been filled in, methods have an order of their own, and so have elements (here: the alphabet's). What stands
 * in a list keeps its place, since the order of behaviours is their precedence. Elements that nobody knows are kept.
 * Seen in the answers of https://docs.aws.amazon.com/cli/latest/reference/cloudfront/get-distribution-config.html
 */
export function toNormalForm(config: XmlElement): XmlElement {
  return sortElements(element(config.name, config.children.map(completeBehaviours)))
}

const methods = ['HEAD', 'DELETE', 'POST', 'GET', 'OPTIONS', 'PUT', 'PATCH']

function completeBehaviours(field: XmlElement): XmlElement {
  if (field.name === 'DefaultCacheBehavior') return completeBehaviour(field)
  if (field.name !== 'CacheBehaviors' || find(field, 'Items') === undefined) return field
  return element(
    field.name,
    field.children.map((part) =>
      part.name === 'Items' ? element('Items', part.children.map(completeBehaviour)) : part,
    ),
  )
}

function completeBehaviour({ name, children }: XmlElement): XmlElement {
  const nobody = [element('Enabled', false), element('Quantity', 0)]
  const defaults = [
    element('TrustedSigners', nobody),
    element('TrustedKeyGroups', nobody),
    methodsOf('AllowedMethods', ['HEAD', 'GET']),
    element('SmoothStreaming', false),
    element('Compress', false),
    list('LambdaFunctionAssociations', []),
    list('FunctionAssociations', []),
    element('FieldLevelEncryptionId', ''),
    element('GrpcConfig', [element('Enabled', false)]),
  ]
  const missing = defaults.filter(
    ({ name: field }) => !children.some((child) => child.name === field),
  )
  const given = children.map((child) =>
    child.name === 'AllowedMethods' ? completeMethods(child) : child,
  )
  return element(name, [...given, ...missing])
}

/** What is cached are HEAD and GET, if nothing else is said. */
function completeMethods(allowed: XmlElement): XmlElement {
  const cached = find(allowed, 'CachedMethods') ?? methodsOf('CachedMethods', ['HEAD', 'GET'])
  const own = allowed.children.filter(({ name }) => name !== 'CachedMethods')
  return element(allowed.name, [...own.map(sortMethods), sortCached(cached)])
}

function sortCached({ name, children }: XmlElement): XmlElement {
  return element(name, children.map(sortMethods))
}

function sortMethods(part: XmlElement): XmlElement {
  if (part.name !== 'Items') return part
  return element(
    'Items',
    part.children.toSorted((a, b) => methods.indexOf(a.text) - methods.indexOf(b.text)),
  )
}

function methodsOf(name: string, verbs: string[]): XmlElement {
  const items = verbs.map((verb) => element('Method', verb))
  const { children } = list(name, items)
  return name === 'CachedMethods'
    ? element(name, children)
    : element(name, [...children, list('CachedMethods', items)])
}

function sortElements(from: XmlElement): XmlElement {
  const children = from.children.map(sortElements)
  const sorted =
    from.name === 'Items' ? children : children.toSorted((a, b) => compare(a.name, b.name))
  return { ...from, children: sorted }
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
