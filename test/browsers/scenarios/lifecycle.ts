import type { CookieFacts, Scenario, Step } from '../step.ts'
import { logOut, mintByJson, renew } from './log-in.ts'
import { toss, tossed } from './toss.ts'

const group = '10 A change between two deploys'

/** A change of the config's `cookie`, for a user who still has what the deploy before it set. */
interface Change {
  title: string
  page: '{site}' | '{www}'
  /** Sets what the earlier deploy set. */
  earlier: Step[]
  /** The config of the later deploy. */
  config?: Scenario['config']
  /** The later deploy's cookie is for the page's host alone. */
  hostOnly?: true
}

/** A deploy of another config set this cookie: cookies know no ports. */
function deployed(origin: '{otherPort}' | '{wwwOtherPort}', where: string, name?: string): Step {
  return toss(origin, `Max-Age=34560000; ${where}; HttpOnly; Secure; SameSite=Strict`, name)
}

const byDefault = deployed('{otherPort}', 'Domain={host}; Path=/')
const forWww = deployed('{wwwOtherPort}', 'Domain=www.{host}; Path=/')
const narrower = deployed('{otherPort}', 'Domain={host}; Path={endpoint}')
const otherName = deployed('{otherPort}', 'Domain={host}; Path=/', '__Secure-token')

/** Those after which the endpoint still gets the old cookie under its name. */
const renewable: Change[] = [
  { title: 'Domain=www.… → default', page: '{www}', earlier: [forWww] },
  {
    title: 'default → domain: false',
    page: '{site}',
    earlier: [byDefault],
    config: 'host-only',
    hostOnly: true,
  },
  {
    title: 'host-only → default',
    page: '{site}',
    earlier: [deployed('{otherPort}', 'Path=/')],
  },
  {
    title: 'a narrower path → "/", listed in former',
    page: '{site}',
    earlier: [narrower],
    config: 'former',
  },
]

const changes: Change[] = [
  ...renewable,
  {
    title: 'another name → default, listed in former',
    page: '{site}',
    earlier: [otherName],
    config: 'former',
  },
  {
    title: 'all of these at once',
    page: '{www}',
    earlier: [
      byDefault,
      forWww,
      deployed('{wwwOtherPort}', 'Path=/'),
      narrower,
      deployed('{wwwOtherPort}', 'Path={endpoint}'),
      otherName,
      deployed('{wwwOtherPort}', 'Path=/', '__Host-token'),
    ],
    config: 'former',
  },
]

/** A page to which WebKitGTK tells the cookies for the endpoint's path, too. */
function visitPage({ page }: Change): Step {
  return { do: 'visit', url: `${page}{endpoint}/no-such-page` }
}

const visitApi: Step = { do: 'visit', url: '{api}/' }

/** The page's host has one cookie, the endpoint takes it, and the API gets the same one. */
function oneIsLeft(change: Change, value: string): Step[] {
  const { hostOnly = false } = change
  const cookie: CookieFacts = {
    value,
    domain: '{host}',
    hostOnly,
    sameSite: 'Strict',
    days: 'over 7',
  }
  return [
    { do: 'see the cookies', cookies: [cookie] },
    renew,
    { do: 'ask is-authed', answer: !hostOnly },
    visitApi,
    { do: 'see the cookies', cookies: hostOnly ? [] : [cookie] },
  ]
}

function logInWins(change: Change): Scenario {
  const { title, earlier, config } = change
  return {
    group,
    title: `${title}: one log-in leaves one cookie, and logging out leaves none`,
    ...(config && { config }),
    steps: [
      ...earlier,
      visitPage(change),
      { do: 'get a token' },
      mintByJson,
      ...oneIsLeft(change, '{token}'),
      // Both the old and the new ones are held now.
      ...earlier,
      visitPage(change),
      logOut,
      { do: 'see the cookies', cookies: [] },
      visitApi,
      { do: 'see the cookies', cookies: [] },
    ],
  }
}

function renewalKeeps(change: Change): Scenario {
  const { title, earlier, config } = change
  return {
    group,
    title: `${title}: a renewal alone leaves one cookie, with the user logged in`,
    ...(config && { config }),
    steps: [...earlier, visitPage(change), renew, ...oneIsLeft(change, tossed)],
  }
}

export const lifecycle: Scenario[] = [...changes.map(logInWins), ...renewable.map(renewalKeeps)]
