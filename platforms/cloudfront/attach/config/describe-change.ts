import { methods, policies, type Association } from './behavior.ts'
import type { Behavior, DistributionConfig, Origin } from './distribution.ts'
import { bridgePrefix } from '../resource-name.ts'

/**
 * What an update changes, as a person reads it: all behaviors in their order, and beside a `+`, `-` or
 * `~` what is new, gone or other than before.
 */
export function describeChange(before: DistributionConfig, after: DistributionConfig): string[] {
  const lines: string[] = []
  const gone = before.behaviors.filter((behavior) => !isIn(after, behavior))
  // One that only makes room for ours, or closes a gap, has not moved: its place among these is the same.
  const [keptBefore, keptAfter] = [
    before.behaviors.filter((behavior) => isIn(after, behavior)),
    after.behaviors.filter((behavior) => isIn(before, behavior)),
  ]
  for (const behavior of gone) lines.push(row('-', '', behavior.pattern))
  after.behaviors.forEach((behavior, index) => {
    const place = String(index + 1)
    const old = before.behaviors.findIndex(({ pattern }) => pattern === behavior.pattern)
    if (old === -1) {
      lines.push(row('+', place, behavior.pattern), ...facts(behavior).map(detail))
      return
    }
    const changes = difference(facts(before.behaviors[old]), facts(behavior))
    const isMoved = keptBefore[keptAfter.indexOf(behavior)].pattern !== behavior.pattern
    if (isMoved) changes.unshift(`place: ${old + 1} → ${place}`)
    lines.push(row(changes.length > 0 ? '~' : ' ', place, behavior.pattern))
    lines.push(...changes.map(detail))
  })
  lines.push(row(' ', '', 'every other path'))
  return [...lines, ...originChange(before, after)]
}

function originChange(before: DistributionConfig, after: DistributionConfig): string[] {
  const ids = [...new Set([...before.origins, ...after.origins].map(({ id }) => id))]
  const lines = ids.flatMap((id) => {
    const [old, now] = [before, after].map(({ origins }) => {
      const found = origins.find((origin) => origin.id === id)
      return found && address(found)
    })
    if (old === now) return []
    if (old === undefined) return [`  + ${id}: ${now}`]
    return [now === undefined ? `  - ${id}` : `  ~ ${id}: ${old} → ${now}`]
  })
  return lines.length > 0 ? ['Its origins:', ...lines] : []
}

function address({ domain, path, custom }: Origin): string {
  const port = custom && custom.port !== '443' ? `:${custom.port}` : ''
  return `${domain}${port}${path}${custom ? ` (${custom.protocol})` : ''}`
}

function row(sign: string, place: string, pattern: string): string {
  return `  ${sign} ${place.padStart(2)}  ${pattern}`
}

function detail(fact: string): string {
  return `          ${fact}`
}

function facts(behavior: Behavior): string[] {
  const { methods: allowed, cachePolicy, protocol, origin, associations } = behavior
  const { responseHeadersPolicy: answers } = behavior
  const isBridge = origin.startsWith(bridgePrefix)
  const isAll = methods.every((method) => allowed.includes(method))
  return [
    ...associations.map((association) => `${association.event}: ${shown(association)}`),
    `methods: ${isAll ? 'all seven' : allowed.join(', ')}`,
    `cache: ${cachePolicy === policies.cachingDisabled ? `off${isBridge ? ', but for errors' : ''}` : cachePolicy || 'old settings'}`,
    `protocol: ${protocol}`,
    isBridge ? `origin: ${origin}` : `origin: ${origin} (not asked: the function answers)`,
    ...(answers === '' ? [] : [`response headers policy: ${answers}`]),
  ]
}

function isIn({ behaviors }: DistributionConfig, { pattern }: Behavior): boolean {
  return behaviors.some((behavior) => behavior.pattern === pattern)
}

export function shown({ runtime, arn, includesBody }: Association): string {
  if (runtime === 'function') return `the CloudFront Function ${arn.split('/').at(-1)}`
  const [name, version] = arn.split(':').slice(6)
  return `Lambda@Edge ${name}, version ${version}${includesBody ? ', with the body' : ''}`
}

function difference(before: string[], after: string[]): string[] {
  return after
    .filter((fact) => !before.includes(fact))
    .map((fact) => {
      const old = before.find((other) => nameOf(other) === nameOf(fact))
      return old ? `${old} → ${fact.slice(nameOf(fact).length + 2)}` : fact
    })
}

function nameOf(fact: string): string {
  return fact.split(':')[0]
}
