/** Does nothing: what is left is the engine's own cost of a call. */
export function handler(): object {
  return { statusCode: 204, headers: {}, cookies: {} }
}
