import { isRecord } from '../../shared/config/check-fields.ts'
import { baselineKind, baselineVersion, severityRank, type Baseline } from './baseline.ts'
import { parseFate } from './fate.ts'

/** Why a file is no baseline to compare with. */
export interface BaselineProblem {
  problem: string
  cure: string
  /** Whether a new baseline may take its place: it is an old one of the same site. */
  isReplaceable: boolean
}

const anew = 'Write it anew, with --write-baseline'

/** The text of a baseline's file. @param page of this run, which must be the baseline's */
export function readBaseline(text: string, page: string): Baseline | BaselineProblem {
  const value = parse(text)
  if (!isRecord(value) || value.kind !== baselineKind) return foreign(value)
  if (value.page !== page) {
    return {
      problem: `it is the baseline of another site: of ${typeof value.page === 'string' ? JSON.stringify(value.page) : 'none'}, and this is ${page}.`,
      cure: 'Name the file of this site, or a new one with --write-baseline.',
      isReplaceable: false,
    }
  }
  if (value.version !== baselineVersion) {
    return {
      problem: `it was written by another version of edgemint: its format is ${typeof value.version === 'number' ? value.version : 'not known'}, here it is ${baselineVersion}.`,
      cure: `${anew}, and look at what differs.`,
      isReplaceable: true,
    }
  }
  if (isBaseline(value)) return value
  return {
    problem: 'it is damaged: a cookie, finding or host in it is not as doctor writes it.',
    cure: `${anew}, or take it from the version control again.`,
    isReplaceable: true,
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function foreign(value: unknown): BaselineProblem {
  const isReport = isRecord(value) && (Object.hasOwn(value, 'headline') || isRecord(value.hosts))
  const what =
    value === undefined
      ? 'it is not JSON'
      : isReport
        ? 'it is a report or a plan'
        : 'it is something else'
  return {
    problem: `it is no baseline: ${what}.`,
    cure: 'Name another file, and write the baseline there with --write-baseline. If it was one, and a merge has spoilt it, delete it first.',
    isReplaceable: false,
  }
}

function isBaseline(value: Record<string, unknown>): value is Record<string, unknown> & Baseline {
  const { cookies, findings, hosts } = value
  return (
    isRecord(cookies) &&
    Object.values(cookies).every((one) => isRecord(one) && Object.values(one).every(isFate)) &&
    isRecord(findings) &&
    Object.values(findings).every((one) => severityRank(one as 'note') >= 0) &&
    isRecord(hosts) &&
    Object.values(hosts).every(
      (one) => Array.isArray(one) && one.every((text) => typeof text === 'string'),
    )
  )
}

function isFate(text: unknown): boolean {
  return typeof text === 'string' && parseFate(text) !== undefined
}
