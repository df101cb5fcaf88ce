import { isUnder } from '../../shared/core/domain.ts'
import type { Rule } from './judgement.ts'
import { parseAddress } from '../hosts/address.ts'
import { safariWhere } from './eras.ts'
import { ruleTable } from './rule-table.ts'
import { bitsOf, comparedCname, isGoogleException, isThirdParty, type View } from './webkit-view.ts'

interface Step extends Omit<Rule, 'id'> {
  outcome: 'kept' | 'capped' | 'blocked'
  applies: (view: View) => boolean
  /** What is compared: the facts that a report names. */
  compares?: 'domains' | 'cnames' | 'addresses'
}

const repository = 'https://github.com/WebKit/WebKit'
const policy = `${repository}/blob/0860310d283b749a2fd5a7d93bfd04cc4b825783/Source/WebKit/NetworkProcess/cocoa/NetworkTaskCocoa.mm`
const defence = 'https://webkit.org/blog/11338/cname-cloaking-and-bounce-tracking-defense/'

const inCode = { source: policy, confidence: 'code' } as const
const inTests = { source: policy, confidence: 'tested' } as const
const announced = { source: defence, confidence: 'documented' } as const
const partitioning = { source: `${repository}/pull/60430`, confidence: 'inferred' } as const

/**
 * WebKit's decision about a response that sets cookies: the first step that applies. It is
 * setCookieTransformForFirstPartyRequest in NetworkTaskCocoa.mm, with what its earlier versions did
 * otherwise; only the last CNAME counts, and where there is one, the address does not.
 */
const steps = {
  'webkit/partitioned': {
    outcome: 'kept',
    applies: (view) => isThirdParty(view) && view.isPartitioned && !view.isStrictOrLax,
    text: 'From 26.2 on, Safari on macOS 26 and iOS 26 keeps a third party’s cookie that has the Partitioned attribute, for this one site.',
    ...partitioning,
  },
  'webkit/partitioned-same-site': {
    outcome: 'blocked',
    applies: (view) => isThirdParty(view) && view.isPartitioned,
    compares: 'domains',
    text: 'From 26.2 on, Safari keeps a third party’s cookie that has the Partitioned attribute, but with SameSite=Lax or Strict it does not send it from this site’s pages.',
    ...partitioning,
  },
  'webkit/third-party': {
    outcome: 'blocked',
    applies: isThirdParty,
    compares: 'domains',
    text: 'Since 13.1, Safari neither stores nor sends cookies that belong to a different site than the page.',
    source: 'https://webkit.org/blog/10218/full-third-party-cookie-blocking-and-more/',
    confidence: 'documented',
  },
  'webkit/no-cap': {
    outcome: 'kept',
    applies: ({ era }) => !era.capsByCname && !era.capsByAddress,
    text: 'Safari before 14 shortens no cookie that a server sets.',
    ...announced,
  },
  'webkit/navigation-exempt': {
    outcome: 'kept',
    applies: ({ era, by }) => era.navigations.exempt.includes(by),
    text: 'In these versions the limit of 7 days does not hold where the browser goes to a new page, as by a form post.',
    ...inCode,
  },
  'webkit/cname-of-page-domain': {
    outcome: 'kept',
    applies: (view) => isUnder(view.pageHost, comparedCname(view)),
    compares: 'cnames',
    text: 'The host that sets the cookie is an alias (CNAME) for a name on the page’s own domain. Its address is not looked at.',
    ...inTests,
  },
  'webkit/cname-like-page': {
    outcome: 'kept',
    applies: (view) => comparedCname(view) !== '' && view.page.cname === comparedCname(view),
    compares: 'cnames',
    text: 'The page and the cookie come from aliases (CNAME) for the same domain, or from one such alias. Safari then does not compare addresses.',
    ...inTests,
  },
  'webkit/cname-cloaking': {
    outcome: 'capped',
    applies: (view) => comparedCname(view) !== '',
    compares: 'cnames',
    text: 'Safari cuts a cookie to 7 days if the host that sets it is an alias (CNAME) for a name on another domain, unless it has seen that the page’s host is an alias for that domain too.',
    ...inTests,
  },
  'webkit/no-address-rule': {
    outcome: 'kept',
    applies: ({ era }) => !era.capsByAddress,
    text: `${safariWhere((era) => era.capsByCname && !era.capsByAddress)} looks at aliases (CNAME) only, and this host is not one.`,
    ...announced,
  },
  'webkit/page-address-unknown': {
    outcome: 'kept',
    applies: ({ page }) => page.address === undefined,
    text: 'Safari has not recorded the page’s address, so there is nothing to compare.',
    ...inCode,
  },
  'webkit/address-unreadable': {
    outcome: 'kept',
    applies: ({ address }) => !parseAddress(address),
    text: 'Safari cannot read the host’s address, so there is nothing to compare.',
    ...inCode,
  },
  'webkit/google-exception': {
    outcome: 'kept',
    applies: (view) => view.era.exceptsGoogle && isGoogleException(view),
    text: 'WebKit exempts this Google host by name.',
    ...inCode,
  },
  'webkit/same-range': {
    outcome: 'kept',
    applies: (view) => bitsOf(view).sharedBits >= bitsOf(view).neededBits,
    compares: 'addresses',
    text: 'The address that sets the cookie is in the range of the one that the page came from.',
    ...inCode,
  },
  'webkit/third-party-address': {
    outcome: 'capped',
    applies: () => true,
    compares: 'addresses',
    text: 'Safari cuts a cookie to 7 days if the address that sets it is in another range than the one that the page came from. A range is all that has the first 16 bits in common (IPv4), or the first 64 (IPv6).',
    ...inCode,
  },
} as const satisfies Record<string, Step>

type StepId = keyof typeof steps

const stepIds = Object.keys(steps) as StepId[]

/** Of a cookie that a step caps, but that asks for no longer life. */
export const shortEnough = 'webkit/short-enough'

/** Of a cookie that no step blocks, and whose life hangs on a date that is not read. */
export const dateUnread = 'webkit/date-unread'

/** The rules of the steps, by id. */
export const webkitRules: {
  readonly [Id in StepId | typeof shortEnough | typeof dateUnread]: Rule<Id> &
    Pick<Step, 'compares'>
} = ruleTable({
  ...steps,
  [dateUnread]: {
    text: 'Safari cannot read a date with the month before the day, or with a day’s or month’s name in capitals: the cookie is gone when it quits.',
    source: `${repository}/pull/72744`,
    confidence: 'documented',
  },
  [shortEnough]: {
    text: 'Safari would cut it to 7 days, but the cookie does not ask for more.',
    ...inCode,
  },
})

export type WebkitRuleId = keyof typeof webkitRules

export interface Decision {
  outcome: Step['outcome']
  rule: StepId
  sharedBits?: number
  neededBits?: number
}

export function decide(view: View): Decision {
  // The last step applies to all.
  const rule = stepIds.find((id) => steps[id].applies(view)) as StepId
  const decision = { outcome: steps[rule].outcome, rule }
  return webkitRules[rule].compares === 'addresses' ? { ...decision, ...bitsOf(view) } : decision
}
