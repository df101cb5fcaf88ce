import { statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'

/**
 * A folder or file as its path from a project's root, however it is named: a shell and a settings file may give the
 * whole path. The root itself is `.`.
 *
 * @example
 * fromRoot('/home/me/shop', '/home/me/shop/dist/') // dist
 */
export function fromRoot(root: string, ...path: string[]): string {
  return relative(root, resolve(root, ...path)) || '.'
}

/** Whether there is a folder at a path from the root. */
export function isFolder(root: string, path: string): boolean {
  return statSync(join(root, path), { throwIfNoEntry: false })?.isDirectory() ?? false
}
