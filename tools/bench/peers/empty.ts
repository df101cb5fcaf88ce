/** Answers 204 and does nothing: what is left is the runtime's own cost of a request. */
export default {
  fetch: (): Response => new Response(null, { status: 204 }),
}
