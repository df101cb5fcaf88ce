/**
 * One interface for three real engines. A `Browser` is a fresh profile: nothing is shared between
 * two of them, and nothing of it is left after `close()`.
 *
 * Traps that hold for every engine:
 * - Look is chosen in `open()`, not later: Firefox and WebKitGTK read it when they start.
 * - `run()` sends source text. A function must not use anything from around it.
 * - After a click that leaves the page, wait with `leaves()`; a click alone returns at once.
 */
export type EngineName = 'chromium' | 'firefox' | 'webkit'

export interface Engine {
  readonly name: EngineName
  /** As people know it, such as `Firefox ESR 153.7.0`. */
  readonly version: string
  open(options?: OpenOptions): Promise<Browser>
  close(): Promise<void>
}

export interface OpenOptions {
  colorScheme?: 'light' | 'dark'
  width?: number
  height?: number
  /** Allows `restart()`. Costs a browser start of its own, so ask only where it is needed. */
  keepsProfile?: boolean
  /**
   * Debian builds Chromium with third-party cookies blocked; Google ships Chrome with them allowed.
   * `chrome` gives Chrome's default. Chromium only; the other engines are as they are shipped.
   */
  thirdPartyCookies?: 'as-shipped' | 'chrome'
}

export type Json = string | number | boolean | null | undefined | Json[] | { [key: string]: Json }

/** The body of an async function that reads `args`, or a self-contained function. */
export type PageScript = string | ((...args: never[]) => unknown)

export interface Browser {
  readonly engine: EngineName
  /** Waits for the load event. An HTTP error page is a page; no connection is an error. */
  goto(url: string): Promise<void>
  /** Does `action` and waits until another document has loaded completely. */
  leaves(action: () => Promise<unknown>): Promise<void>
  /** Awaits the script in the page. What it throws there is thrown here as a `PageError`. */
  run<T>(script: PageScript, ...args: Json[]): Promise<T>
  click(selector: string): Promise<void>
  fill(selector: string, value: string): Promise<void>
  /** The trimmed visible text of the element, which must exist. */
  text(selector: string): Promise<string>
  /** Polls until the script returns something truthy; a page change in between is no error. */
  waitFor(what: string, script: PageScript, options?: WaitOptions): Promise<void>
  url(): Promise<string>
  /** Chromium and Firefox: the whole jar. WebKit: what matches the page's own address. */
  cookies(): Promise<StoredCookie[]>
  /** A PNG of the viewport. */
  screenshot(file: string): Promise<void>
  /** Closes and starts the browser on the same profile; needs `keepsProfile`. */
  restart(): Promise<void>
  close(): Promise<void>
}

export interface WaitOptions {
  args?: Json[]
  /** Milliseconds. */
  timeout?: number
}

export interface StoredCookie {
  name: string
  value: string
  /** Without a leading dot. */
  domain: string
  /** Set without a `Domain` attribute. */
  hostOnly: boolean
  path: string
  httpOnly: boolean
  secure: boolean
  /** Undefined when the cookie came without; WebKitGTK reports its default then, `None` or `Lax`. */
  sameSite: 'Strict' | 'Lax' | 'None' | undefined
  /** Whole Unix seconds; undefined for a session cookie. */
  expires: number | undefined
}

/** What an engine has to offer; `DrivenBrowser` makes a `Browser` of it. */
export interface Driver {
  goto(url: string, timeout: number): Promise<void>
  /** `source` is an async function of one string that resolves to a string. */
  evaluate(source: string, argument: string): Promise<string>
  click(selector: string): Promise<void>
  fill(selector: string, value: string): Promise<void>
  cookies(): Promise<StoredCookie[]>
  /** Base64 of a PNG. */
  screenshot(): Promise<string>
  /** Ends politely, so that the profile reaches the disk. */
  quit(): Promise<void>
  /** Ends at once, whatever state the browser is in. */
  kill(): Promise<void>
}
