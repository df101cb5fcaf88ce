import { join } from 'node:path'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { buildDoctor, headersFile } from './doctor-files.ts'
import { buildSite, type SiteFile } from './site-files.ts'

// `npm run build`: the demo's page for a real deploy, for Netlify and Workers in dist/site and for Pages
// beside its _worker.js; and doctor's page, which is a site of its own.
const page = await buildSite()
for (const folder of ['dist/site', 'dist/pages']) await writeSite(folder, page)

const doctor = await buildDoctor()
// A chunk has its hash in its name: those of earlier builds would pile up.
await rm('dist/doctor', { recursive: true, force: true })
await writeSite('dist/doctor', doctor)
await writeFile('dist/doctor/_headers', headersFile(doctor))

async function writeSite(folder: string, files: Map<string, SiteFile>): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const [path, { contents }] of files) {
    await writeFile(join(folder, path === '/' ? 'index.html' : path), contents)
  }
}
