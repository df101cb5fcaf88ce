/** The engines by name. Each start finds its programs or says which Debian packages are missing. */
import { startChromium } from './chromium.ts'
import type { Engine, EngineName } from './engine.ts'
import { startFirefox } from './firefox.ts'
import { missing } from './installed.ts'
import { startWebKit } from './webkit.ts'

const STARTS: Record<EngineName, () => Promise<Engine>> = {
  webkit: startWebKit,
  firefox: startFirefox,
  chromium: startChromium,
}

export const ENGINE_NAMES = Object.keys(STARTS) as EngineName[]

export function startEngine(name: EngineName): Promise<Engine> {
  return STARTS[name]()
}

const PROGRAMS: Record<EngineName, string[]> = {
  chromium: ['chromium'],
  firefox: ['firefox-esr'],
  webkit: ['WebKitWebDriver', 'Xvfb'],
}

/** Why an engine cannot be tested on this machine; undefined where it can. */
export function whyNot(name: EngineName): string | undefined {
  const programs = missing(PROGRAMS[name])
  return programs.length > 0
    ? `${name} goes untested: install ${programs.join(' and ')}`
    : undefined
}
