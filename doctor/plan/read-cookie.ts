import { checkNames, isRecord } from '../../shared/config/check-fields.ts'
import { cookieFlaws, type SetCookie } from '../facts.ts'
import { longest } from './limits.ts'
import { readMoment } from './read-moment.ts'
import { parseSetCookie, splitSetCookie, trim, withoutSecret } from '../parse-set-cookie.ts'
import {
  isTooLong,
  isTooMany,
  mistaken,
  readList,
  readRecord,
  typeOf,
  type Part,
  type Readers,
} from './read-fields.ts'

const readers: Readers<SetCookie> = {
  name: readName,
  valueOctets: readOctets,
  attributes: readAttributes,
  flaw: readFlaw,
  setAt: readMoment,
}

/** A cookie: the text of a Set-Cookie header, or what is known of one. No message shows its value. */
export function readCookie(part: Part): SetCookie | undefined {
  const { value } = part
  if (typeof value === 'string') {
    if (isTooLong(part, value, longest.setCookie)) return undefined
    const header = withoutLineEnd(value.replace(/^\s*set-cookie:/i, ''))
    if (/[\r\n]/.test(header)) {
      const cure = 'Write each Set-Cookie header as a text of its own, in one line.'
      return mistaken(part, 'there is more than one line in it.', cure)
    }
    if (header.trim() !== '') return readHeader(part, header)
    return mistaken(
      part,
      'the text is empty.',
      'Write it as in "id=x; Max-Age=86400; Path=/; Secure".',
    )
  }
  if (!isRecord(value)) {
    return mistaken(
      part,
      `${typeOf(value)} is not a cookie.`,
      'Write the text of a Set-Cookie header, as in "id=x; Max-Age=86400; Path=/; Secure".',
    )
  }
  return readRecord(part, readers, ['name', 'valueOctets', 'attributes'])
}

function withoutLineEnd(text: string): string {
  const [line, ...rest] = text.split(/\r?\n/)
  return rest.every((other) => other.trim() === '') ? line : text
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

/** What a name cannot contain would be a part of the value. */
function readName(part: Part): string | undefined {
  const { value } = part
  if (typeof value === 'string' && /^(?![ \t])[^=;]*$/.test(value) && !/[ \t]$/.test(value)) {
    return isTooLong(part, value, longest.cookieName) ? undefined : value
  }
  return mistaken(part, `${typeOf(value)} is not a cookie's name.`, 'Write the name alone, no "=".')
}

function readOctets(part: Part): number | undefined {
  const { value } = part
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value
  return mistaken(
    part,
    `${typeOf(value)} is not a length.`,
    'Write how many octets the value has, a whole number.',
  )
}

function readFlaw(part: Part): SetCookie['flaw'] {
  const words = cookieFlaws.map((known) => `"${known}"`).join(' or ')
  return (
    cookieFlaws.find((known) => known === part.value) ??
    mistaken(part, `${typeOf(part.value)} is not a flaw.`, `Write ${words}, or leave it out.`)
  )
}

function readAttributes(part: Part): SetCookie['attributes'] | undefined {
  if (part.value !== undefined) return readList(part, 'attributes', readAttribute)
  return mistaken(part, 'the list is missing.', 'Write "attributes": [] if it has none.')
}

function readAttribute(part: Part): SetCookie['attributes'][number] | undefined {
  const { log, place, value } = part
  const attribute = isRecord(value) ? value : {}
  checkNames(log, attribute, ['name', 'value'], `${place}.`)
  if (typeof attribute.name === 'string' && typeof attribute.value === 'string') {
    const read = { name: trim(attribute.name), value: trim(attribute.value) }
    return isLongAttribute(part, read) ? undefined : withoutSecret(read)
  }
  return mistaken(
    part,
    'an attribute has a name and a value, both text.',
    'Write it as in { "name": "Path", "value": "/" }, or { "name": "Secure", "value": "" }.',
  )
}
