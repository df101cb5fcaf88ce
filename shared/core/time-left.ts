import type { HandlerRequest } from './request.ts'

/** What a request says of its time; of one that says nothing there is enough. */
export type Timed = Pick<HandlerRequest, 'deadline'>

/** How long another server may take, its body included, in milliseconds: a log-in waits for it. */
export const usual = 2000

/** How long a step of a request may take, in milliseconds: as long as its kind may, and not beyond what is left. */
export function timeLeft({ deadline = Infinity }: Timed, limit = usual): number {
  return Math.max(0, Math.min(limit, deadline - Date.now()))
}

/** Whether too little is left to hand in what is good once: who does not hear the answer has lost it. */
export function isLate(request: Timed): boolean {
  return timeLeft(request) < usual
}
