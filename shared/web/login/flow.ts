import { base64url } from 'jose'
import type { Cookies } from '../../core/cookie.ts'
import type { Login } from '../../core/login.ts'
import type { HandlerRequest } from '../../core/request.ts'
import type { DerivedKey } from '../own-secret.ts'

/** A log-in on its way: what the browser keeps of it while the user is at the provider. */
export interface Flow {
  /** The origin that the browser was on. */
  origin: string
  /** Where the user wanted to go, already found to be allowed. */
  returnTo: string
}

/** What the provider is told of a flow, and what is told it later. */
export interface FlowSecrets {
  state: string
  nonce: string
  /** The code verifier of PKCE (RFC 7636). */
  verifier: string
}

/** What the key of all flows is derived for. */
// Stryker disable next-line StringLiteral: any text will do that no other key is derived for
export const flowUse = 'login flow'

/** How long a user may take at the provider, in seconds. */
const life = 600
/** How far the clock of another machine, where the flow began, may be ahead, in seconds. */
const clockTolerance = 60
/** How many flows of a browser are kept beside a new one. Servers refuse long Cookie headers. */
const kept = 5

/** `__Host-`: no subdomain can set one. A flow has its own, so that flows in two tabs both end well. */
const prefix = '__Host-edgemint-login-'
const idLength = 8
/** Of the seconds that a value begins with. Whoever changes them has no flow: the state is the proof of the whole value. */
const startLength = 10
// SameSite=None: the provider's form post comes from another site.
const attributes = 'Path=/; HttpOnly; Secure; SameSite=None'

const encoder = new TextEncoder()

/**
 * A new flow. Its cookie holds what is not secret; state, nonce and verifier are MACs of it under a key
 * that the browser does not have. So the state, which comes back, is the proof that nobody has changed
 * the cookie, and no cookie tells a nonce or a verifier.
 */
export async function createFlow(
  flow: Flow,
  login: Login,
  key: DerivedKey,
  now: number,
): Promise<{ secrets: FlowSecrets; cookie: Cookies }> {
  const id = random((idLength * 3) / 4)
  const content = base64url.encode(JSON.stringify([flow.origin, flow.returnTo, random(32)]))
  const value = `${Math.floor(now)}.${content}`
  return {
    secrets: await flowSecrets(id, value, login, key),
    cookie: flowCookie(id, value, life),
  }
}

function random(octets: number): string {
  return base64url.encode(crypto.getRandomValues(new Uint8Array(octets)))
}

/** What the browser that posts a state has kept of its flow. */
export type FoundFlow =
  | { begun: Flow; secrets: FlowSecrets; cookie: Cookies }
  /** Nothing, or what is too old, ambiguous or not ours. */
  | { begun?: undefined; cookie?: Cookies }

/** Finds the flow that a state belongs to. `cookie` expires what was kept: who has an answer of the provider sends it along, however the flow ends. */
export async function findFlow(
  state: string,
  request: HandlerRequest,
  login: Login,
  keys: DerivedKey[],
  now: number,
): Promise<FoundFlow> {
  if (!/^[\w-]{51}$/.test(state)) return {}
  const id = state.slice(0, idLength)
  const [value, ...others] = request.cookieValues(prefix + id)
  if (value === undefined) return {}
  const cookie = flowCookie(id, '', 0)
  const age = now - Number(value.slice(0, startLength))
  if (others.length > 0 || !(age > -clockTolerance && age < life)) return { cookie }
  const mac = base64url.decode(state.slice(idLength)) as Uint8Array<ArrayBuffer>
  for (const key of keys) {
    // In constant time.
    const isOurs = await crypto.subtle.verify('HMAC', key, mac, signed('state', id, value, login))
    if (!isOurs) continue
    const [origin, returnTo] = contentOf(value)
    const secrets = await flowSecrets(id, value, login, key)
    return { begun: { origin, returnTo }, secrets, cookie }
  }
  return { cookie }
}

/**
 * The flows that a browser keeps already, the oldest of them expired where there are too many. A subdomain may have set
 * cookies that have such a name in theirs, or in their value.
 */
export function expireOldest(cookieHeader: string): Cookies[] {
  const found = [...cookieHeader.matchAll(/(?:^|; *)__Host-edgemint-login-([\w-]{8})=(\d*)/g)]
  found.sort(([, , a], [, , b]) => Number(b) - Number(a))
  return found.slice(kept).map(([, id]) => flowCookie(id, '', 0))
}

/** Whether any flow comes with a request. */
export function hasFlow(cookieHeader: string | undefined): boolean {
  return cookieHeader?.includes(prefix) === true
}

function contentOf(value: string): [origin: string, returnTo: string] {
  return JSON.parse(new TextDecoder().decode(base64url.decode(value.slice(startLength + 1))))
}

async function flowSecrets(
  id: string,
  value: string,
  login: Login,
  key: DerivedKey,
): Promise<FlowSecrets> {
  const mac = async (use: string): Promise<string> => {
    const octets = await crypto.subtle.sign('HMAC', key, signed(use, id, value, login))
    return base64url.encode(new Uint8Array(octets))
  }
  // Stryker disable next-line StringLiteral: any texts will do that differ
  const [state, nonce, verifier] = await Promise.all(['state', 'nonce', 'verifier'].map(mac))
  return { state: id + state, nonce, verifier }
}

/** The provider is in it: a flow that was started at one is not ended at another. */
function signed(use: string, id: string, value: string, login: Login): Uint8Array<ArrayBuffer> {
  return encoder.encode(JSON.stringify([use, login.issuer, login.clientId, id, value]))
}

function flowCookie(id: string, value: string, maxAge: number): Cookies {
  return {
    name: prefix + id,
    variants: [{ value, attributes: `Max-Age=${maxAge}; ${attributes}` }],
  }
}
