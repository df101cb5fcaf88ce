import { AwsError } from './aws-error.ts'
import type { State } from './state.ts'

/** Something that goes wrong at the n-th call of an operation; counted from when the fault was added. */
export interface Fault {
  /** As IAM names the action, such as `cloudfront:UpdateDistribution`. */
  operation: string
  /** Which call is the first that it strikes; 1 is the next one. The SDK's own repetitions count, too. */
  call?: number
  /** How many calls it strikes, from that one on; one if it is not given. */
  times?: number
  /**
   * - `throttle`: AWS says that the rate is exceeded; the SDK tries again by itself, three times in all
   * - `server-error`: a 500; so does the SDK
   * - `timeout`: no answer ever, and nothing was done
   * - `drop`: the connection breaks before anything was done
   * - `drop-after`: the connection breaks after the server has acted
   * - `between`: `run` is called before the server acts: somebody else changes something, or the caller is killed
   */
  kind: 'throttle' | 'server-error' | 'timeout' | 'drop' | 'drop-after' | 'between'
  run?: (state: State) => void | Promise<void>
}

/** The plan of faults, empty at first. */
export class Faults {
  #plan: { fault: Fault; seen: number }[] = []

  add(fault: Fault): void {
    this.#plan.push({ fault, seen: 0 })
  }

  clear(): void {
    this.#plan = []
  }

  /** The fault that strikes this call. Each that names the operation counts it. */
  strike(operation: string): Fault | undefined {
    const named = this.#plan.filter(({ fault }) => fault.operation === operation)
    for (const planned of named) planned.seen++
    return named.find(
      ({ fault: { call = 1, times = 1 }, seen }) => seen >= call && seen < call + times,
    )?.fault
  }
}

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/CommonErrors.html */
export function errorOf(kind: Fault['kind']): AwsError | undefined {
  if (kind === 'throttle') return new AwsError('Throttling', 400, 'Rate exceeded')
  if (kind === 'server-error')
    return new AwsError('InternalFailure', 500, 'The request processing has failed.')
  return undefined
}
