import type { Facts, HostFacts } from '../../facts.ts'
import { failureTexts } from './failure-texts.ts'
import { pictureLine } from './picture-line.ts'
import type { PictureLine } from './picture-line.ts'

const { mono, aside, mark } = pictureLine
const mostAddresses = 4

/** A host's name and where it points, as lines of a box. */
export function hostLines(host: string, facts: Facts): PictureLine[] {
  const known = Object.hasOwn(facts.hosts, host) ? facts.hosts[host] : undefined
  const isAddress = /^[\d.]+$|^\[/.test(host)
  if (!known)
    return [mono(host), ...(isAddress ? [] : [aside('where it points was not looked up')])]
  return [mono(host), ...cnameLines(known), ...addressLines(known)]
}

function cnameLines({ cnames }: HostFacts): PictureLine[] {
  const [first, last] = [cnames.at(0), cnames.at(-1)]
  if (first === undefined || last === undefined) return []
  const between = cnames.length - 2
  return [
    aside('an alias (CNAME) for'),
    mono(first),
    ...(cnames.length > 1
      ? [aside(between > 0 ? `and, ${between} more later, for` : 'and for'), mono(last)]
      : []),
  ]
}

function addressLines({ addresses, failures = [] }: HostFacts): PictureLine[] {
  const isCut = addresses.length > mostAddresses
  const shown = isCut ? addresses.slice(0, mostAddresses - 1) : addresses
  return [
    ...(addresses.length > 0
      ? [aside(addresses.length > 1 ? 'at the addresses' : 'at the address')]
      : []),
    ...shown.map(mono),
    ...(isCut ? [aside(`and ${addresses.length - shown.length} more`)] : []),
    ...failures.map(({ reason }) => mark(`? ${failureTexts[reason] ?? reason}`, 'unsure')),
  ]
}
