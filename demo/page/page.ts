import { chosenEndpoint, showChoices } from './choices.ts'
import type { Demo } from './demo.ts'
import { loadDemo } from './demo.ts'
import { edgemintStory } from './edgemint-story.ts'
import { fillFacts, showPartsFor } from './facts.ts'
import { showHttpsHint, showHttpTrap } from './http-trap.ts'
import { showLifeBars } from './life-bar.ts'
import { requiredElement } from './element.ts'
import { showNavigation } from './site-navigation.ts'
import type { Status } from './status.ts'
import { showBusy, showStatus } from './status.ts'
import { StoryEnded } from './story.ts'
import { thirdPartyStory } from './third-party-story.ts'

const page = new URL(location.href)
let isBusy = false

open().catch(() => reveal('no-demo'))

async function open(): Promise<void> {
  const demo = await loadDemo()
  if (demo) start(demo)
  reveal(demo ? 'demo' : 'no-demo')
}

function reveal(id: 'demo' | 'no-demo'): void {
  requiredElement(id).hidden = false
}

function start(demo: Demo): void {
  const showFacts = () => fillFacts(demo, chosenEndpoint(demo), page)
  showPartsFor(demo.kind)
  showNavigation(demo, page)
  showLifeBars(demo)
  showHttpsHint(demo, page)
  showChoices(demo, showFacts)
  showFacts()

  const story = demo.kind === 'edgemint' ? edgemintStory(demo) : thirdPartyStory(demo)
  onClick('log-in', story.logIn)
  onClick('is-authed', story.checkLogIn)
  onClick('renew', story.renew)
  onClick('log-out', story.logOut)
}

function onClick(id: string, action: (() => Promise<Status>) | undefined): void {
  const button = requiredElement(id)
  button.toggleAttribute('disabled', !action)
  if (action) button.addEventListener('click', () => void run(action))
}

/** One story at a time: a click in between is ignored, so that the log stays in order. */
async function run(action: () => Promise<Status>): Promise<void> {
  if (isBusy) return
  setBusy(true)
  const status = await action().catch(endStatus)
  showStatus(status)
  showHttpTrap(status, page)
  setBusy(false)
}

function setBusy(busy: boolean): void {
  isBusy = busy
  showBusy(busy)
}

function endStatus(error: unknown): Status {
  if (error instanceof StoryEnded) return error.status
  const detail = error instanceof Error ? error.message : String(error)
  return { authed: 'unknown', tone: 'bad', headline: 'This demo has a fault:', detail }
}
