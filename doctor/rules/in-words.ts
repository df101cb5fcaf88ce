/** A range of a browser's versions; without `since` and `until` it is all of them. */
export interface Versions {
  /** The first. Left out: whatever came before. */
  since?: string
  /** The last. Left out: whatever comes after. */
  until?: string
}

/** A range with its browser and its text, as a verdict has it. */
export interface NamedVersions extends Versions {
  browser: string
  versions: string
}

/** "Safari 16.4 to 16.6". @param next the range that follows */
export function versionsText(browser: string, { since, until }: Versions, next?: Versions): string {
  if (since === undefined) return next ? `${browser} before ${next.since}` : browser
  return until === undefined ? `${browser} ${since} and later` : `${browser} ${since} to ${until}`
}

/** From one range of a browser to a later one: "Safari up to 16.3". All versions have the browser's name alone. */
export function spanText(first: NamedVersions, last: NamedVersions): string {
  const { browser, since } = first
  const { until } = last
  if (since === last.since) return first.versions
  if (since === undefined) return until === undefined ? browser : `${browser} up to ${until}`
  return versionsText(browser, { ...last, since })
}

/** "a, b and c" */
export function listText(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
}

/** A cookie's name, unless nobody would read it to the end. */
export function shortName({ name }: { name: string }): string {
  return name.length > 100 ? short(name) : name
}

/** A value of an attribute as a sentence shows it. */
export function short(value: string): string {
  return value.length > 40 ? `${value.slice(0, 39)}…` : value
}
