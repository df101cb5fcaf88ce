/**
 * What a platform's own program writes for other programs, as data; undefined where it is no JSON, but
 * words for a person.
 *
 * @example
 * parseOutput('[{ "name": "AUTH_TOKEN_SECRET" }]')
 */
export function parseOutput(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
