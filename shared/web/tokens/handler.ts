import type { Bridge, Tokens } from '../../core/bridge.ts'
import type { Handler } from '../../core/handle.ts'
import type { ReadSecret } from '../../core/hs256.ts'
import { readBoundSecret } from '../verify/bound-secret.ts'
import { createExchange } from './exchange.ts'
import { withLanding } from './landing.ts'
import { withStamp } from './stamp.ts'

/**
 * The handler of a policy whose API hands out tokens: PUT takes a grant, PATCH renews, DELETE logs out at the API too.
 *
 * @param patience how long the API may take to hand out tokens, in milliseconds: some send a mail meanwhile
 * @example
 * policy.handler = createHandler(policy.bridge)
 */
export function createHandler(
  bridge: Bridge,
  readSecret: ReadSecret = readBoundSecret,
  patience = 10_000,
): Handler {
  const tokens = bridge.tokens as Tokens
  const exchange = createExchange(bridge, tokens, readSecret, patience)
  const { stamp } = bridge
  const minting = stamp === undefined ? exchange : withStamp(stamp, exchange, readSecret)
  return withLanding(tokens.grant, minting)
}
