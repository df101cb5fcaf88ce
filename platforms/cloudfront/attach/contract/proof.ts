import type { PlainRequest, PlainResponse } from '../../../runtime.ts'
import type { Asked } from '../code/edge-code.ts'
import { findMistake, type ContractVector } from './contract-vectors.ts'

/** What a function is asked on AWS's own runtime before it is live, and how its answer is judged. */
export interface Proof {
  title: string
  request: PlainRequest
  /** What the API has answered, where the function runs at viewer response. */
  origin?: PlainResponse
  /** What is wrong with what came back; undefined where nothing is. */
  mistake: (asked: Asked) => string | undefined
  /** Whether something in the request is signed: an old secret would refuse it. */
  isSigned: boolean
}

/** The rows of the endpoint's contract. */
export function proofsOf(vectors: ContractVector[]): Proof[] {
  return vectors.map(({ title, request, expected }) => ({
    title,
    request,
    mistake: ({ answer }) => findMistake(expected, answer),
    isSigned: expected.genuine !== undefined && expected.status < 400,
  }))
}
