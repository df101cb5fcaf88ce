import type { Regime } from '../diagnosis.ts'

/** An era of WebKit's rules, with the Safari versions that have them. */
export interface Era {
  regime: Regime
  versions: string
}

/** The versions are inferred from the dates of WebKit's changes, but for R1, which Apple announced. */
export const eras: Era[] = [
  // Apple announced the cap for Safari 14.
  { regime: 'R0', versions: 'Safari before 14' },
  // Apple announced the cap by CNAME for Safari 14.
  { regime: 'R1', versions: 'Safari 14 to 16.3' },
  // The cap by address came in October 2022; third parties report it from 16.4, Apple named it for 17.
  { regime: 'R2', versions: 'Safari 16.4 to 16.6' },
  // From May 2023 the cap holds for a navigation after its first redirect.
  { regime: 'R3', versions: 'Safari 17 to 18.3' },
  // From December 2024 the cap holds for navigations too; WebKit calls that a mistake.
  { regime: 'R4', versions: 'Safari 18.4 to 26' },
  // Corrected in WebKit after July 2026; which Safari has it is not confirmed.
  { regime: 'R5', versions: 'Safari 27 and later' },
]
