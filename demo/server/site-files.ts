import { build } from 'esbuild'
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../page/', import.meta.url))

const mediaTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}

export interface SiteFile {
  mediaType: string
  contents: Uint8Array
}

/**
 * The demo page's files by their path on the site, its script bundled.
 *
 * @param page the folder of another page, from that of the demo page, whose look it shares
 */
export async function buildSite(page = '.'): Promise<Map<string, SiteFile>> {
  const bundle = await build({
    entryPoints: [join(folder, page, 'page.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    logLevel: 'silent',
  })
  const files = new Map([['/page.js', siteFile('.js', bundle.outputFiles[0].contents)]])
  for (const from of new Set([folder, join(folder, page)])) {
    for (const name of await readdir(from)) {
      const ending = extname(name)
      if (!Object.hasOwn(mediaTypes, ending)) continue
      const file = siteFile(ending, await readFile(join(from, name)))
      files.set(name === 'index.html' ? '/' : `/${name}`, file)
    }
  }
  return files
}

/** A file of a site, its media type by its ending. */
export function siteFile(ending: string, contents: Uint8Array): SiteFile {
  return { mediaType: mediaTypes[ending], contents }
}

/** Answers with a file, or 404 where there is none. */
export function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  file: SiteFile | undefined,
  headers: OutgoingHttpHeaders,
): void {
  if (!file)
    return void response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found\n')
  response.writeHead(200, {
    'content-type': file.mediaType,
    'cache-control': 'no-cache',
    ...headers,
  })
  response.end(request.method === 'HEAD' ? undefined : file.contents)
}
