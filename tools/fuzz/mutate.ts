/** Pseudo-random numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** In UTF-16 units. Longer than any limit of the contract. */
const longest = 20_000

/** Characters that mean something to somebody: separators, white space of all kinds, controls, quotes, beyond ASCII. */
const odd = [
  ...' \t\r\n\v\f\0;,=&?#%+/\\."\'`()[]{}<>:@*-_~!$|^',
  ...'\u007f\u0085\u00a0\u00e9\u2028\u3000\ufeff\ufffd\ud800\udfff\u{1f36a}\u0130\u212a',
]

/**
 * Another input, out of one or two: some changes of characters, words or pieces.
 *
 * @param other one that a piece may come from
 */
export function mutate(
  input: string,
  other: string,
  words: string[],
  random: () => number,
): string {
  let text = input
  for (let changes = 1 + int(random, 4); changes > 0; changes--) {
    const from = int(random, text.length + 1)
    const to = Math.min(text.length, from + 1 + int(random, random() < 0.8 ? 4 : text.length + 1))
    const piece = text.slice(from, to)
    const put = (middle: string, end = to): void => {
      text = text.slice(0, from) + middle + text.slice(end)
    }
    const change = int(random, 8)
    if (change === 0) put('')
    else if (change === 1) put(pick(odd, random), from)
    else if (change === 2) put(pick(odd, random))
    else if (change === 3) put(pick(words, random), from)
    else if (change === 4) put(pick(words, random))
    else if (change === 5) put(piece.repeat(2 ** int(random, random() < 0.9 ? 3 : 12)))
    else if (change === 6) put(String.fromCharCode(piece.charCodeAt(0) ^ (1 << int(random, 8))))
    else put(other.slice(int(random, other.length + 1)).slice(0, 1 + int(random, 80)), from)
    text = text.slice(0, longest)
  }
  return text
}

export const int = (random: () => number, below: number): number => Math.floor(random() * below)

export const pick = <T>(list: readonly T[], random: () => number): T =>
  list[int(random, list.length)]
