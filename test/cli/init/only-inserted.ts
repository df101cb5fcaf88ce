import assert from 'node:assert/strict'

/** More than all that init ever adds to one file. */
const most = 600

/** Asserts that a file is as before once what came in is taken out: each character is there, in its order. */
export function assertOnlyInserted(before: string, after: string): void {
  let place = 0
  for (const character of after) {
    if (before.startsWith(character, place)) place += character.length
  }
  assert.equal(place, before.length, `${JSON.stringify(after)}\nfrom\n${JSON.stringify(before)}`)
  assert.ok(after.length - before.length < most, after)
}
