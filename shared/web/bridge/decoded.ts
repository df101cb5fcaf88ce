/**
 * Whether fetch has decoded a body, of which it still says the coding (Content-Encoding): Deno's what it knows if that
 * stands alone, Node's if it knows each coding of the list. Both decode also what nobody asked for.
 */
export function isDecoded(said: string): boolean {
  if ('Deno' in globalThis) return /^(?:gzip|br)$/i.test(said)
  const known = decodesZstd() ? [...knownToNode, 'zstd'] : knownToNode
  return said.split(',').every((coding) => known.includes(coding.trim().toLowerCase()))
}

const knownToNode = ['gzip', 'x-gzip', 'deflate', 'br']

/** Whether this Node's fetch does, which is undici's: since 7.11, in Node 24.4. */
function decodesZstd(): boolean {
  const { process } = globalThis as { process?: { versions?: { undici?: string } } }
  // Stryker disable next-line OptionalChaining,StringLiteral: Node has a process; and Number makes 0 of both texts
  const [major, minor] = (process?.versions?.undici ?? '0').split('.').map(Number)
  return major > 7 || (major === 7 && minor >= 11)
}
