import { Resolver } from 'node:dns/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { DnsQuery } from '../../doctor/dns/resolve-host.ts'
import { dnsQuery } from '../../doctor/gather/dns-query.ts'
import { answerDns } from './dns-over-https.ts'
import { buildDoctor, policyOf } from './doctor-files.ts'
import { sendFile, type SiteFile } from './site-files.ts'

export const doctorHost = 'doctor.localhost'

const dnsPath = '/dns-query'

/** Doctor's page, which asks this computer alone: it works without network for the names of the demo. */
export function buildDoctorSite(): Promise<Map<string, SiteFile>> {
  return buildDoctor([{ name: 'this computer', url: dnsPath }])
}

/** Shops that only the demo's DNS knows (RFC 2606): what a browser does with their cookies differs. */
const records: Record<string, Partial<Record<Parameters<DnsQuery>[0], string[]>>> = {
  'www.shop.example': { A: ['203.0.113.5'] },
  // An alias on another domain: Safari caps.
  'api.shop.example': { CNAME: ['lb.vendor.example'] },
  'lb.vendor.example': { A: ['198.51.100.7'] },
  // Beside the site: all browsers keep.
  'www.cafe.example': { A: ['203.0.113.20'] },
  'api.cafe.example': { A: ['203.0.113.21'] },
}

// As patient as the command is.
const ask = dnsQuery(new Resolver({ timeout: 1000, tries: 3 }))

/** The demo's names; any other by the DNS server that this computer uses. */
const demoDns: DnsQuery = async (question, name) => {
  if (!/(^|\.)example$/.test(name)) return ask(question, name)
  const known = Object.hasOwn(records, name) ? records[name] : undefined
  return known ? { records: known[question] ?? [] } : { failure: 'nxdomain' }
}

/** Answers for doctor's page: its files, and DNS over HTTPS. */
export async function answerDoctor(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  files: Map<string, SiteFile>,
  query = demoDns,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return void response.writeHead(405, { allow: 'GET, HEAD' }).end()
  }
  if (url.pathname === dnsPath) return answerDns(response, url, query)
  sendFile(request, response, files.get(url.pathname), {
    'content-security-policy': policyOf(files),
  })
}
