import { join } from 'node:path'
import { mkdir, writeFile } from 'node:fs/promises'
import { buildSite } from './site-files.ts'

// `npm run build`: the page for a real deploy, for Netlify and Workers in dist/site and for Pages
// beside its _worker.js.
const files = await buildSite()
for (const folder of ['dist/site', 'dist/pages']) {
  await mkdir(folder, { recursive: true })
  for (const [path, { contents }] of files) {
    await writeFile(join(folder, path === '/' ? 'index.html' : path), contents)
  }
}
