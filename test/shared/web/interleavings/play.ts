import { policyOf } from '../../../cli/policy-of.ts'
import { createBrowser, type Change, type Tab } from './browser.ts'
import { createClock } from './clock.ts'
import { createNetwork, type Hop } from './network.ts'
import { createReport } from './report.ts'
import { createRotatingApi, life, type Rotation } from './rotating-api.ts'
import { lendGlobals, openServer } from './servers.ts'

export interface Schedule {
  rotation: Rotation
  hasLocks: boolean
  /** How late one tab sees what the other wrote, in ms. */
  lag: number
  /** Whether a landing has logged the browser in: then no tab has noted a time. */
  hasLanded: boolean
  hops: Hop[]
  /** Which server gets the next request. */
  servers: number[]
  /** Of what the client leaves to chance. */
  seed: number
  steps: Step[]
}

export interface Step {
  /** How long after the step before, in ms. */
  gap: number
  tab: number
  what:
    | 'call'
    | 'call in a hurry'
    | 'log in'
    | 'log out'
    | 'close'
    /** Closes the tab soon after the next change that it sends. */
    | 'close amid'
    /** The API takes none of the access tokens any more that it has handed out. */
    | 'forget'
    | 'outage'
}

/** How often something happened. */
export interface Counts {
  calls: number
  renewals: number
  /** Log-ins that the API has ended because a refresh token came twice. */
  punished: number
  /** Renewals that no browser got, of an API that rotates. */
  lost: number
  /** Tabs that were closed amid a change. */
  closed: number
  overlaps: number
}

const site = 'https://www.example.com'
const endpoint = `${site}/set-auth-token`
const policy = policyOf({
  site,
  api: 'https://acme.g.kuroco.app/rcms-api/1',
  bridge: { path: '/api', preset: 'kuroco' },
})
const accessName = policy.cookie.name
const refreshName = policy.bridge!.tokens!.cookie.name

const nobody = ''
/** A log-in or log-out has failed, or its page is gone. */
const unknown = '?'

