/** Does nothing: what is left is the start of Node. */
export async function handler(): Promise<object> {
  return { status: '204' }
}
