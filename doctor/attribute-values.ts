import { isAttributeName } from './attribute-names.ts'

/** How the value of each attribute is written, also by mistake: in quotes, as a URL, as a fraction. */
const forms: Record<string, RegExp> = {
  domain: /^["']?(?:https?:\/\/)?(?:[\p{L}\p{N}_.*-]*|\[[\da-f:.]+\])(?::\d+)?\/?["']?$/iu,
  'max-age': /^["']?[-+]?\d+(?:[.e]\d+)?["']?$/,
  // A quotation mark or a bracket elsewhere is of the program that the header was copied from.
  path: /^["']?\/(?:[\w.~%!$&*+=:@/-]|\([\w.~%!$&*+=:@/-]*\))*["']?$/,
  priority: /^["']?(?:low|medium|high)["']?$/i,
  samesite: /^["']?(?:strict|lax|none)["']?$/i,
}

/** What a date is made of: a time, a number, the name of a month, of a day, of a time zone. */
const ofDate =
  /^(?:\d{1,2}(?::\d{1,2}){2}(?!\d)|\d{1,4}(?!\d):?|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:tember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|mon(?:day)?|tue(?:sday)?|wed(?:nesday)?|thu(?:rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|gmt|utc)/i

/**
 * An attribute's value without what is not of its form, nor an attribute's name that a comma or a blank joins to it:
 * that may be a secret which was copied along. To browsers it means the same as before.
 */
export function fittingValue(name: string, value: string): string {
  const form = forms[name.toLowerCase()]
  let [text, gap] = ['', '']
  for (const [i, part] of value.split(/([\s,]+)/).entries()) {
    const isGap = i % 2 === 1
    const word = isGap ? '' : fittingWord(part, form, i === 0)
    // Of many words that do not fit, one mark stays.
    if (!isGap && !(word === '…' && text.endsWith('…'))) text += gap + word
    gap = part
  }
  const isTooLong = text !== value && new TextEncoder().encode(value).length > 1024
  // What is too long for browsers stays too long.
  return isTooLong ? '…'.repeat(value.length) : text
}

function fittingWord(word: string, form: RegExp | undefined, isFirst: boolean): string {
  const [head] = word.split('=', 1)
  if (isAttributeName(head)) return head
  if (!form) return word.replace(/[^\t\x20-\x2f;-@[-`{-~]+/g, fittingToken)
  if (word === '' || (isFirst && form.test(word))) return word
  // Any path that begins so is one.
  return isFirst && word.startsWith('/') ? '/…' : '…'
}

function fittingToken(token: string): string {
  const [known] = ofDate.exec(token) ?? ['']
  return known === token ? token : `${known}…`
}
