/** A URL as facts may hold it: without user name, password, query and fragment, where secrets may be. */
export function publicUrl({ origin, pathname }: URL): string {
  return origin + pathname
}
