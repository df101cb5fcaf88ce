import type { Browser, Finding } from '../diagnosis.ts'
import type { Facts, SetCookie } from '../../facts.ts'
import { browsers } from '../browsers.ts'
import type { SubjectCookie } from '../cookies.ts'
import type { Refusal } from '../cookie-rules.ts'
import { listText, shortName } from '../in-words.ts'
import { storeByLists } from '../store-cookie.ts'
import { findingAbout } from './finding-about.ts'
import { refusalCure, refusalEvidence } from './refusal-evidence.ts'

const finding = findingAbout('cookie')

/** The browsers that refuse a cookie for one reason: for sure, or by one list of public suffixes alone. */
interface Refusing {
  sure: Browser[]
  unsure: Browser[]
}

/** One finding for each rule that refuses the cookie, with the browsers that do for sure. */
export function cookieRefusals(facts: Facts, { cookie, url }: SubjectCookie): Finding[] {
  const refusals = new Map<Refusal, Refusing>()
  for (const { name, cookies } of browsers) {
    const { byFullList, byPublicList } = storeByLists(cookie, url, cookies, facts.observedAt)
    const [full, sure] = [byFullList, byPublicList].map((one) => ('all' in one ? one.all : []))
    for (const refusal of full) {
      const refusing = refusals.get(refusal) ?? { sure: [], unsure: [] }
      refusing[sure.includes(refusal) ? 'sure' : 'unsure'].push(name)
      refusals.set(refusal, refusing)
    }
  }
  // Firefox and Chrome surely have the private section, so that somebody refuses for sure.
  return [...refusals].map(([refusal, { sure, unsure }]) => {
    const { finding: id, text } = refusal
    const listed =
      unsure.length > 0
        ? `${listText(unsure)} does so only if its system’s list has the private section, and that is not known.`
        : ''
    const sentences = [text, listed, refusalEvidence(refusal, cookie, url)]
    return finding({
      id,
      title: `${listText(sure)} ${sure.length > 1 ? 'refuse' : 'refuses'} the cookie ${nameOf(cookie)}.`,
      detail: sentences.filter((sentence) => sentence !== '').join(' '),
      cure: refusalCure(refusal, cookie, url),
    })
  })
}

/** A cookie's name in a sentence. */
export function nameOf(cookie: SetCookie): string {
  return shortName(cookie) || 'without a name'
}
