import type { SetCookie } from '../facts.ts'

/** A cookie's name where it stands alone; Safari refuses one without, the others take it. */
export function cookieName({ name }: SetCookie): string {
  return name === '' ? '(no name)' : name
}
