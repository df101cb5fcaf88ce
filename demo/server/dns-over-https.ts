import type { ServerResponse } from 'node:http'
import { dnsQuestions, type DnsFailureReason } from '../../doctor/facts.ts'
import { recordTypes } from '../../doctor/dns/over-https.ts'
import type { DnsQuery } from '../../doctor/dns/resolve-host.ts'
import { readHostName } from '../../doctor/hosts/host-name.ts'

/** Response codes (RFC 1035, section 4.1.1) of what a DNS server said; the others said nothing. */
const codes: Partial<Record<DnsFailureReason, number>> = { nxdomain: 3, servfail: 2, refused: 5 }

/**
 * Answers `?name=…&type=…` in the JSON of Google's and Cloudflare's services, for the page of the same origin: no
 * other may read it.
 */
export async function answerDns(
  response: ServerResponse,
  { searchParams }: URL,
  query: DnsQuery,
): Promise<void> {
  const name = readHostName(searchParams.get('name') ?? '')
  const question = dnsQuestions.find((one) => one === searchParams.get('type'))
  if (name === undefined || !question) return void response.writeHead(400).end()
  const { records = [], failure } = await query(question, name)
  const code = failure ? codes[failure] : 0
  if (code === undefined) return void response.writeHead(504).end()
  const type = recordTypes[question]
  const answers = records.map((data) => ({ name, type, TTL: 0, data }))
  response.writeHead(200, { 'content-type': 'application/dns-json', 'cache-control': 'no-store' })
  response.end(
    JSON.stringify({
      Status: code,
      TC: false,
      RD: true,
      RA: true,
      AD: false,
      CD: false,
      Question: [{ name, type }],
      ...(answers.length > 0 && { Answer: answers }),
    }),
  )
}
