import { readFileSync } from 'node:fs'
import type { Share, Way } from '../../../doctor/rules/diagnosis.ts'

/** A site with an API as DNS has it, and what must become of the cookies. */
export interface Topology {
  name: string
  /** Zone file lines with full names: 'www.netlify.example. 60 IN CNAME shop.netlify.app.' */
  records: string[]
  /** Host names without port. */
  page: string
  api: string
  /** Whether edgemint's endpoint is on the page's host. */
  hasEndpoint: boolean
  /** The Set-Cookie that the API itself sends, if any. */
  apiCookie: string | undefined
  bridge: BridgeTopology | undefined
  expected: ExpectedRow[]
  /** What is said beside the verdicts, where it was worked out too. */
  advice: Advice | undefined
}

/** A path of the page's host that leads to the API, with the token in a header. */
interface BridgeTopology {
  path: string
  /** The Set-Cookie of the refresh token. */
  refreshCookie: string
  /** How long the API's refresh tokens live, in seconds. */
  refreshTokenLife: number
}

interface Advice {
  /** The ids of all findings. */
  found: string[]
  /** The id of what is to be done first, and the words that it must have. */
  first: { id: string; words: string }
}

/** What becomes of a cookie that this host sets in this way. */
export interface ExpectedRow {
  setBy: 'endpoint' | 'api'
  way: Way
  /** By range of versions: 'Safari 14 to 16.3', 'Chrome'. */
  outcomes: Record<string, string>
  /** Of the pairs of addresses that a client may see, how many keep. Empty where that decides nothing. */
  shares: Share[]
  /** Why, with the numbers of the steps in topologies.md. */
  because: string
}

/** A section of topologies.md. */
const layout = new RegExp(
  [
    /^(?<name>.+)\n\n/,
    /Page `(?<page>.+?)`, API `(?<api>.+?)`, (?<endpoint>edgemint on the page’s host|no edgemint)\. /,
    /The API sets (?:no cookie|`(?<apiCookie>.+?)`)\./,
    /(?: A bridge on `(?<path>.+?)`, refresh tokens that live (?<refreshLife>\d+) s in `(?<refreshCookie>.+?)`\.)?\n\n/,
    /```\n(?<records>[^`]+)\n```\n\n/,
    /(?<table>(?:\|.+\|\n)+)/,
    /(?:\nFound: (?<found>.+?)\. What to do: `(?<first>.+?)`, with `(?<words>.+?)`\.\n)?\s*$/,
  ]
    .map(({ source }) => source)
    .join(''),
)

/** What topologies.md says, the one place where they stand. */
export const topologies: Topology[] = readFileSync(
  new URL('topologies.md', import.meta.url),
  'utf8',
)
  .split(/^### \d+\. /m)
  .slice(1)
  .map(readTopology)

function readTopology(section: string): Topology {
  const groups = layout.exec(section)?.groups
  if (!groups) throw new Error(`topologies.md: not laid out as the others are: ${section}`)
  const { name, page, api, endpoint, apiCookie, records, table } = groups
  const { path, refreshCookie, refreshLife, found, first, words } = groups
  const [heads, , ...rows] = table.trimEnd().split('\n').map(cellsOf)
  return {
    name,
    records: records.split('\n'),
    page,
    api,
    hasEndpoint: endpoint !== 'no edgemint',
    apiCookie,
    bridge:
      path === undefined
        ? undefined
        : { path, refreshCookie, refreshTokenLife: Number(refreshLife) },
    expected: rows.map((cells) => readRow(heads, cells)),
    advice:
      found === undefined
        ? undefined
        : {
            found: [...found.matchAll(/`(.+?)`/g)].map(([, id]) => id),
            first: { id: first, words },
          },
  }
}

/** `set by`, `how`, a column for each range of versions, `pairs that keep`, `why`. */
function readRow(heads: string[], cells: string[]): ExpectedRow {
  const [setBy, way] = cells
  const outcomes = heads.slice(2, -2).map((head, i) => [head, cells[i + 2]])
  return {
    setBy: setBy as ExpectedRow['setBy'],
    way: way as Way,
    outcomes: Object.fromEntries(outcomes),
    shares: [...cells.at(-2)!.matchAll(/(IPv[46]): (\d+) of (\d+)/g)].map(
      ([, family, kept, pairs]) => ({
        family: family as Share['family'],
        kept: Number(kept),
        pairs: Number(pairs),
      }),
    ),
    because: cells.at(-1)!,
  }
}

/** The text of each cell, without Markdown. */
function cellsOf(line: string): string[] {
  return line
    .slice(1, -1)
    .split('|')
    .map((cell) => cell.trim().replaceAll('**', '').replaceAll('\\', ''))
}
