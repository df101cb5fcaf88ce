import { checkNames, isRecord } from '../../shared/config/check-fields.ts'
import { cookieFlaws, type SetCookie } from '../facts.ts'
import { longest } from './limits.ts'
import { parseSetCookie, splitSetCookie, withoutSecret } from '../parse-set-cookie.ts'
import {
  isTooLong,
  isTooMany,
  readFields,
  readList,
  readObject,
  typeOf,
  type Part,
  type Readers,
} from './read-fields.ts'

const readers: Readers<SetCookie> = {
  name: readName,
  valueOctets: readOctets,
  attributes: readAttributes,
  flaw: readFlaw,
}

/** A cookie: the text of a Set-Cookie header, or what is known of one. No message shows its value. */
export function readCookie(part: Part): SetCookie | undefined {
  const { log, place, value } = part
  if (typeof value === 'string') {
    if (isTooLong(part, value, longest.setCookie)) return undefined
    const header = value.replace(/^\s*set-cookie:/i, '')
    if (header.trim() !== '') return readHeader(part, header)
    log.report(place, 'the text is empty.', 'Write it as in "id=x; Max-Age=86400; Path=/; Secure".')
    return undefined
  }
  if (!isRecord(value)) {
    log.report(
      place,
      `${typeOf(value)} is not a cookie.`,
      'Write the text of a Set-Cookie header, as in "id=x; Max-Age=86400; Path=/; Secure".',
    )
    return undefined
  }
  return readParsedCookie(part)
}

/** Its parts may be as long as those of a cookie that is given in parts. */
function readHeader({ log, place }: Part, header: string): SetCookie | undefined {
  const { name, attributes } = splitSetCookie(header)
  const part = { log, place, value: header }
  if (isTooMany(part, attributes.length, 'attributes')) return undefined
  const isTooLongInPart =
    isTooLong({ ...part, place: `${place}, its name` }, name, longest.cookieName) ||
    attributes.some((attribute, i) =>
      isLongAttribute({ ...part, place: `${place}, its attribute ${i + 1}` }, attribute),
    )
  return isTooLongInPart ? undefined : parseSetCookie(header)
}

function isLongAttribute(part: Part, { name, value }: SetCookie['attributes'][number]): boolean {
  return (
    isTooLong(part, name, longest.attributeName) || isTooLong(part, value, longest.attributeValue)
  )
}

function readParsedCookie(part: Part): SetCookie | undefined {
  const record = readObject(part, readers)
  return record && readFields(part, record, readers, ['name', 'valueOctets', 'attributes'])
}

/** What a name cannot contain would be a part of the value. */
function readName(part: Part): string | undefined {
  const { log, place, value } = part
  if (typeof value === 'string' && /^(?![ \t])[^=;]*$/.test(value) && !/[ \t]$/.test(value)) {
    return isTooLong(part, value, longest.cookieName) ? undefined : value
  }
  log.report(place, `${typeOf(value)} is not a cookie's name.`, 'Write the name alone, no "=".')
  return undefined
}

function readOctets({ log, place, value }: Part): number | undefined {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value
  log.report(
    place,
    `${typeOf(value)} is not a length.`,
    'Write how many octets the value has, a whole number.',
  )
  return undefined
}

function readFlaw({ log, place, value }: Part): SetCookie['flaw'] {
  const flaw = cookieFlaws.find((known) => known === value)
  if (flaw === undefined) {
    const words = cookieFlaws.map((known) => `"${known}"`).join(' or ')
    log.report(place, `${typeOf(value)} is not a flaw.`, `Write ${words}, or leave it out.`)
  }
  return flaw
}

function readAttributes(part: Part): SetCookie['attributes'] | undefined {
  if (part.value !== undefined) return readList(part, 'attributes', readAttribute)
  part.log.report(part.place, 'the list is missing.', 'Write "attributes": [] if it has none.')
  return undefined
}

function readAttribute(part: Part): SetCookie['attributes'][number] | undefined {
  const { log, place, value } = part
  const attribute = isRecord(value) ? value : {}
  checkNames(log, attribute, ['name', 'value'], `${place}.`)
  if (typeof attribute.name === 'string' && typeof attribute.value === 'string') {
    const { name, value: text } = attribute as SetCookie['attributes'][number]
    return isLongAttribute(part, { name, value: text })
      ? undefined
      : withoutSecret({ name, value: text })
  }
  log.report(
    place,
    'an attribute has a name and a value, both text.',
    'Write it as in { "name": "Path", "value": "/" }, or { "name": "Secure", "value": "" }.',
  )
  return undefined
}
