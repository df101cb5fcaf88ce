import type { Tool } from '../deployment.ts'
import { parseOutput } from '../parse-output.ts'
import { isTable, textsIn } from '../read-settings.ts'

/** Cloudflare's own program. */
export const wrangler: Tool = { name: 'wrangler', package: 'wrangler' }

/**
 * The addresses that wrangler has deployed to. It writes what it did to the file that
 * WRANGLER_OUTPUT_FILE_PATH names, a line of JSON for each thing: `deploy` with its targets, which
 * may be routes too, and `pages-deploy` with its URL.
 */
export function readOrigins(output: string): string[] {
  const addresses = output.split('\n').flatMap((line) => {
    const entry = parseOutput(line)
    if (!isTable(entry)) return []
    return entry.type === 'deploy' ? textsIn(entry.targets) : textsIn([entry.url])
  })
  const origins = addresses
    .filter((address) => address.startsWith('https:') && URL.canParse(address))
    .map((address) => new URL(address).origin)
  return [...new Set(origins)]
}
