import { refreshName } from '../shared/config/refresh-name.ts'
import { stampName } from '../shared/core/stamp.ts'
import type { SetCookie } from './facts.ts'

/** What edgemint's second cookies hold beside the log-in's of this name, and their names. */
export function companionsOf({ name }: SetCookie): { 'refresh-token': string; stamp: string } {
  return { 'refresh-token': refreshName(name), stamp: stampName(name) }
}

/** The cookies that are not edgemint's second ones, beside another of the list. */
export function withoutCompanions(cookies: SetCookie[]): SetCookie[] {
  const names = new Set(cookies.flatMap((cookie) => Object.values(companionsOf(cookie))))
  return cookies.filter(({ name }) => !names.has(name))
}
