import type { Clock } from './clock.ts'

/** What a tab has of the Web Locks of its browser: `navigator.locks`, for exclusive locks. */
export interface Locks {
  request: <Result>(name: string, work: () => Promise<Result>) => Promise<Result>
}

interface Turn {
  tab: object
  begin: () => void
}

/**
 * Web Locks as https://w3c.github.io/web-locks/ has them: who asks first is next, and what a tab
 * holds or waits for ends with it.
 */
export function createLocks(clock: Clock): {
  open: (tab: object) => Locks
  close: (tab: object) => void
} {
  let turns: Turn[] = []
  /** The first has its turn, a moment later: whoever grants it lives in another process. */
  const next = (): void => {
    const [turn] = turns
    if (turn) clock.after(1, () => turn === turns[0] && turn.begin())
  }
  const leave = (gone: (turn: Turn) => boolean): void => {
    const [first] = turns
    turns = turns.filter((turn) => !gone(turn))
    if (turns[0] !== first) next()
  }
  return {
    open: (tab) => ({
      request: (_, work) =>
        new Promise((resolve, reject) => {
          const turn: Turn = {
            tab,
            begin: () => {
              turn.begin = () => {}
              const ended = (): void => leave((each) => each === turn)
              work().then(resolve, reject).finally(ended)
            },
          }
          turns.push(turn)
          if (turns.length === 1) next()
        }),
    }),
    close: (tab) => leave((turn) => turn.tab === tab),
  }
}
