import { build } from 'esbuild'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { publicServices, type DnsService } from '../../doctor/dns/over-https.ts'
import { masthead } from '../../doctor/report/html/masthead.ts'
import { style } from '../../doctor/report/html/style.ts'
import { siteFile, type SiteFile } from './site-files.ts'

const folder = new URL('../doctor/', import.meta.url)

/**
 * The files of doctor's web page by their path on its site.
 *
 * @param services whom the page asks about DNS; one of its own origin has a path for an address
 */
export async function buildDoctor(services = publicServices): Promise<Map<string, SiteFile>> {
  const [page, ownStyle, icon, { outputFiles }] = await Promise.all([
    readFile(new URL('index.html', folder), 'utf8'),
    readFile(new URL('style.css', folder), 'utf8'),
    readFile(new URL('../page/favicon.svg', folder)),
    build({
      entryPoints: [fileURLToPath(new URL('page.ts', folder))],
      bundle: true,
      // What is not needed before the first question comes in a file of its own.
      splitting: true,
      write: false,
      outdir: '/',
      chunkNames: '[name]-[hash]',
      format: 'esm',
      target: ['es2022', 'safari15'],
      minify: true,
      define: { dnsServices: JSON.stringify(services) },
      logLevel: 'silent',
    }),
  ])
  return new Map([
    ['/', siteFile('.html', Buffer.from(written(page, services)))],
    ['/style.css', siteFile('.css', Buffer.from(style + ownStyle))],
    ['/favicon.svg', siteFile('.svg', icon)],
    ...outputFiles.map(({ path, contents }) => [path, siteFile('.js', contents)] as const),
  ])
}

/** The page with the report's masthead, which may ask these services and nobody else, and says so. */
function written(page: string, services: DnsService[]): string {
  return page
    .replace('<!-- masthead -->', masthead().text)
    .replace(`connect-src ${originsOf(publicServices)};`, `connect-src ${originsOf(services)};`)
    .replace(`services">${namesOf(publicServices)}<`, `services">${namesOf(services)}<`)
}

function namesOf(services: DnsService[]): string {
  return services.map(({ name }) => name).join(' and ')
}

function originsOf(services: DnsService[]): string {
  const origins = services.map(({ url }) => (url.startsWith('/') ? "'self'" : new URL(url).origin))
  return origins.join(' ')
}

/** The page's policy as a header, which can forbid one thing more: to be shown in a frame. */
export function policyOf(files: Map<string, SiteFile>): string {
  const page = Buffer.from(files.get('/')!.contents).toString()
  const [, policy] = /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(page)!
  return `${policy}; frame-ancestors 'none'`
}

/** What Netlify and Cloudflare add to every answer of the built page; `docs/doctor.md` says how CloudFront does. */
export function headersFile(files: Map<string, SiteFile>): string {
  return `/*
  Content-Security-Policy: ${policyOf(files)}
  X-Content-Type-Options: nosniff
  Referrer-Policy: no-referrer
  Permissions-Policy: camera=(), geolocation=(), microphone=()
`
}
