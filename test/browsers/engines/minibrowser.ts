/**
 * What both ways of steering WebKitGTK's MiniBrowser share.
 *
 * Trap: a page that cannot be loaded is no error for either of them. MiniBrowser then shows its
 * message in an `about:blank` of its own.
 */
import type { OpenOptions } from './engine.ts'
import type { VirtualDisplay } from './virtual-display.ts'

export interface WebKitPrograms {
  webDriver: string
  miniBrowser: string
  display: VirtualDisplay
}

export function appearance(options: OpenOptions): string[] {
  return options.colorScheme === 'dark' ? ['--dark-mode'] : []
}

export function environment(programs: WebKitPrograms, folder: string): Record<string, string> {
  return { ...programs.display.env, HOME: folder, XDG_RUNTIME_DIR: folder }
}

/** An async function for `Driver.evaluate`; its result goes to `refuseErrorPage`. */
export const SHOWN_ERROR = `async () =>
  location.href === 'about:blank' ? document.body.innerText || 'nothing was loaded' : ''`

export function refuseErrorPage(url: string, shown: string): void {
  if (shown && url !== 'about:blank') throw new Error(shown)
}
