import { find, generateManifest, mergeDeclarations } from '@netlify/edge-bundler'
import { pathToFileURL } from 'node:url'

/** A route as Netlify's edge has it. */
export interface EdgeRoute {
  /** The function's name, its file's without the ending. */
  function: string
  /** The path, as the function's config says it. */
  path: string
  /** What a request's path is held against. */
  pattern: RegExp
}

/** The routes of a folder with edge functions, by Netlify's own bundler. */
export async function findEdgeRoutes(folder: string): Promise<EdgeRoute[]> {
  const functions = await find([folder])
  const configs = await Promise.all(
    functions.map(async ({ name, path }) => [name, await readConfig(path)] as const),
  )
  const declarations = mergeDeclarations([], {}, Object.fromEntries(configs), [])
  const { manifest, unroutedFunctions } = generateManifest({ functions, declarations })
  if (unroutedFunctions.length > 0) throw new Error(`without a route: ${unroutedFunctions.join()}`)
  return manifest.routes.map(({ function: name, path, pattern }) => ({
    function: name,
    path: path!,
    pattern: new RegExp(pattern),
  }))
}

/** As the bundler has it: by running the function's file, and not by reading it. */
async function readConfig(file: string): Promise<object> {
  const { config } = await import(pathToFileURL(file).href)
  return JSON.parse(JSON.stringify(config))
}