/** Plays a schedule, and throws where a promise is broken. */
export async function play(code: string, schedule: Schedule): Promise<Counts> {
  const { rotation, hasLocks } = schedule
  const counts = { calls: 0, lost: 0, closed: 0, overlaps: 0 }
  const clock = createClock()
  const { note, check, see, isBroken, conclude } = createReport(clock)
  const network = createNetwork(clock, smooth(1))
  /** Refresh tokens that the browser has not got, each in the place of one that is good no more; by whom they are. */
  const lost = new Map<string, string>()
  const api = createRotatingApi(clock, rotation, (user, token) => {
    if (rotation === 'rotates' || rotation === 'punishes') lost.set(token, user)
  })
  /** An answer can get lost: on its way, or because nobody waits for it as long as that. */
  const mayLose = schedule.hops.some(({ delay, isLost }) => isLost || delay > 4000)

  const servers = [openServer(policy), openServer(policy)]
  const nextServer = inTurn(schedule.servers)
  /** How often each call has come to a server. */
  const sent: number[] = []
  const browser = createBrowser(code, clock, network, {
    site,
    hasLocks,
    // Locks and storage are of different processes: with a lag, the next tab could renew once more for nothing.
    lag: hasLocks ? 0 : schedule.lag,
    random: createRandom(schedule.seed),
    ask: (request) => {
      const call = Number(request.headers.get('x-call'))
      sent[call] = (sent[call] ?? 0) + 1
      check(!call || sent[call] <= 2, 'a call is sent a third time')
      return servers[nextServer()](request)
    },
    see,
  })
  const tabs = [browser.open(), browser.open()]

  /** Who the user has been told to be. */
  let current = nobody
  /** Two changes were under way at once, as no client can prevent. */
  let isExcused = false
  /** Access tokens that came when their tab was closed: it could not note when they are due. */
  const unnoted = new Set<string | undefined>()
  /** After how many ms a tab is closed, from its next change on. */
  const closing = new Map<Tab, number>()

  browser.sent = (change) => {
    note(`tab ${tabs.indexOf(change.tab)} sends ${change.method}`)
    if (closing.has(change.tab)) clock.after(closing.get(change.tab)!, () => close(change.tab))
    checkAlone(change)
    if (change.method === 'PATCH' && browser.cookie(refreshName)) checkDue()
  }

  const checkAlone = ({ others }: Change): void => {
    for (const { tab, start } of others) {
      const isGone = tab.isClosed && clock.now - start >= (hasLocks ? 3000 : 15_000)
      check(isGone || isExcused, 'two are at it at once')
      isExcused = true
      counts.overlaps++
    }
  }

  const checkDue = (): void => {
    const token = browser.cookie(accessName)
    const access = api.access.get(token ?? '')
    const isNew = access && clock.now - access.since < 0.8 * life * 1000 - 1000
    const isDue = !isNew || access.isRefused || unnoted.has(token)
    check(isDue || isExcused, 'a renewal for nothing')
  }

  browser.stored = ({ tab, method }) => {
    note(`the browser has the answer to ${method}`)
    lost.delete(browser.cookie(refreshName) ?? '')
    if (tab.isClosed) unnoted.add(browser.cookie(accessName))
  }

  /** What has not ended, and whose it is. */
  const waiting = new Map<object, Tab>()
  /** Log-ins and log-outs among it, by whom they lead to. */
  const pending = new Map<object, string>()
  /** Of each call under way: as whom it may be answered. */
  const calls = new Set<Set<string>>()

  const wait = async (tab: Tab, work: (key: object) => Promise<void>): Promise<void> => {
    const key = {}
    waiting.set(key, tab)
    try {
      await work(key)
    } catch (error) {
      see(String((error as Error).stack))
    }
    waiting.delete(key)
  }

  const call = async (tab: Tab, signal?: AbortSignal): Promise<number | undefined> => {
    const id = ++counts.calls
    const init = id % 3 ? {} : { method: 'POST', body: '{}' }
    let status: number | undefined
    await wait(tab, async () => {
      const users = new Set([current, ...pending.values()])
      calls.add(users)
      const headers = { 'x-call': String(id) }
      const response = await tab.client
        .authFetch('/api/profile', { ...init, headers, ...(signal && { signal }) })
        .finally(() => calls.delete(users))
      status = response.status
      const text = await response.text()
      see(text)
      if (status !== 200) return
      const { user } = JSON.parse(text) as { user: string }
      const isRight = users.has(user) || users.has(unknown)
      check(isRight || isExcused, `an answer for ${user}, and not for ${[...users].join()}`)
    })
    return status
  }

  const become = (tab: Tab, user: string): Promise<void> =>
    wait(tab, async (key) => {
      for (const users of calls) users.add(user)
      pending.set(key, user)
      try {
        const inBody = user.length % 2 === 0
        await (user === nobody
          ? tab.client.logOut()
          : tab.client.logIn(api.grant(user), { inBody }))
        current = user
      } catch (error) {
        current = unknown
        throw error
      } finally {
        pending.delete(key)
      }
    })

  const close = (tab: Tab): void => {
    const index = tabs.indexOf(tab)
    if (index === -1) return
    note(`tab ${index} is closed`)
    if ([...browser.changes].some((change) => change.tab === tab)) counts.closed++
    browser.close(tab)
    for (const [key, owner] of waiting) {
      if (owner !== tab) continue
      waiting.delete(key)
      if (!pending.delete(key)) continue
      current = unknown
      for (const users of calls) users.add(unknown)
    }
    tabs[index] = browser.open()
  }

  let users = 0
  const act = ({ gap, tab: index, what }: Step): void => {
    note(`tab ${index}: ${what}`)
    const tab = tabs[index]
    if (what === 'call') void call(tab)
    else if (what === 'call in a hurry') {
      const aborter = new AbortController()
      clock.after(1000, () => tab.isClosed || aborter.abort())
      void call(tab, aborter.signal)
    } else if (what === 'log in') void become(tab, `user-${++users}`)
    else if (what === 'log out') void become(tab, nobody)
    else if (what === 'close') close(tab)
    else if (what === 'close amid') closing.set(tab, gap % 1000)
    else if (what === 'forget') api.forget()
    else api.outage = clock.now + 3000
  }

  const settle = async (): Promise<void> => {
    await clock.run()
    check(waiting.size === 0, 'a call never ends')
  }

  const land = async (user: string): Promise<void> => {
    const headers = { origin: site, authorization: `Bearer ${api.grant(user)}` }
    const answered = servers[0](new Request(endpoint, { method: 'PUT', headers }))
    await clock.run()
    browser.keep((await answered).headers, endpoint)
    current = user
  }

  const callInBoth = async (): Promise<string> => {
    note('both tabs call')
    const statuses = Promise.all(tabs.map((tab) => call(tab)))
    await settle()
    return isBroken() ? '' : (await statuses).join()
  }

  const restore = lendGlobals(clock, network, (request) => api.answer(request), see)
  try {
    if (schedule.hasLanded) await land('user-0')

    network.hops = schedule.hops
    let time = 0
    for (const step of schedule.steps) clock.after((time += step.gap), () => act(step))
    await settle()

    network.hops = smooth(5)
    closing.clear()
    clock.after(30_000, () => {})
    await settle()
    counts.lost = lost.size
    const isGood = api.isGood(browser.cookie(refreshName))
    const isLost = mayLose && [...lost.values()].includes(current)
    const statuses = await callInBoth()
    if (isGood) check(statuses === '200,200', `a good refresh token, but ${statuses}`)
    if (current === nobody) {
      const hasCookie = browser.cookie(refreshName) ?? browser.cookie(accessName)
      check(isExcused || (!hasCookie && statuses === '401,401'), `logged out, but ${statuses}`)
    } else if (current !== unknown) {
      check(isGood || isLost || isExcused, `${current} was logged out`)
    }

    isExcused = false
    void become(tabs[0], 'last')
    await settle()
    check((await callInBoth()) === '200,200', 'a log-in does not win')
    const readable = browser.jar.getCookiesSync(endpoint, { http: false })
    check(readable.length === 0, 'scripts can read a cookie')
    void become(tabs[1], nobody)
    await settle()
    check((await callInBoth()) === '401,401', 'a log-out does not win')
  } finally {
    restore()
  }
  conclude()
  return { ...counts, ...api.counts }
}

const smooth = (delay: number): Hop[] => [{ delay, isLost: false }]

function inTurn<Value>(values: Value[]): () => Value {
  let count = 0
  return () => values[count++ % values.length]
}

/** Numbers from 0 to 1, none twice: a linear congruential generator with the factors of glibc. */
function createRandom(seed: number): () => number {
  let state = seed
  return () => (state = (state * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31
}
