/**
 * WebKit's remote inspector over its WebSocket (`WEBKIT_INSPECTOR_HTTP_SERVER`).
 *
 * Traps:
 * - Commands travel inside `Target.sendMessageToTarget`, and a navigation to another site may swap
 *   the target.
 * - A script whose page goes away is never answered, so it is given up when the page changes.
 */
import { until, within } from './deadline.ts'

const START = 60_000
const ANSWER = 10_000

type Params = Record<string, unknown>
interface Message {
  id?: number
  method?: string
  params?: Params
  result?: Params
  error?: { message: string }
}

interface Pending {
  method: string
  settle: (message: Message) => void
}

export class Inspector {
  #socket: WebSocket
  #target: string | undefined
  #next = 1
  #pending = new Map<number, Pending>()
  #events = new Map<string, () => void>()

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.addEventListener('message', ({ data }) => {
      this.#outer(JSON.parse(String(data)) as Message)
    })
  }

  static async connect(port: number): Promise<Inspector> {
    const page = `http://127.0.0.1:${port}/`
    const path = await until(START, 'the inspector of MiniBrowser', () => firstTarget(page))
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`)
    const inspector = new Inspector(socket)
    const opened = new Promise<void>((resolve, reject) => {
      socket.addEventListener('open', () => resolve())
      socket.addEventListener('error', () => reject(new Error(`webkit: ${path} refused`)))
    })
    await within(START, 'webkit: connecting to the inspector', opened)
    await until(START, 'webkit: the page', () => inspector.#target)
    await inspector.send('Page.enable')
    return inspector
  }

  async send(method: string, params: Params = {}): Promise<Params> {
    const id = this.#next++
    const answered = new Promise<Message>((settle) => this.#pending.set(id, { method, settle }))
    const message = JSON.stringify({ id, method, params })
    const envelope = { targetId: this.#target, message }
    const outer = { id: this.#next++, method: 'Target.sendMessageToTarget', params: envelope }
    this.#socket.send(JSON.stringify(outer))
    const { result, error } = await within(ANSWER, `webkit: ${method}`, answered)
    this.#pending.delete(id)
    if (error) throw new Error(`${method}: ${error.message}`)
    return result ?? {}
  }

  /** The next event of this name; ask before causing it. */
  async event(method: string, timeout: number): Promise<void> {
    const happened = new Promise<void>((resolve) => this.#events.set(method, resolve))
    await within(timeout, `webkit: ${method}`, happened)
  }

  close(): void {
    this.#socket.close()
  }

  #outer({ method, params = {} }: Message): void {
    const info = params['targetInfo'] as { type: string; targetId: string } | undefined
    if (method === 'Target.targetCreated' && info?.type === 'page') this.#target ??= info.targetId
    if (method === 'Target.didCommitProvisionalTarget') {
      this.#target = String(params['newTargetId'])
      this.#giveUpScripts()
      // The page that was committed must be told again; its answer interests nobody.
      void this.send('Page.enable').catch(() => {})
    }
    if (method === 'Target.dispatchMessageFromTarget') {
      this.#inner(JSON.parse(String(params['message'])) as Message)
    }
  }

  #inner({ id, method, params = {}, ...answer }: Message): void {
    if (id !== undefined) this.#pending.get(id)?.settle(answer)
    if (method === undefined) return
    const frame = params['frame'] as { parentId?: string } | undefined
    if (method === 'Page.frameNavigated' && frame?.parentId === undefined) this.#giveUpScripts()
    this.#events.get(method)?.()
  }

  #giveUpScripts(): void {
    for (const { method, settle } of this.#pending.values()) {
      if (method.startsWith('Runtime.')) settle({ error: { message: 'the page was left' } })
    }
  }
}

async function firstTarget(page: string): Promise<string | undefined> {
  try {
    const list = await (await fetch(page, { signal: AbortSignal.timeout(1000) })).text()
    return /\/socket\/\d+\/\d+\/\w+/.exec(list)?.[0]
  } catch {
    return undefined
  }
}
